import type { Element } from "hast";
import type { TextRange } from "../../../src-shared/contract/index.ts";

export interface Fence {
  readonly text: string;
  readonly language: string | null;
  readonly line: number | null;
  readonly marked: boolean;
  /** In `text`: sorted, apart. */
  readonly matches: readonly TextRange[];
}

/** Reads a rendered `<pre><code>` back: its text, its language and what our plugins noted on it. */
export function fenceOf(pre: Element | undefined): Fence {
  const code = pre?.children.find((child): child is Element => child.type === "element" && child.tagName === "code");
  const properties = code?.properties ?? {};
  const classes = Array.isArray(properties["className"]) ? properties["className"] : [];
  const language = classes.map(String).find((name) => name.startsWith("language-"));
  const line = Number(properties["data-line"] ?? properties["dataLine"]);
  return {
    text: (code?.children ?? []).map((child) => (child.type === "text" ? child.value : "")).join(""),
    language: language === undefined ? null : language.slice("language-".length),
    line: Number.isSafeInteger(line) ? line : null,
    marked: "data-marked" in properties || "dataMarked" in properties,
    matches: readMatches(properties["data-matches"] ?? properties["dataMatches"]),
  };
}

/** Only `remarkMatches` writes them, but a document is never trusted with the shape of anything. */
function readMatches(value: unknown): TextRange[] {
  if (typeof value !== "string") return [];
  const parsed: unknown = JSON.parse(value);
  if (!Array.isArray(parsed)) return [];
  return parsed.flatMap((entry: unknown) => {
    if (!Array.isArray(entry)) return [];
    const [start, end] = entry as unknown[];
    return typeof start === "number" && typeof end === "number" ? [{ start, end }] : [];
  });
}
