import type { CodeSymbol } from "../../../src-shared/domain/index.ts";

/** The symbol of that qualified name, else of that name; exact case before any. */
export function findSymbol(symbols: readonly CodeSymbol[], written: string): CodeSymbol | null {
  const wanted = written.replace(/\(\)$/, "");
  const lower = wanted.toLowerCase();
  return (
    symbols.find((symbol) => symbol.qualifiedName === wanted) ??
    symbols.find((symbol) => symbol.name === wanted) ??
    symbols.find((symbol) => symbol.qualifiedName.toLowerCase() === lower || symbol.name.toLowerCase() === lower) ??
    null
  );
}

/** The innermost definition that holds a line. */
export function symbolAround(symbols: readonly CodeSymbol[], line: number): CodeSymbol | null {
  let best: CodeSymbol | null = null;
  for (const symbol of symbols) {
    if (line < symbol.lines.start || line > symbol.lines.end) continue;
    if (best === null || symbol.lines.end - symbol.lines.start <= best.lines.end - best.lines.start) best = symbol;
  }
  return best;
}
