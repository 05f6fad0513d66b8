import type { TurnMatch } from "../../../../src-shared/contract/sessions.ts";
import type { RecordedEdit, SessionId, TranscriptOutline, Turn } from "../../../../src-shared/domain/index.ts";
import { textMatcher } from "../../../../src-shared/query/match-text.ts";
import { findInTurns } from "../../transcripts/find-in-turns.ts";
import { recordedEdits } from "../../transcripts/recorded-edits.ts";
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

function* somePages(id: SessionId, first: number, pages: number): Read<readonly { readonly body: Uint8Array }[]> {
  return yield* all<{ body: Uint8Array }>(
    "SELECT body FROM session_turn_page WHERE session_id = ? AND page >= ? AND page < ? ORDER BY page",
    [id, first, first + pages],
  );
}

export function* readEdits(id: SessionId, path: string | null, first: number, pages: number): Read<readonly RecordedEdit[] | null> {
  const rows = yield* somePages(id, first, pages);
  return rows.length === 0 ? null : rows.flatMap((row) => recordedEdits(unpack<readonly Turn[]>(row.body), path));
}

export function* findTurns(id: SessionId, terms: readonly string[], firstPage: number, pages: number): Read<readonly TurnMatch[] | null> {
  const matcher = textMatcher(terms);
  const rows = yield* somePages(id, firstPage, pages);
  if (matcher === null || rows.length === 0) return null;
  return rows.flatMap((row) => {
    const turns = unpack<readonly Turn[]>(row.body);
    return findInTurns(turns, turns[0]?.index ?? 0, matcher);
  });
}
