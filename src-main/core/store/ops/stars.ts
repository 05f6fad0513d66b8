import type { ResultType, Star } from "../../../../src-shared/domain/index.ts";
import type { StarRecord } from "../star-reads.ts";
import { all, get, type Read } from "./operation.ts";
import { change, type Write } from "./write.ts";

interface StarRow {
  readonly key: string;
  readonly type: ResultType;
  readonly repository_id: string;
  readonly document_id: number;
  readonly passage_id: number | null;
  readonly session_id: string | null;
  readonly path: string;
  readonly title: string;
  readonly starred: number;
  readonly clock: number;
  readonly at: string;
}

function toStar(row: StarRow): Star {
  const { key, type, path, title, clock, at } = row;
  return {
    key,
    type,
    repositoryId: row.repository_id,
    documentId: row.document_id,
    passageId: row.passage_id,
    sessionId: row.session_id,
    path,
    title,
    starred: row.starred === 1,
    clock,
    at,
  };
}

const COLUMNS = "key, type, repository_id, document_id, passage_id, session_id, path, title, starred, clock, at";

export function* starStates(): Read<Star[]> {
  return (yield* all<StarRow>(`SELECT ${COLUMNS} FROM star ORDER BY key`)).map(toStar);
}

/** A session is found by its id, wherever its file lies now. */
const HELD = `SELECT t.*, r.name AS repository, d.id AS held_document, d.path AS held_path, d.title AS document_title, p.id AS held_passage,
    c.title AS passage_title, p.start_line, p.end_line, e.own_id, b.id AS belief_id
  FROM star t LEFT JOIN repository r ON r.id = t.repository_id LEFT JOIN session e ON e.id = t.session_id
    LEFT JOIN passage p ON p.id = t.passage_id LEFT JOIN passage_content c ON c.id = p.id
    LEFT JOIN document d ON d.id = coalesce(p.document_id, e.document_id, t.document_id) LEFT JOIN belief b ON b.document_id = d.id
  WHERE t.starred = 1 ORDER BY t.at DESC, t.key`;

interface HeldRow extends StarRow {
  readonly repository: string | null;
  readonly held_document: number | null;
  readonly held_path: string | null;
  readonly document_title: string | null;
  readonly held_passage: number | null;
  readonly passage_title: string | null;
  readonly start_line: number | null;
  readonly end_line: number | null;
  readonly own_id: string | null;
  readonly belief_id: string | null;
}

export function* listStars(): Read<StarRecord[]> {
  return (yield* all<HeldRow>(HELD)).map((row) => ({
    ...toStar(row),
    documentId: row.held_document ?? row.document_id,
    path: row.held_path ?? row.path,
    title: (row.passage_id === null ? row.document_title : row.passage_title) ?? row.title,
    repository: row.repository,
    sessionOwnId: row.own_id,
    beliefId: row.belief_id,
    lines: row.start_line === null || row.end_line === null ? null : { start: row.start_line, end: row.end_line },
    present: row.held_document !== null && (row.passage_id === null || row.held_passage !== null),
  }));
}

/** Merges stars with those held: of each the later state stays (`isLaterStar`), so that it does not matter who merges first. */
export function saveStars(stars: readonly Star[]): Write {
  return stars.map((star) =>
    change(
      `INSERT INTO star (${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (key) DO UPDATE SET starred = excluded.starred, clock = excluded.clock, at = excluded.at,
         path = CASE WHEN excluded.path = '' THEN path ELSE excluded.path END,
         title = CASE WHEN excluded.title = '' THEN title ELSE excluded.title END
       WHERE excluded.clock > clock OR (excluded.clock = clock AND excluded.starred > starred)`,
      star.key,
      star.type,
      star.repositoryId,
      star.documentId,
      star.passageId,
      star.sessionId,
      star.path,
      star.title,
      star.starred ? 1 : 0,
      star.clock,
      star.at,
    ),
  );
}

/** Which database this is and how many writes it has seen. */
export function* libraryRevision(): Read<string> {
  const row = yield* get<{ revision: string }>(
    "SELECT i.id || ':' || i.generation || ':' || c.value AS revision FROM database_identity i, change_counter c",
  );
  return row?.revision ?? "";
}
