import type { PaletteMode } from "../palette/command-palette.tsx";
import { goBack } from "./go-back.ts";
import { useKeys } from "./keys.ts";
import { navigate, routes, type ScreenName } from "./navigation.ts";

export interface ShellKeysProps {
  readonly screen: ScreenName;
  readonly onPalette: (mode: PaletteMode) => void;
  readonly onShortcuts: () => void;
}

/** Screens that are opened from a list, and that Esc leaves. */
const OPENED: ReadonlySet<ScreenName> = new Set(["session", "document", "commit", "belief", "history"]);

/** Keys that work on every screen. A screen that has a better use for one registers it after these and gets it first. */
export function ShellKeys({ screen, onPalette, onShortcuts }: ShellKeysProps) {
  useKeys({
    "palette.open": () => onPalette("everything"),
    "palette.goto": () => onPalette("goto"),
    "palette.symbols": () => onPalette("symbols"),
    "search.open": () => navigate(routes.search()),
    "search.focus": () => navigate(routes.search()),
    "settings.open": () => navigate(routes.settings()),
    "shortcuts.open": onShortcuts,
    "history.back": () => window.history.back(),
    "history.forward": () => window.history.forward(),
    "screen.back": () => {
      if (!OPENED.has(screen)) return false;
      goBack();
      return true;
    },
  });
  return null;
}
