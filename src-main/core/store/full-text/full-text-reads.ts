import { all, get, together, type Read } from "../ops/operation.ts";
import { beforeFirstTerm, DoclistReader, findTerm } from "./doclist.ts";
import { columnLayout, mergePostings, withoutRows, type ColumnLayout, type Postings } from "./postings.ts";
import { readAverages, readLength, readSegments, readTombstones, type Averages, type Segment } from "./segments.ts";

/** A full-text table of the schema. */
export interface FullTextTable {
  readonly name: "passage_fts" | "document_fts";
  /** In the table's order. */
  readonly columns: readonly string[];
  readonly layout: ColumnLayout;
}

export const FULL_TEXT_TABLES = {
  passage: { name: "passage_fts", columns: ["title", "symbol", "path", "text"], layout: columnLayout([7, 7, 6, 10]) },
  document: { name: "document_fts", columns: ["title", "path", "text"], layout: columnLayout([7, 6, 17]) },
} as const satisfies Readonly<Record<string, FullTextTable>>;

/** An index as it stood at one moment. */
export interface FullTextState extends Averages {
  /** Newest first. */
  readonly segments: readonly (Segment & { readonly removed: ReadonlySet<number> | null })[];
}

interface Block {
  readonly block: Uint8Array;
}

/** Where the averages and the structure are kept, as FTS5 does it. */
const AVERAGES_ROW = 1;
const STRUCTURE_ROW = 10;
/** Tombstones are kept as if they were leaves of a segment with a number this much larger. */
const TOMBSTONES_FROM = 65_536;
/** FTS5 puts it before every term of its main index. */
const MAIN_INDEX = "0";

export function* readFullTextState({ name, columns }: FullTextTable): Read<FullTextState> {
  const record = `SELECT block FROM ${name}_data WHERE id = ?`;
  const [[averages], [structure]] = (yield* together<Block>([
    { sql: record, args: [AVERAGES_ROW] },
    { sql: record, args: [STRUCTURE_ROW] },
  ])) as [Block[], Block[]];
  const segments: (Segment & { readonly removed: ReadonlySet<number> | null })[] = [];
  for (const segment of structure === undefined ? [] : readSegments(structure.block)) {
    const removed = segment.tombstonePages === 0 ? null : new Set<number>();
    if (removed !== null)
      for (const { block } of yield* pages(name, segment.id + TOMBSTONES_FROM, 0, segment.tombstonePages - 1))
        readTombstones(block, removed);
    if (segment.firstPage > 0) segments.push({ ...segment, removed });
  }
  return { segments, ...(averages === undefined ? { rows: 0, tokens: 0 } : readAverages(averages.block, columns.length)) };
}

/** The rows that hold a token. */
export function* readPostings(table: FullTextTable, { segments }: FullTextState, token: string): Read<Postings> {
  const term = new TextEncoder().encode(MAIN_INDEX + token);
  const sql = `SELECT pgno >> 1 AS page FROM ${table.name}_idx WHERE segid = ? AND term <= ? ORDER BY term DESC LIMIT 1`;
  const places = yield* together<{ readonly page: number }>(segments.map(({ id }) => ({ sql, args: [id, term] })));
  const first = segments.map(({ firstPage }, at) => Math.max(firstPage, places[at]?.[0]?.page ?? firstPage));
  const firstPages = yield* together<Block>(segments.map(({ id }, at) => onePage(table.name, id, first[at] ?? 0)));
  const lists: Postings[] = [];
  for (const [at, segment] of segments.entries()) {
    const page = firstPages[at]?.[0]?.block;
    const place = page === undefined ? null : findTerm(page, term);
    if (page === undefined || place === null) continue;
    const doclist = new DoclistReader(table.layout);
    doclist.read(page, place);
    if (place.isOpen) yield* readFurther(table, segment, term, (first[at] ?? 0) + 1, doclist);
    lists.push(segment.removed === null ? doclist.finish() : withoutRows(doclist.finish(), segment.removed));
  }
  return mergePostings(lists);
}

/** The pages of a list after its first one: up to the page on which the next term begins. */
function* readFurther(
  { name }: FullTextTable,
  { id, lastPage }: Segment,
  term: Uint8Array,
  from: number,
  doclist: DoclistReader,
): Read<void> {
  const next = yield* get<{ readonly page: number }>(
    `SELECT pgno >> 1 AS page FROM ${name}_idx WHERE segid = ? AND term > ? ORDER BY term LIMIT 1`,
    [id, term],
  );
  for (const { block } of yield* pages(name, id, from, next?.page ?? lastPage)) {
    const place = beforeFirstTerm(block);
    doclist.read(block, place);
    if (!place.isOpen) return;
  }
}

const PAGE_ID = "((CAST(? AS INTEGER) << 37) + CAST(? AS INTEGER))";

function onePage(name: string, segment: number, page: number) {
  return { sql: `SELECT block FROM ${name}_data WHERE id = ${PAGE_ID}`, args: [segment, page] };
}

function pages(name: string, segment: number, first: number, last: number): Read<readonly Block[]> {
  const sql = `SELECT block FROM ${name}_data WHERE id BETWEEN ${PAGE_ID} AND ${PAGE_ID} ORDER BY id`;
  return all<Block>(sql, [segment, first, segment, last]);
}

/** Rows with their lengths in tokens, in order after `after`. */
export interface TextLengths {
  readonly rows: Float64Array;
  readonly lengths: Uint32Array;
}

interface SizeRow {
  readonly id: number;
  readonly sz: Uint8Array;
}

export function* readLengths({ name }: FullTextTable, after: number, limit: number): Read<TextLengths> {
  return toLengths(yield* all<SizeRow>(`SELECT id, sz FROM ${name}_docsize WHERE id > ? ORDER BY id LIMIT ?`, [after, limit]));
}

export function* readLengthsOf({ name }: FullTextTable, rows: readonly number[]): Read<TextLengths> {
  const sql = `SELECT s.id, s.sz FROM json_each(?) j CROSS JOIN ${name}_docsize s ON s.id = j.value ORDER BY s.id`;
  return toLengths(yield* all<SizeRow>(sql, [JSON.stringify(rows)]));
}

function toLengths(rows: readonly SizeRow[]): TextLengths {
  return { rows: Float64Array.from(rows, ({ id }) => id), lengths: Uint32Array.from(rows, ({ sz }) => readLength(sz)) };
}
