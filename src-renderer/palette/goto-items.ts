import { Braces, FileText, GitCommitHorizontal, Lightbulb, MessagesSquare, type LucideIcon } from "lucide-react";
import type { GotoItem } from "../../src-shared/contract/index.ts";
import { navigate, routes } from "../app/navigation.ts";
import { paletteWords } from "../strings/en-palette.ts";
import type { PaletteItem } from "./palette-item.ts";

const ICONS: Readonly<Record<GotoItem["type"], LucideIcon>> = {
  file: FileText,
  session: MessagesSquare,
  symbol: Braces,
  commit: GitCommitHorizontal,
  belief: Lightbulb,
};

/** Where an entry of the core's go-to list leads. */
export function gotoHref(item: GotoItem): string {
  if (item.type === "session" && item.sessionId !== null) return routes.session(item.sessionId);
  if (item.type === "commit" && item.commit !== null) return routes.commit(item.repositoryId, item.commit);
  return routes.document(item.documentId, { line: item.type === "symbol" ? item.lines?.start : undefined });
}

/** Where the history of a file or symbol is. */
export function historyHref(item: GotoItem): string {
  return routes.history(item.repositoryId, item.path, item.type === "symbol" ? { symbol: item.label } : {});
}

export function toPaletteItem(item: GotoItem, hrefOf: (item: GotoItem) => string = gotoHref): PaletteItem {
  const href = hrefOf(item);
  return {
    id: `${item.type}:${href}:${item.label}`,
    icon: ICONS[item.type],
    label: item.label,
    detail: item.detail,
    kind: item.symbolKind ?? paletteWords.types[item.type],
    run: () => navigate(href),
  };
}
