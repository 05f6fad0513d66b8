import type { PassageId } from "../../../src-shared/domain/index.ts";
import { VerdigrisError } from "../../../src-shared/rpc/errors.ts";
import { compileModule } from "../wasm/compile-module.ts";
import { strideOf, writeQuery, writeRow } from "./quantise.ts";
import { SCAN_MODULE_BASE64 } from "./scan-module.ts";
import { createTopRows } from "../top-rows.ts";

/** A passage and its approximate cosine similarity to the query. */
export interface Neighbour {
  readonly passageId: PassageId;
  readonly score: number;
}

/**
 * All vectors of one embedding space as bytes in memory, searched exhaustively with SIMD: about 13 ns a vector of 384
 * dimensions. Scores are within a few thousandths of the exact cosine; who needs the exact order scores the best again.
 */
export interface VectorIndex {
  readonly dimensions: number;
  /** Components' scale: see `rowScale`. */
  readonly scale: number;
  /** Vectors held. */
  readonly size: () => number;
  /** Bytes of memory held. */
  readonly bytes: () => number;
  /** Adds vectors in ascending order of ids, all of them larger than those held: how an index is filled. */
  append(ids: ArrayLike<PassageId>, vectors: Float32Array): void;
  /** The same with rows already made bytes (`stride` each): from the index's file. */
  appendRows(ids: Float64Array, rows: Uint8Array): void;
  set(id: PassageId, vector: Float32Array): void;
  remove(id: PassageId): void;
  /** The nearest, best first. @param vector unit length. */
  search(vector: Float32Array, limit: number): Neighbour[];
  /** All rows of an index that was only appended to, in pieces: for its file. They are views, valid until the next change. */
  rows(): Generator<{ readonly ids: Float64Array; readonly rows: Uint8Array }>;
}

const PAGE_BYTES = 65_536;
const SCORES_AT = PAGE_BYTES;
/** Rows scanned at a time: their scores stay in the fastest cache until they have been looked at. */
const BLOCK = 4096;
const ROWS_AT = SCORES_AT + BLOCK * 4;
/** WebAssembly's memory ends at 4 GiB. */
const MOST_PAGES = 65_536;
const NOTHING = -1;

let module: WebAssembly.Module | null = null;
const scanModule = (): WebAssembly.Module => (module ??= compileModule(Buffer.from(SCAN_MODULE_BASE64, "base64"), { baseline: false }));
type Scan = (query: number, rows: number, stride: number, count: number, scores: number) => void;

