import type { DiffFile, DiffLine } from "./parse-diff.ts";

/** A diff as one flat list, so that only the rows in sight need to exist. */
export type DiffRow =
  | { readonly kind: "file"; readonly file: number }
  | { readonly kind: "hunk"; readonly file: number; readonly hunk: number; readonly heading: string }
  | { readonly kind: "line"; readonly file: number; readonly hunk: number; readonly index: number; readonly line: DiffLine }
  | { readonly kind: "binary"; readonly file: number };

/** The rows of a diff. A collapsed file is its head alone. */
export function diffRows(files: readonly DiffFile[], collapsed: ReadonlySet<string>): DiffRow[] {
  return files.flatMap((file, at): DiffRow[] => {
    const head: DiffRow = { kind: "file", file: at };
    if (collapsed.has(file.path)) return [head];
    if (file.binary) return [head, { kind: "binary", file: at }];
    return [
      head,
      ...file.hunks.flatMap((hunk, number): DiffRow[] => [
        { kind: "hunk", file: at, hunk: number, heading: hunk.heading },
        ...hunk.lines.map((line, index): DiffRow => ({ kind: "line", file: at, hunk: number, index, line })),
      ]),
    ];
  });
}
