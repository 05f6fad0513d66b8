import type { DocumentId } from "../../../src-shared/domain/index.ts";
import type { DocumentStamps, Stamped } from "./document-stamps.ts";

/** Rows of one kind that were read of documents, kept by id until their document changes: the next letter typed asks for most of them again. */
export interface KeptRows<Row> {
  ask(ids: readonly number[]): AskedRows<Row>;
}

export interface AskedRows<Row> {
  /** The ids of what is to be read. */
  readonly missing: readonly number[];
  /** All that was asked, in the order of the ids, with what was read of the missing; it is kept. What is not there is left out. */
  whole(read: readonly Row[]): readonly Row[];
}

export interface RowKind<Row> {
  readonly idOf: (row: Row) => number;
  readonly documentOf: (row: Row) => DocumentId;
  readonly sizeOf: (row: Row) => number;
  /** In sizes. All are let go of when there is more, which costs less than keeping an order. */
  readonly most: number;
}

/** @param stamps brought up to date before anything is asked */
export function createKeptRows<Row>(stamps: DocumentStamps, { idOf, documentOf, sizeOf, most }: RowKind<Row>): KeptRows<Row> {
  const kept = new Map<number, Stamped & { readonly row: Row }>();
  let size = 0;

  function find(id: number): Row | undefined {
    const known = kept.get(id);
    return known !== undefined && stamps.holds(known) ? known.row : undefined;
  }

  function put(row: Row, at: number): void {
    const known = kept.get(idOf(row));
    if (known !== undefined) size -= sizeOf(known.row);
    kept.set(idOf(row), { row, documentId: documentOf(row), at });
    size += sizeOf(row);
  }

  return {
    ask(ids) {
      if (size > most) {
        kept.clear();
        size = 0;
      }
      const found = ids.map(find);
      // What changes while the rest is read is noticed the next time.
      const at = stamps.now();
      return {
        missing: ids.filter((_, index) => found[index] === undefined),
        whole(read) {
          const rows = new Map(read.map((row) => [idOf(row), row]));
          for (const row of rows.values()) put(row, at);
          return ids.map((id, index) => found[index] ?? rows.get(id)).filter((row) => row !== undefined);
        },
      };
    },
  };
}
