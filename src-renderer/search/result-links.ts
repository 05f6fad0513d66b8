import type { SearchResult } from "../../src-shared/contract/index.ts";
import { routes } from "../app/navigation.ts";

/** Where a result opens: its session, commit or document, at the passage. `query` keeps its words marked there. */
export function resultHref(result: SearchResult, query: string): string {
  const place = { line: result.lines?.start, q: query };
  if (result.sessionId !== null) return routes.session(result.sessionId, place);
  if (result.commit !== null) return routes.commit(result.repositoryId, result.commit);
  return routes.document(result.documentId, place);
}

/** Where a result lies, as programs write it: `src/a.rs:12`. */
export function resultPlace(result: SearchResult): string {
  if (result.commit !== null) return result.commit.slice(0, 10);
  return result.lines === null ? result.path : `${result.path}:${result.lines.start}`;
}

/** The part of its file whose history a result asks for: the definition, which its line finds where the title is that of a part or a group; else the file. */
export function historyPart(result: SearchResult): { readonly symbol?: string; readonly line?: number | undefined } {
  return result.type === "code" && result.kind !== null ? { symbol: result.title, line: result.lines?.start } : {};
}

/** A result dragged out of the list: an address, and Markdown that makes sense without it. */
export function resultDrag(result: SearchResult, query: string, base: string): { url: string; markdown: string } {
  const url = new URL(resultHref(result, query), base).href;
  const title = result.title.replace(/[\\[\]]/g, "\\$&").replace(/\s+/g, " ");
  return { url, markdown: `[${title}](${url}) (${result.repository}, \`${resultPlace(result)}\`)` };
}
