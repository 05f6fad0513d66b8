import {
  ArrowLeft,
  ArrowRight,
  Bookmark,
  CircleHelp,
  Contrast,
  FolderPlus,
  History,
  Library,
  Link,
  MessagesSquare,
  Monitor,
  Moon,
  RefreshCw,
  Search,
  Settings,
  Star,
  Sun,
  ZoomIn,
  ZoomOut,
  type LucideIcon,
} from "lucide-react";
import type { CoreClient, RepositorySummary } from "../../src-shared/contract/index.ts";
import { messageOf } from "../../src-shared/rpc/errors.ts";
import type { KeyId } from "../app/key-bindings.ts";
import { pressKey } from "../app/keys.ts";
import { navigate, routes } from "../app/navigation.ts";
import { common } from "../strings/en-common.ts";
import { paletteWords } from "../strings/en-palette.ts";
import { copyText } from "../ui/copy-button.tsx";
import type { ToastOptions } from "../ui/toast.tsx";
import type { PaletteItem } from "./palette-item.ts";

export interface CommandContext {
  readonly core: CoreClient;
  readonly repositories: readonly RepositorySummary[];
  readonly fontScale: number;
  readonly toast: (options: ToastOptions) => void;
  readonly onShortcuts: () => void;
  /** A search is on the screen. */
  readonly canSaveSearch: boolean;
  /** The file on the screen. */
  readonly openFile: { readonly repositoryId: string; readonly path: string } | null;
}

const words = paletteWords.commands;
const SCALE_STEP = 0.125;

/** Everything that can be done by name, wherever the page is. */
export function listCommands(context: CommandContext): readonly PaletteItem[] {
  const { core, repositories, fontScale, toast, onShortcuts, canSaveSearch, openFile } = context;
  const set = (key: string, value: string | number): void => {
    core.call("settings.set", { changes: { [key]: value } }).catch(report);
  };
  const report = (error: unknown): void => toast({ title: messageOf(error), problem: true });
  const command = (id: string, icon: LucideIcon, label: string, run: () => void, keyId?: KeyId): PaletteItem => ({
    id: `command:${id}`,
    icon,
    label,
    detail: "",
    kind: paletteWords.command,
    run,
    ...(keyId === undefined ? {} : { keyId }),
  });
  const theme = (value: string, icon: LucideIcon, label: string): PaletteItem =>
    command(`theme-${value}`, icon, label, () => set("appearance.theme", value));

  return [
    command("search", Search, words.goTo(common.screens.search), () => navigate(routes.search()), "search.open"),
    // Once the palette is closed and the focus is back.
    ...(canSaveSearch
      ? [command("save-search", Bookmark, words.saveSearch, () => void setTimeout(() => pressKey("search.save")), "search.save")]
      : []),
    ...(openFile === null
      ? []
      : [command("file-history", History, words.fileHistory, () => navigate(routes.history(openFile.repositoryId, openFile.path)))]),
    command("sessions", MessagesSquare, words.goTo(common.screens.sessions), () => navigate(routes.sessions())),
    command("starred", Star, words.starred, () => navigate(routes.search({ q: "is:starred" }))),
    command("library", Library, words.goTo(common.screens.library), () => navigate(routes.library())),
    command("settings", Settings, words.goTo(common.screens.settings), () => navigate(routes.settings()), "settings.open"),
    command("add", FolderPlus, words.addRepository, () => navigate(routes.library("add"))),
    ...repositories
      .filter((repository) => repository.root !== null)
      .map((repository) =>
        command(`reindex-${repository.id}`, RefreshCw, words.reindex(repository.name), () => {
          core
            .call("library.reindex", { repositoryId: repository.id })
            .then(() => toast({ title: words.reindexing(repository.name) }), report);
        }),
      ),
    theme("system", Monitor, words.themeSystem),
    theme("light", Sun, words.themeLight),
    theme("dark", Moon, words.themeDark),
    theme("high-contrast", Contrast, words.themeContrast),
    command("larger", ZoomIn, words.larger, () => set("appearance.font_scale", Math.min(2, fontScale + SCALE_STEP))),
    command("smaller", ZoomOut, words.smaller, () => set("appearance.font_scale", Math.max(0.75, fontScale - SCALE_STEP))),
    command("shortcuts", CircleHelp, common.keys["shortcuts.open"], onShortcuts, "shortcuts.open"),
    command("back", ArrowLeft, common.keys["history.back"], () => window.history.back(), "history.back"),
    command("forward", ArrowRight, common.keys["history.forward"], () => window.history.forward(), "history.forward"),
    command("link", Link, words.copyLink, () => {
      void copyText(window.location.href).then(() => toast({ title: common.copied }));
    }),
  ];
}
