import type { PassageDraft, SourceDocument } from "../../../src-shared/domain/index.ts";
import type { PassageTokens } from "../store/knowledge-store.ts";
import { analyse } from "./analyser.ts";

/**
 * What the full-text index holds of a passage. The title carries the nearest heading above it, since a section is often named
 * by both; symbols stand in a column of their own, so that a definition weighs more than a use.
 */
export function passageTokens(passage: Omit<PassageDraft, "positionKey">, document: Pick<SourceDocument, "path" | "kind">): PassageTokens {
  const above = passage.breadcrumb.at(-1) ?? "";
  const isCode = passage.type === "code";
  return {
    title: stream(isCode ? "" : `${passage.title}\n${above}`),
    symbol: stream(isCode ? `${above} ${passage.title}` : ""),
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
