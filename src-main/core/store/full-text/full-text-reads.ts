import { all, get, together, type Read } from "../ops/operation.ts";
import { beforeFirstTerm, DoclistReader, findTerm, firstTerm } from "./doclist.ts";
import { columnLayout, type ColumnLayout, type Postings } from "./postings.ts";
import { readAverages, type Averages, type Segment } from "./segments.ts";
import { NO_TOMBSTONES, openTombstones, type Tombstones } from "./tombstones.ts";

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

/** An index as it stands in a snapshot. */
export interface FullTextState extends Averages {
  /** The record that lists the segments; null in an index that nothing was written to. */
  readonly structure: Uint8Array | null;
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
const ENCODER = new TextEncoder();

export function* readFullTextState({ name, columns }: FullTextTable): Read<FullTextState> {
  const record = `SELECT block FROM ${name}_data WHERE id = ?`;
  const [[averages], [structure]] = (yield* together<Block>([
    { sql: record, args: [AVERAGES_ROW] },
    { sql: record, args: [STRUCTURE_ROW] },
  ])) as [Block[], Block[]];
  return {
    structure: structure?.block ?? null,
    ...(averages === undefined ? { rows: 0, tokens: 0 } : readAverages(averages.block, columns.length)),
  };
}

/** Which rows were removed from a segment. */
export function* readTombstones({ name }: FullTextTable, { id, tombstonePages }: Segment): Read<Tombstones> {
  if (tombstonePages === 0) return NO_TOMBSTONES;
  return openTombstones((yield* pages(name, id + TOMBSTONES_FROM, 0, tombstonePages - 1)).map(({ block }) => block));
}

/** A segment's leaf pages, where it has few. */
export interface Leaves {
  readonly pages: readonly Uint8Array[];
  /** Of each page that term which begins first on it. */
  readonly terms: readonly (Uint8Array | null)[];
}

/** So many pages are read at once: for most of a query's tokens they would be read one by one. */
const FEW_PAGES = 32;

export function* readLeaves({ name }: FullTextTable, { id, firstPage, lastPage }: Segment): Read<Leaves | null> {
  if (lastPage - firstPage >= FEW_PAGES) return null;
  const blocks = (yield* pages(name, id, firstPage, lastPage)).map(({ block }) => block);
  return { pages: blocks, terms: blocks.map(firstTerm) };
}

/** The rows that hold a token, as {@link readPostings} gives them. */
export function postingsIn({ layout }: FullTextTable, { pages: blocks, terms }: Leaves, token: string): Postings | null {
  const term = termOf(token);
  const page = terms.findLastIndex((first) => first !== null && Buffer.compare(first, term) <= 0);
  const block = blocks[page];
  const place = block === undefined ? null : findTerm(block, term);
  if (block === undefined || place === null) return null;
  const doclist = new DoclistReader(layout);
  doclist.read(block, place);
  for (let next = page + 1, { isOpen } = place; isOpen && next < blocks.length; next++) {
    const further = blocks[next] as Uint8Array;
    const part = beforeFirstTerm(further);
    doclist.read(further, part);
    isOpen = part.isOpen;
  }
  return doclist.finish();
}

/** The rows of a segment that hold a token, removed ones too; null when there is no such term. */
export function* readPostings(table: FullTextTable, segment: Segment, token: string): Read<Postings | null> {
  const found = yield* findToken(table, segment, token);
  if (found === null) return null;
  const doclist = new DoclistReader(table.layout);
  doclist.read(found.block, found.place);
  if (found.place.isOpen) yield* readFurther(table, segment, found.term, found.page + 1, doclist);
  return doclist.finish();
}

/** Whether a segment has a list for a token. */
export function* holdsToken(table: FullTextTable, segment: Segment, token: string): Read<boolean> {
  return (yield* findToken(table, segment, token)) !== null;
}

function termOf(token: string): Uint8Array {
  return ENCODER.encode(MAIN_INDEX + token);
}

function* findToken({ name }: FullTextTable, { id, firstPage }: Segment, token: string) {
  const term = termOf(token);
  const sql = `SELECT pgno >> 1 AS page FROM ${name}_idx WHERE segid = ? AND term <= ? ORDER BY term DESC LIMIT 1`;
  const start = yield* get<{ readonly page: number }>(sql, [id, term]);
  const page = Math.max(firstPage, start?.page ?? firstPage);
  const block = (yield* get<Block>(`SELECT block FROM ${name}_data WHERE id = ${PAGE_ID}`, [id, page]))?.block;
  const place = block === undefined ? null : findTerm(block, term);
  return block === undefined || place === null ? null : { term, page, block, place };
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

function pages(name: string, segment: number, first: number, last: number): Read<readonly Block[]> {
  const sql = `SELECT block FROM ${name}_data WHERE id BETWEEN ${PAGE_ID} AND ${PAGE_ID} ORDER BY id`;
  return all<Block>(sql, [segment, first, segment, last]);
}