/** @throws VerdigrisError `unsupported` when a vector has too many dimensions. `append` and `set` throw `no-space` past 4 GiB. */
export function createVectorIndex(dimensions: number, scale: number): VectorIndex {
  const stride = strideOf(dimensions);
  if (stride > PAGE_BYTES) throw new VerdigrisError("unsupported", `Vectors of ${dimensions} dimensions are too large to search.`);
  const memory = new WebAssembly.Memory({ initial: Math.ceil(ROWS_AT / PAGE_BYTES) });
  const scan = new WebAssembly.Instance(scanModule(), { scan: { memory } }).exports["scan"] as Scan;
  let ids = new Float64Array(1024);
  let used = 0;
  /** How many rows at the front were appended in order of ids: found by bisection, without a map of millions of entries. */
  let sorted: Float64Array | null = null;
  const moved = new Map<PassageId, number>();
  const free: number[] = [];

  function reserve(rows: number): void {
    if (rows > ids.length) {
      const larger = new Float64Array(Math.max(rows, Math.ceil(ids.length * 1.5)));
      larger.set(ids.subarray(0, used));
      ids = larger;
    }
    const needed = ROWS_AT + rows * stride - memory.buffer.byteLength;
    if (needed <= 0) return;
    const held = memory.buffer.byteLength / PAGE_BYTES;
    const pages = Math.max(Math.ceil(needed / PAGE_BYTES), Math.min(held >> 2, MOST_PAGES - held));
    if (held + pages > MOST_PAGES) throw new VerdigrisError("no-space", "There are more vectors than can be searched in memory.");
    memory.grow(pages);
  }

  const rowBytes = (row: number, count = 1): Uint8Array => new Uint8Array(memory.buffer, ROWS_AT + row * stride, count * stride);

  /** The ids of ordered rows, frozen when the first change comes. */
  function orderedIds(): Float64Array {
    return (sorted ??= ids.slice(0, used));
  }

  function rowOf(id: PassageId): number {
    const other = moved.get(id);
    if (other !== undefined) return other;
    const row = bisect(orderedIds(), id);
    return row >= 0 && ids[row] === id ? row : NOTHING;
  }

  function checkOrder(added: ArrayLike<PassageId>): void {
    let last = used === 0 ? -Infinity : (ids[used - 1] ?? 0);
    if (sorted !== null) throw new Error("An index that has been changed takes no more rows in order.");
    for (let at = 0; at < added.length; at++) {
      const id = added[at] ?? 0;
      if (id <= last) throw new Error("Rows must come in ascending order of ids.");
      last = id;
    }
  }

  return {
    dimensions,
    scale,
    size: () => used - free.length,
    bytes: () => memory.buffer.byteLength + ids.byteLength + (sorted?.byteLength ?? 0),
    append(added, vectors) {
      checkOrder(added);
      reserve(used + added.length);
      for (let at = 0; at < added.length; at++) {
        ids[used] = added[at] ?? 0;
        writeRow(vectors.subarray(at * dimensions, (at + 1) * dimensions), scale, rowBytes(used));
        used++;
      }
    },
    appendRows(added, rows) {
      checkOrder(added);
      reserve(used + added.length);
      rowBytes(used, added.length).set(rows.subarray(0, added.length * stride));
      ids.set(added, used);
      used += added.length;
    },
    set(id, vector) {
      let row = rowOf(id);
      if (row === NOTHING) {
        orderedIds();
        row = free.pop() ?? used;
        if (row === used) {
          reserve(used + 1);
          used++;
        }
        ids[row] = id;
        moved.set(id, row);
      }
      writeRow(vector, scale, rowBytes(row));
    },
    remove(id) {
      const row = rowOf(id);
      if (row === NOTHING) return;
      moved.delete(id);
      ids[row] = NOTHING;
      free.push(row);
    },
    search(vector, limit) {
      const { offset, factor } = writeQuery(vector, scale, new Int8Array(memory.buffer, 0, stride));
      const top = createTopRows(Math.min(limit, Math.max(1, used)));
      const scores = new Int32Array(memory.buffer, SCORES_AT, BLOCK);
      for (let start = 0; start < used; start += BLOCK) {
        const count = Math.min(BLOCK, used - start);
        scan(0, ROWS_AT + start * stride, stride, count, SCORES_AT);
        let threshold = top.threshold();
        for (let at = 0; at < count; at++) {
          const score = scores[at] ?? 0;
          if (score <= threshold || ids[start + at] === NOTHING) continue;
          top.add(start + at, score);
          threshold = top.threshold();
        }
      }
      return top.take().map(({ row, score }) => ({ passageId: ids[row] ?? NOTHING, score: (score - offset) * factor }));
    },
    *rows() {
      for (let start = 0; start < used; start += BLOCK) {
        const count = Math.min(BLOCK, used - start);
        yield { ids: ids.subarray(start, start + count), rows: rowBytes(start, count) };
      }
    },
  };
}

/** Where `id` stands in ascending `ids`, or -1. */
function bisect(ids: Float64Array, id: number): number {
  let low = 0;
  let high = ids.length - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const value = ids[middle] ?? 0;
    if (value === id) return middle;
    if (value < id) low = middle + 1;
    else high = middle - 1;
  }
  return NOTHING;
}
