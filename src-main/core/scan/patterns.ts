import ignore, { type Ignore } from "ignore";

/** What a set of gitignore patterns says of a path: the deciding pattern, and whether it takes the path out or back in. */
export interface PatternVerdict {
  readonly ignored: boolean;
  readonly pattern: string;
}

/** Patterns in gitignore syntax, relative to one folder. A pattern that cannot be compiled is left out: one bad line must not cost the rest. */
export function compilePatterns(lines: readonly string[]): Ignore | null {
  const usable = lines.map((line) => line.replace(/\r$/, "")).filter(isUsable);
  return usable.length === 0 ? null : ignore({ ignorecase: false, allowRelativePaths: true }).add(usable.map((pattern) => ({ pattern })));
}

/** `path` is relative to the patterns' folder; a folder's ends in `/`. Null when no pattern has a say. */
export function testPatterns(patterns: Ignore, path: string): PatternVerdict | null {
  const result = patterns.test(path);
  if (result.ignored) return { ignored: true, pattern: result.rule?.pattern ?? "" };
  return result.unignored ? { ignored: false, pattern: "" } : null;
}

function isUsable(pattern: string): boolean {
  if (pattern.trim() === "" || pattern.startsWith("#") || pattern.length > 4096) return false;
  try {
    ignore({ ignorecase: false, allowRelativePaths: true }).add({ pattern }).test("a/b");
    return true;
  } catch {
    return false;
  }
}
