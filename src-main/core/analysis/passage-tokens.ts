import type { PassageDraft, SourceDocument } from "../../../src-shared/domain/index.ts";
import type { PassageTokens } from "../store/knowledge-store.ts";
import { analyse } from "./analyser.ts";

/**
 * What the full-text index holds of a passage. The title carries the nearest heading above it, since a section is often named
 * by both, and a section deep in a document the document's own heading; symbols stand in a column of their own, so that a definition weighs more than a use.
 */
export function passageTokens(passage: Omit<PassageDraft, "positionKey">, document: Pick<SourceDocument, "path" | "kind">): PassageTokens {
  const above = passage.breadcrumb.at(-1) ?? "";
  const outermost = passage.type === "doc" && passage.breadcrumb.length > 1 ? `\n${passage.breadcrumb[0] ?? ""}` : "";
  const names = passage.symbolKind !== null;
  return {
    title: stream(names ? "" : `${passage.title}\n${above}${outermost}`),
    symbol: stream(names ? `${above} ${passage.title}` : ""),
    path: document.kind === "commit" ? "" : pathStream(document.path),
    text: stream(passage.text),
  };
}

function stream(text: string): string {
  return analyse(text).join(" ");
}

let lastPath = { path: "", tokens: "" };

/** A document's passages come one after the other, and all have its path. */
function pathStream(path: string): string {
  if (lastPath.path !== path) lastPath = { path, tokens: stream(path) };
  return lastPath.tokens;
}
