import type { PassageId } from "../../../../src-shared/domain/index.ts";
import { VerdigrisError } from "../../../../src-shared/rpc/errors.ts";
import type { EmbeddingSpace, VectorRow } from "../vector-reads.ts";
import { spaceSlot } from "../sql/keys.ts";
import type { VectorDialect } from "../sql/vector-dialect.ts";
import type { Rows } from "./operation.ts";
import { change, held, type Change, type DecidingWrite, type Held, type Write } from "./write.ts";

const MODEL_CHUNK_BYTES = 1024 * 1024;
/** Changes kept for followers; who is further behind fills itself anew. */
const KEPT_CHANGES = 200_000;
/** In place of a passage: what was known of the space before may be out of date, for a space that does not serve is not followed. */
export const ACTIVATION = -1;

/** A space as a write sees it: its table is `vector_<slot>`. */
export interface HeldSpace {
  readonly slot: string;
  readonly state: EmbeddingSpace["state"];
}

function* heldSpace(id: string) {
  const [space] = yield* held<HeldSpace>(["slot", "state"], "SELECT slot, state FROM embedding_space WHERE id = ?", id);
  if (space === undefined) throw new VerdigrisError("not-found", `There is no embedding space ${id}.`, { space: id });
  return space;
}

function logChange(slot: string, id: PassageId): Change {
  return change("INSERT INTO vector_change (slot, passage_id) VALUES (?, ?)", slot, id);
}

/** Creating a space that is there changes nothing. */
export function createSpace(dialect: VectorDialect, space: EmbeddingSpace, model: Uint8Array | null): Write {
  const slot = spaceSlot(space.id);
  const changes: Change[] = [
    change(
      "INSERT OR IGNORE INTO embedding_space (id, slot, embedder, dimensions, trained_on, created_at, state) VALUES (?, ?, ?, ?, ?, ?, ?)",
      space.id,
      slot,
      space.embedder,
      space.dimensions,
      space.trainedOn,
      space.createdAt,
      space.state,
    ),
  ];
  for (let at = 0; model !== null && at < model.length; at += MODEL_CHUNK_BYTES) {
    const chunk = model.subarray(at, at + MODEL_CHUNK_BYTES);
    changes.push(
      change("INSERT OR IGNORE INTO embedding_model (space_id, position, bytes) VALUES (?, ?, ?)", space.id, at / MODEL_CHUNK_BYTES, chunk),
    );
  }
  return [...changes, change(dialect.createTable(`vector_${slot}`, space.dimensions))];
}

export function* activateSpace(id: string): DecidingWrite {
  const { slot } = yield* heldSpace(id);
  return [
    logChange(slot, ACTIVATION),
    change("UPDATE embedding_space SET state = CASE WHEN id = ? THEN 'active' WHEN state = 'active' THEN 'retired' ELSE state END", id),
  ];
}

export function* removeSpace(id: string): DecidingWrite {
  const { slot } = yield* heldSpace(id);
  return [
    change(`DROP TABLE vector_${slot}`),
    change("DELETE FROM embedding_model WHERE space_id = ?", id),
    change("DELETE FROM embedding_space WHERE id = ?", id),
  ];
}

/** A passage may have been replaced since it was embedded: its vector is left out, for it would never be removed. */
export function* saveVectors(dialect: VectorDialect, id: string, rows: readonly VectorRow[]): DecidingWrite {
  const { slot, state } = yield* heldSpace(id);
  const listed = JSON.stringify(rows.map(({ passageId }) => passageId));
  const [present, replaced] = yield* heldIds(dialect.ids(`vector_${slot}`), listed);
  const latest = [...new Map(rows.map((row) => [row.passageId, row])).values()].filter(({ passageId }) => present.has(passageId));
  return [
    ...latest.filter(({ passageId }) => replaced.has(passageId)).map(({ passageId }) => forgetVector(slot, passageId)),
    ...latest.map(({ passageId, vector }) =>
      change(
        `INSERT INTO vector_${slot} (id, embedding) VALUES (?, ?)`,
        BigInt(passageId),
        new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength),
      ),
    ),
    ...(state === "active" ? latest.map(({ passageId }) => logChange(slot, passageId)) : []),
  ];
}

/** Which of the ids are those of passages, and of vectors. */
function* heldIds(
  vectorIds: string,
  listed: string,
): Generator<readonly Held[], readonly [ReadonlySet<number>, ReadonlySet<number>], readonly Rows[]> {
  const of = (name: string) => ({
    columns: ["id"],
    sql: `SELECT t.rowid AS id FROM json_each(?) j CROSS JOIN ${name} t ON t.rowid = j.value ORDER BY j.key`,
    args: [listed],
  });
  const [passages = [], vectors = []] = yield [of("passage"), of(vectorIds)];
  const ids = (rows: Rows): ReadonlySet<number> => new Set((rows as readonly { readonly id: number }[]).map(({ id }) => id));
  return [ids(passages), ids(vectors)];
}

export function forgetVectors(spaces: readonly HeldSpace[], id: PassageId): Change[] {
  return spaces.flatMap(({ slot, state }) => [forgetVector(slot, id), ...(state === "active" ? [logChange(slot, id)] : [])]);
}

function forgetVector(slot: string, id: PassageId): Change {
  return change(`DELETE FROM vector_${slot} WHERE id = ?`, BigInt(id));
}

export function trimChanges(): readonly Change[] {
  return [change("DELETE FROM vector_change WHERE revision <= (SELECT max(revision) FROM vector_change) - ?", KEPT_CHANGES)];
}
