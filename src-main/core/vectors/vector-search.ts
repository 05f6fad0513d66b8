import { setImmediate as nextTurn } from "node:timers/promises";
import type { PassageId } from "../../../src-shared/domain/index.ts";
import { isFilter, type Candidate, type KnowledgeReader } from "../store/knowledge-store.ts";
import type { VectorQuery, VectorRow } from "../store/vector-reads.ts";
import { rowScale } from "./quantise.ts";
import { loadVectorFile, saveVectorFile } from "./vector-file.ts";
import { createVectorIndex, type VectorIndex } from "./vector-index.ts";

/** Search by meaning over a store's vectors: from memory once they are there, from the store until then and in small scopes. */
export interface VectorSearch {
  /** Nearest passages, best first. The first hundred have their exact cosine, the rest one within a few thousandths. */
  candidates(query: VectorQuery): Promise<readonly Candidate[]>;
  /** Resolves when the space's vectors are in memory. */
  load(space: string): Promise<void>;
}

export interface VectorSearchOptions {
  /** Where a space's index may be kept between starts; null keeps none. */
  readonly file: ((space: string) => string) | null;
  readonly onProblem: (error: unknown) => void;
}

/** A filter that leaves fewer passages than this is answered exactly, by comparing these alone. */
const EXACT_SCOPE = 20_000;
/** Below this many vectors the store answers as fast. */
const SMALL_LIBRARY = 4000;
/** The first question of a process is answered by the store: a process that asks once must not read everything. */
const QUESTIONS_BEFORE_LOADING = 1;
const PAGE = 1000;
/** An index larger than this is worth a file. */
const WORTH_A_FILE = 20_000;
const RESCORED = 100;
const MARGIN = 40;
/** A filter drops some of what was found: look this many times further. */
const FILTERED_DEPTH = 20;
const MOST_NEIGHBOURS = 10_000;

interface Held {
  readonly space: string;
  readonly index: VectorIndex;
  revision: number;
}

export function createVectorSearch(reader: KnowledgeReader, options: VectorSearchOptions): VectorSearch {
  let held: Held | null = null;
  let loading: { readonly space: string; readonly done: Promise<void> } | null = null;
  let questions = 0;

  function load(space: string): Promise<void> {
    if (loading?.space === space) return loading.done;
    const done = fill(space).then(
      (filled) => {
        if (loading?.done === done) {
          held = filled;
          loading = null;
        }
      },
      (error: unknown) => {
        if (loading?.done === done) loading = null;
        throw error;
      },
    );
    loading = { space, done };
    return done;
  }

  async function fill(space: string): Promise<Held> {
    const path = options.file?.(space) ?? null;
    const kept = path === null ? null : await loadVectorFile(path, space);
    if (kept !== null) {
      const restored: Held = { space, ...kept };
      if (await follow(restored)) return restored;
    }
    const { revision } = await reader.vectorChanges(space, Number.MAX_SAFE_INTEGER);
    const index = await readAll(space);
    if (path !== null && index.size() >= WORTH_A_FILE) await saveVectorFile(path, index, { space, revision }).catch(options.onProblem);
    const filled: Held = { space, index, revision };
    await follow(filled);
    return filled;
  }

  async function readAll(space: string): Promise<VectorIndex> {
    let page = await reader.vectorPage(space, -1, PAGE);
    const dimensions = page[0]?.vector.length ?? 1;
    const index = createVectorIndex(dimensions, rowScale(joined(page, dimensions)));
    for (let last = page.at(-1); last !== undefined; last = page.at(-1)) {
      index.append(
        page.map(({ passageId }) => passageId),
        joined(page, dimensions),
      );
      // Between two pages, questions are answered.
      await nextTurn();
      page = await reader.vectorPage(space, last.passageId, PAGE);
    }
    return index;
  }

  /** Brings an index up to the store's last committed state. False when it is too far behind. */
  async function follow(target: Held): Promise<boolean> {
    const { revision, complete, ids } = await reader.vectorChanges(target.space, target.revision);
    if (!complete) return false;
    if (ids.length > 0) {
      const current = new Map((await reader.readVectors(target.space, ids)).map(({ passageId, vector }) => [passageId, vector]));
      for (const id of ids) {
        const vector = current.get(id);
        if (vector === undefined) target.index.remove(id);
        else if (vector.length === target.index.dimensions) target.index.set(id, vector);
        else return false;
      }
    }
    target.revision = revision;
    return true;
  }

  /** The index, up to date; null while there is none, and then it may be on its way. */
  async function current(space: string): Promise<VectorIndex | null> {
    if (held?.space === space) {
      if (await follow(held)) return held.index;
      held = null;
    }
    questions++;
    if (questions <= QUESTIONS_BEFORE_LOADING || loading?.space === space) return null;
    if ((await reader.countScope({}, SMALL_LIBRARY)) < SMALL_LIBRARY) return null;
    load(space).catch(options.onProblem);
    return null;
  }

  async function exact(query: VectorQuery, ids: readonly PassageId[]): Promise<ReadonlyMap<PassageId, number>> {
    const rows = await reader.readVectors(query.space, ids);
    return new Map(rows.map(({ passageId, vector }) => [passageId, dot(vector, query.vector)]));
  }

  return {
    load,
    async candidates(query) {
      const filtered = isFilter(query.filter);
      if (filtered && (await reader.countScope(query.filter, EXACT_SCOPE + 1)) <= EXACT_SCOPE) return reader.vectorCandidates(query);
      const index = await current(query.space);
      if (index === null || index.dimensions !== query.vector.length) return reader.vectorCandidates(query);
      const depth = filtered ? Math.min(MOST_NEIGHBOURS, query.limit * FILTERED_DEPTH) : query.limit + MARGIN;
      const near = index.search(query.vector, depth);
      const approximate = new Map(near.map(({ passageId, score }) => [passageId, score]));
      const passing = await reader.filterPassages([...approximate.keys()], query.filter);
      const scores = await exact(
        query,
        passing.slice(0, RESCORED).map((candidate) => candidate.passageId ?? 0),
      );
      return passing
        .map((candidate) => {
          const id = candidate.passageId ?? 0;
          return { ...candidate, score: scores.get(id) ?? approximate.get(id) ?? 0 };
        })
        .sort((a, b) => b.score - a.score)
        .slice(0, query.limit);
    },
  };
}

function joined(rows: readonly VectorRow[], dimensions: number): Float32Array {
  const all = new Float32Array(rows.length * dimensions);
  rows.forEach(({ vector }, at) => all.set(vector, at * dimensions));
  return all;
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let d = 0; d < a.length; d++) sum += (a[d] ?? 0) * (b[d] ?? 0);
  return sum;
}
