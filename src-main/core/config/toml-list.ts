import type { AST } from "toml-eslint-parser";
import { tomlString } from "./toml-text.ts";

interface OldElement {
  readonly value: unknown;
  readonly source: string;
  /** On the lines above it. */
  readonly above: string[];
  /** Behind it, on its line. */
  readonly behind: string[];
}

/**
 * A list that holds comments, with new elements: a comment stays with the element it stands above or behind, in that element's new
 * place. The comments of an element that goes are kept at the list's end.
 */
export function spliceList(
  text: string,
  node: AST.TOMLArray,
  comments: readonly AST.Comment[],
  values: readonly string[],
  indent: string,
  newline: string,
): string {
  const old: OldElement[] = node.elements.map((element) => ({
    value: element.type === "TOMLValue" ? element.value : undefined,
    source: text.slice(...element.range),
    above: [],
    behind: [],
  }));
  const rest: string[] = [];
  for (const comment of comments) {
    const source = text.slice(...comment.range);
    const lineOf = comment.loc.start.line;
    const behind = node.elements.findLastIndex((element) => element.range[1] <= comment.range[0] && element.loc.end.line === lineOf);
    const below = node.elements.findIndex((element) => element.range[1] > comment.range[0]);
    if (behind !== -1) old[behind]?.behind.push(source);
    else if (below !== -1) old[below]?.above.push(source);
    else rest.push(source);
  }
  const lines: string[] = [];
  for (const value of values) {
    const index = old.findIndex((element) => element.value === value);
    const kept = index === -1 ? undefined : old.splice(index, 1)[0];
    if (kept === undefined) lines.push(`${tomlString(value)},`);
    else lines.push(...kept.above, [`${kept.source},`, ...kept.behind].join(" "));
  }
  lines.push(...old.flatMap(({ above, behind }) => [...above, ...behind]), ...rest);
  return ["[", ...lines.map((line) => `${indent}  ${line}`), `${indent}]`].join(newline);
}
