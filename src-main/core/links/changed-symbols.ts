import type { CodeSymbol, CommitHash } from "../../../src-shared/domain/index.ts";
import { symbolAround } from "../biography/symbols.ts";
import { readBlobs } from "../git/blobs.ts";
import { readChangedLines, type ChangedFile, type ChangedLines } from "../git/changed-lines.ts";
import type { WorkerPool } from "../indexer/worker-pool.ts";
import { detectCodeLanguage } from "../sources/code/detect-language.ts";

/** A symbol whose own lines a commit changed, as it was called in that commit. */
export interface ChangedSymbol {
  readonly path: string;
  readonly name: string;
  readonly kind: CodeSymbol["kind"];
  /** Lines of it that the commit wrote, and lines it took out of it. */
  readonly added: number;
  readonly removed: number;
  /** The commit wrote all of it. */
  readonly isNew: boolean;
}

/** What a commit changed never changes: it is worked out once. */
export interface ChangedSymbols {
  of(root: string, hashes: readonly CommitHash[], signal?: AbortSignal): Promise<ReadonlyMap<CommitHash, readonly ChangedSymbol[]>>;
  /** The definitions in each text, which may be a piece of a file; none where the path's language is not read. */
  inTexts(
    files: readonly { readonly path: string; readonly text: string }[],
    signal?: AbortSignal,
  ): Promise<readonly (readonly CodeSymbol[])[]>;
}

const REMEMBERED = 2000;
const MAX_BYTES = 1_000_000;
/** A commit of more files is a move or an import: no one wrote its symbols. */
const MAX_FILES = 100;
const never = new AbortController().signal;

/** Files × hunks × symbols: each changed file as the commit left it is parsed, and the hunks are laid over its definitions. */
export function createChangedSymbols(pool: Pick<WorkerPool, "call">, parseTimeoutMs: () => number): ChangedSymbols {
  const known = new Map<string, readonly ChangedSymbol[]>();
  return {
    async of(root, hashes, signal = never) {
      const fresh = [...new Set(hashes)].filter((hash) => !known.has(hash));
      const read = await readSymbols(pool, { root, hashes: fresh, parseTimeoutMs: parseTimeoutMs(), signal });
      const found = new Map<CommitHash, readonly ChangedSymbol[]>();
      for (const hash of hashes) found.set(hash, read.get(hash) ?? known.get(hash) ?? []);
      for (const [hash, symbols] of read) known.set(hash, symbols);
      for (const oldest of [...known.keys()].slice(0, Math.max(0, known.size - REMEMBERED))) known.delete(oldest);
      return found;
    },
    async inTexts(files, signal = never) {
      return files.length === 0 ? [] : pool.call("index.symbols", { files, parseTimeoutMs: parseTimeoutMs() }, signal);
    },
  };
}

async function readSymbols(
  pool: Pick<WorkerPool, "call">,
  {
    root,
    hashes,
    parseTimeoutMs,
    signal,
  }: { readonly root: string; readonly hashes: readonly CommitHash[]; readonly parseTimeoutMs: number; readonly signal: AbortSignal },
): Promise<ReadonlyMap<CommitHash, readonly ChangedSymbol[]>> {
  const changed = await readChangedLines(root, hashes, signal);
  const files = [...changed].flatMap(([hash, all]) => {
    const code = all.filter((file) => file.hunks.length > 0 && detectCodeLanguage(file.path, "") !== null);
    return code.length > MAX_FILES ? [] : code.map((file) => ({ hash, file }));
  });
  const texts = await readBlobs({ root, names: files.map(({ hash, file }) => `${hash}:${file.path}`), maxBytes: MAX_BYTES, signal });
  const readable = files.flatMap(({ hash, file }, index) => {
    const text = texts[index] ?? null;
    return text === null ? [] : [{ hash, file, text }];
  });
  const input = { files: readable.map(({ file, text }) => ({ path: file.path, text })), parseTimeoutMs };
  const symbols = readable.length === 0 ? [] : await pool.call("index.symbols", input, signal);
  const found = new Map<CommitHash, ChangedSymbol[]>(hashes.map((hash) => [hash, []]));
  readable.forEach(({ hash, file }, index) => found.get(hash)?.push(...overlay(file, symbols[index] ?? [])));
  return found;
}

/** The innermost definition around each changed line; what stands outside all of them is nobody's. */
export function overlay(file: ChangedFile, symbols: readonly CodeSymbol[]): readonly ChangedSymbol[] {
  const counts = new Map<CodeSymbol, { added: number; removed: number }>();
  const count = (symbol: CodeSymbol | null): { added: number; removed: number } | null => {
    if (symbol === null) return null;
    const held = counts.get(symbol) ?? { added: 0, removed: 0 };
    counts.set(symbol, held);
    return held;
  };
  for (const hunk of file.hunks) {
    for (let line = hunk.written?.start ?? 1; line <= (hunk.written?.end ?? 0); line += 1) {
      const held = count(symbolAround(symbols, line));
      if (held !== null) held.added += 1;
    }
    if (hunk.removed === 0) continue;
    const from = count(placeOfRemoved(symbols, hunk));
    if (from !== null) from.removed += hunk.removed;
  }
  return [...counts].map(([symbol, { added, removed }]) => ({
    path: file.path,
    name: symbol.qualifiedName,
    kind: symbol.kind,
    added,
    removed,
    isNew: file.hunks.some(({ written }) => written !== null && written.start <= symbol.lines.start && symbol.lines.end <= written.end),
  }));
}

/** Lines that were replaced belong where the new ones stand; lines that are only gone to what is around the gap. */
function placeOfRemoved(symbols: readonly CodeSymbol[], { written, after }: ChangedLines): CodeSymbol | null {
  if (written !== null) return symbolAround(symbols, written.start);
  const before = symbolAround(symbols, after);
  return before !== null && after < before.lines.end ? before : null;
}
