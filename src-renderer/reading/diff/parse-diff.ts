/** A unified diff as git prints it (`git diff`, `git show`), read line by line. */

export type DiffLineKind = "context" | "added" | "removed" | "note";

export interface DiffLine {
  readonly kind: DiffLineKind;
  readonly text: string;
  /** Line numbers before and after; null where there is none. */
  readonly before: number | null;
  readonly after: number | null;
}

export interface DiffHunk {
  /** What follows the `@@`: the enclosing definition, by git's own guess. */
  readonly heading: string;
  readonly lines: readonly DiffLine[];
}

export interface DiffFile {
  readonly path: string;
  /** Set for renames and copies. */
  readonly oldPath: string | null;
  readonly status: "added" | "modified" | "deleted" | "renamed" | "copied";
  readonly binary: boolean;
  readonly additions: number;
  readonly deletions: number;
  readonly hunks: readonly DiffHunk[];
}

interface Draft {
  header: string[];
  hunks: { heading: string; lines: DiffLine[] }[];
}

const HUNK = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@ ?(.*)$/;

/** Reads a diff's files. What stands before the first is passed over; a cut diff ends where it ends. */
export function parseDiff(text: string): DiffFile[] {
  const drafts: Draft[] = [];
  // How many lines the hunk still holds: only so is `--- x` in a hunk a removed line and not a header.
  let before = 0;
  let after = 0;
  let left = 0;
  let right = 0;
  const lines = text.split("\n");
  if (lines.at(-1) === "") lines.pop();
  for (const line of lines) {
    const draft = drafts.at(-1);
    const hunk = draft?.hunks.at(-1);
    if (hunk !== undefined && (left > 0 || right > 0)) {
      const body = line.slice(1);
      if (line.startsWith("+")) {
        hunk.lines.push({ kind: "added", text: body, before: null, after: after++ });
        right--;
      } else if (line.startsWith("-")) {
        hunk.lines.push({ kind: "removed", text: body, before: before++, after: null });
        left--;
      } else if (line.startsWith("\\")) hunk.lines.push({ kind: "note", text: body.trim(), before: null, after: null });
      else {
        hunk.lines.push({ kind: "context", text: body, before: before++, after: after++ });
        left--;
        right--;
      }
      continue;
    }
    if (line.startsWith("diff --git ")) {
      drafts.push({ header: [line], hunks: [] });
      continue;
    }
    if (draft === undefined) continue;
    const at = HUNK.exec(line);
    if (at !== null) {
      before = Number(at[1]);
      left = at[2] === undefined ? 1 : Number(at[2]);
      after = Number(at[3]);
      right = at[4] === undefined ? 1 : Number(at[4]);
      draft.hunks.push({ heading: at[5] ?? "", lines: [] });
    } else if (line.startsWith("\\") && hunk !== undefined) {
      hunk.lines.push({ kind: "note", text: line.slice(1).trim(), before: null, after: null });
    } else if (hunk === undefined) draft.header.push(line);
  }
  return drafts.map(toFile);
}

function toFile({ header, hunks }: Draft): DiffFile {
  const after = (prefix: string): string | null => {
    const line = header.find((one) => one.startsWith(prefix));
    return line === undefined ? null : unquote(line.slice(prefix.length).replace(/\t$/, ""));
  };
  const renamedFrom = after("rename from ") ?? null;
  const copiedFrom = after("copy from ") ?? null;
  const isAdded = header.some((line) => line.startsWith("new file mode"));
  const isDeleted = header.some((line) => line.startsWith("deleted file mode"));
  const newPath = after("rename to ") ?? after("copy to ") ?? withoutSide(after("+++ "));
  const oldPath = withoutSide(after("--- "));
  const lines = hunks.flatMap((hunk) => hunk.lines);
  return {
    path: newPath ?? oldPath ?? pathOfHead(header[0] ?? ""),
    oldPath: renamedFrom ?? copiedFrom,
    status: isAdded ? "added" : isDeleted ? "deleted" : renamedFrom !== null ? "renamed" : copiedFrom !== null ? "copied" : "modified",
    binary: header.some((line) => line.startsWith("Binary files ") || line.startsWith("GIT binary patch")),
    additions: lines.filter((line) => line.kind === "added").length,
    deletions: lines.filter((line) => line.kind === "removed").length,
    hunks,
  };
}

/** `b/src/x.ts` → `src/x.ts`; `/dev/null` is no path. */
function withoutSide(path: string | null): string | null {
  return path === null || path === "/dev/null" ? null : path.replace(/^[abciow]\//, "");
}

/** Of a file without `---` and `+++` (binary, mode only): both halves of `a/x b/x` are the same path. */
function pathOfHead(line: string): string {
  const rest = line.slice("diff --git ".length);
  if (rest.startsWith('"')) return withoutSide(unquote(rest.slice(0, rest.indexOf('" ') + 1))) ?? rest;
  return withoutSide(rest.slice(0, (rest.length - 1) / 2)) ?? rest;
}

/** git quotes unusual paths like C strings, with bytes in octal. */
function unquote(path: string): string {
  if (!/^".*"$/.test(path)) return path;
  const bytes: number[] = [];
  const encoder = new TextEncoder();
  const escapes: Readonly<Record<string, number>> = { a: 7, b: 8, t: 9, n: 10, v: 11, f: 12, r: 13 };
  for (const match of path.slice(1, -1).matchAll(/\\([0-7]{3})|\\(.)|([^\\]+)/gs)) {
    if (match[1] !== undefined) bytes.push(Number.parseInt(match[1], 8));
    else if (match[2] !== undefined) bytes.push(escapes[match[2]] ?? match[2].codePointAt(0) ?? 0);
    else bytes.push(...encoder.encode(match[3]));
  }
  return new TextDecoder().decode(new Uint8Array(bytes));
}
