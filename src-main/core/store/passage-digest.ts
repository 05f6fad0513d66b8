import type { IndexedPassage } from "./knowledge-store.ts";
import { hash52 } from "./sql/keys.ts";

/** Tells whether a passage's content changed: that of an unchanged one keeps its full-text row and its vectors. */
export function digestOf(passage: Omit<IndexedPassage, "digest">): number {
  const { title, symbol, path, text } = passage.tokens;
  return hash52(
    passage.type,
    passage.symbolKind ?? "",
    passage.title,
    passage.breadcrumb.join("\n"),
    passage.text,
    title,
    symbol,
    path,
    text,
  );
}
