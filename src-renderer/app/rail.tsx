import { ChartColumn, CircleHelp, Command, Library, Lightbulb, MessagesSquare, ScrollText, Search, Settings } from "lucide-react";
import { common } from "../strings/en-common.ts";
import { Tooltip } from "../ui/tooltip.tsx";
import { routes, type ScreenName } from "./navigation.ts";
import "./rail.css";

const ENTRIES = [
  { screens: ["search", "document", "commit", "history", "home"], href: routes.search(), label: common.screens.search, icon: Search },
  { screens: ["sessions", "session"], href: routes.sessions(), label: common.screens.sessions, icon: MessagesSquare },
  { screens: ["ledger"], href: routes.ledger(), label: common.screens.ledger, icon: ScrollText },
  { screens: ["beliefs", "belief"], href: routes.beliefs(), label: common.screens.beliefs, icon: Lightbulb },
  { screens: ["insights"], href: routes.insights(), label: common.screens.insights, icon: ChartColumn },
  { screens: ["library"], href: routes.library(), label: common.screens.library, icon: Library },
] as const satisfies readonly { readonly screens: readonly ScreenName[]; readonly [key: string]: unknown }[];

export interface RailProps {
  readonly screen: ScreenName;
  readonly onPalette: () => void;
  readonly onShortcuts: () => void;
}

/** The way between screens: icons with their words. */
export function Rail({ screen, onPalette, onShortcuts }: RailProps) {
  return (
    <nav className="rail" aria-label={common.screensLabel}>
      {ENTRIES.map(({ screens, href, label, icon: Icon }) => (
        <a
          key={href}
          href={href}
          className="rail-entry"
          aria-current={(screens as readonly string[]).includes(screen) ? "page" : undefined}
        >
          <Icon size="1.25em" strokeWidth={1.75} aria-hidden />
          {label}
        </a>
      ))}
      <span className="rail-space" />
      <Tooltip content={common.keys["palette.open"]} keyId="palette.open" side="right">
        <button type="button" className="rail-entry" onClick={onPalette}>
          <Command size="1.25em" strokeWidth={1.75} aria-hidden />
          {common.commands}
        </button>
      </Tooltip>
      <Tooltip content={common.keys["shortcuts.open"]} keyId="shortcuts.open" side="right">
        <button type="button" className="rail-entry" onClick={onShortcuts}>
          <CircleHelp size="1.25em" strokeWidth={1.75} aria-hidden />
          {common.shortcuts}
        </button>
      </Tooltip>
      <a href={routes.settings()} className="rail-entry" aria-current={screen === "settings" ? "page" : undefined}>
        <Settings size="1.25em" strokeWidth={1.75} aria-hidden />
        {common.screens.settings}
      </a>
    </nav>
  );
}
