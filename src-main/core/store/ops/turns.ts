import type { TurnMatch } from "../../../../src-shared/contract/sessions.ts";
import type { SessionId, TranscriptOutline, Turn } from "../../../../src-shared/domain/index.ts";
import { termsPattern } from "../../../../src-shared/query/match-text.ts";
import { findInTurns } from "../../transcripts/find-in-turns.ts";
import { all, get, type Read } from "./operation.ts";
import { unpack } from "./sessions.ts";

/** Reads of transcripts' turns: a page at a time, or a range of pages. */

export function* readOutline(id: SessionId): Read<TranscriptOutline | null> {
  const row = yield* get<{ body: Uint8Array }>("SELECT body FROM session_turns WHERE session_id = ?", [id]);
  return row === undefined ? null : unpack<TranscriptOutline>(row.body);
}

export function* readTurnPage(id: SessionId, page: number): Read<readonly Turn[] | null> {
  const row = yield* get<{ body: Uint8Array }>("SELECT body FROM session_turn_page WHERE session_id = ? AND page = ?", [id, page]);
  return row === undefined ? null : unpack<readonly Turn[]>(row.body);
}

export function* readTurns(id: SessionId): Read<readonly Turn[] | null> {
  const outline = yield* readOutline(id);
  if (outline === null) return null;
  const rows = yield* all<{ body: Uint8Array }>("SELECT body FROM session_turn_page WHERE session_id = ? ORDER BY page", [id]);
  return rows.flatMap((row) => unpack<readonly Turn[]>(row.body));
}

export function* findTurns(id: SessionId, terms: readonly string[], firstPage: number, pages: number): Read<readonly TurnMatch[] | null> {
  const pattern = termsPattern(terms);
  const rows = yield* all<{ body: Uint8Array }>(
    "SELECT body FROM session_turn_page WHERE session_id = ? AND page >= ? AND page < ? ORDER BY page",
    [id, firstPage, firstPage + pages],
  );
  if (pattern === null || rows.length === 0) return null;
  return rows.flatMap((row) => {
    const turns = unpack<readonly Turn[]>(row.body);
    return findInTurns(turns, turns[0]?.index ?? 0, pattern);
  });
}
