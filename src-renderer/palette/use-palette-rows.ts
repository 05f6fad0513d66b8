import { Bookmark, CornerDownRight } from "lucide-react";
import { useDeferredValue } from "react";
import { useCore } from "../app/core-context.tsx";
import { useCoreQuery } from "../app/core-query.ts";
import { navigate, routes, type Route } from "../app/navigation.ts";
import { paletteWords } from "../strings/en-palette.ts";
import { useToast } from "../ui/toast.tsx";
import { listCommands } from "./commands.ts";
import { gotoHref, historyHref, toPaletteItem } from "./goto-items.ts";
import { matchScore } from "./match.ts";
import type { PaletteItem, PaletteRow } from "./palette-item.ts";
import { gotoKinds, lineNumber, type PaletteQuery } from "./palette-query.ts";

const FOUND_LIMIT = 40;
const COMMANDS_BESIDE_RESULTS = 5;

export interface PaletteRows {
  readonly rows: readonly PaletteRow[];
  /** The rows are those of the text as it stands; until then they are those of the text before. */
  readonly isSettled: boolean;
}

/** The palette's rows for what is typed: what the core finds, then the commands that fit. */
export function usePaletteRows(query: PaletteQuery, route: Route, onShortcuts: () => void): PaletteRows {
  const core = useCore();
  const toast = useToast();
  const repositories = useCoreQuery("library.list", {}).data ?? [];
  const fontScale = Number(useCoreQuery("settings.get", {}).data?.values["appearance.font_scale"] ?? 1);
  const searches = useCoreQuery("search.saved", {}).data ?? [];
  const text = useDeferredValue(query.text);
  const kinds = gotoKinds(query.scope);
  const canSaveSearch = route.screen === "search" && (route.params.get("q") ?? "").trim() !== "";
  const openFile = useOpenFile(route);
  const found = useCoreQuery(
    "documents.goto",
    { text, kinds: kinds ?? ["file"], limit: FOUND_LIMIT },
    { enabled: kinds !== null, keepPrevious: true },
  );

  if (query.scope === "line") return { rows: lineRows(query.text, route), isSettled: true };
  const items =
    kinds === null ? [] : (found.data ?? []).map((item) => toPaletteItem(item, query.scope === "history" ? historyHref : gotoHref));
  const withCommands = query.scope === "commands" || query.scope === "everything";
  const commands = withCommands
    ? fitting(listCommands({ core, repositories, fontScale, toast, onShortcuts, canSaveSearch, openFile }), query.text)
    : [];
  const shownCommands = query.scope === "commands" || query.text === "" ? commands : commands.slice(0, COMMANDS_BESIDE_RESULTS);
  const saved: readonly PaletteItem[] = withCommands
    ? searches.map(({ name, text: q, mode }) => ({
        id: `saved:${name}`,
        icon: Bookmark,
        label: name,
        detail: q === name ? "" : q,
        kind: paletteWords.savedSearch,
        run: () => navigate(routes.search({ q, mode })),
      }))
    : [];
  const rows = [
    ...section(query.text === "" ? paletteWords.recent : paletteWords.found, items),
    ...section(paletteWords.savedHeading, query.text === "" && query.scope === "everything" ? saved : fitting(saved, query.text)),
    ...section(paletteWords.commandsHeading, shownCommands),
  ];
  const isAnswered = text === query.text && !found.isPlaceholderData && !found.isPending;
  return { rows, isSettled: kinds === null || found.isError || isAnswered };
}

/** The file on the screen; its answer is the one that the screen itself asked for. */
function useOpenFile(route: Route): { readonly repositoryId: string; readonly path: string } | null {
  const isFile = route.screen === "document";
  const input = isFile ? { documentId: route.id, query: route.params.get("q") ?? "" } : { documentId: 0, query: "" };
  const view = useCoreQuery("documents.read", input, { enabled: isFile }).data;
  return isFile && view !== undefined ? view.document : null;
}

function section(heading: string, items: readonly PaletteItem[]): readonly PaletteRow[] {
  return items.length === 0 ? [] : [{ heading }, ...items];
}

function fitting(commands: readonly PaletteItem[], text: string): readonly PaletteItem[] {
  return commands
    .map((command) => ({ command, score: matchScore(text, command.label) }))
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score)
    .map(({ command }) => command);
}

function lineRows(text: string, route: Route): readonly PaletteRow[] {
  if (route.screen !== "document" && route.screen !== "session") return [{ heading: paletteWords.lineElsewhere }];
  const line = lineNumber(text);
  if (line === null) return [{ heading: paletteWords.lineHelp }];
  const q = route.params.get("q") ?? undefined;
  const href = route.screen === "document" ? routes.document(route.id, { line, q }) : routes.session(route.id, { line, q });
  const go = { id: "line", icon: CornerDownRight, label: paletteWords.goToLine(line), detail: "", kind: "" };
  return [{ ...go, run: () => navigate(href, { replace: true }) }];
}
