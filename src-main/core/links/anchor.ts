import type { Instant, Session, SessionId, TranscriptCommit, Turn } from "../../../src-shared/domain/index.ts";
import { recordedEdits } from "../transcripts/recorded-edits.ts";

/** What a session says that can tie it to commits. Small: read for all sessions of a repository at once. */
export interface SessionAnchor {
  readonly id: SessionId;
  readonly ownId: string;
  readonly startedAt: Instant | null;
  /** Last sign of life, as far as recorded. */
  readonly endedAt: Instant | null;
  readonly branch: string | null;
  /** Checked out when it began, as written. */
  readonly startCommit: string | null;
  /** How many commits it says it made; null where it does not say. */
  readonly commitCount: number | null;
  /** Hashes it names, as written. */
  readonly mentioned: readonly string[];
  /** Hashes its assistant's program recorded or git printed. */
  readonly proved: readonly TranscriptCommit[];
  /** Paths it names or edited. */
  readonly paths: readonly string[];
  readonly edits: readonly AnchorEdit[];
}

/** Lines that an edit put into a file, white space at the ends cut; only those that say something by themselves. */
export interface AnchorEdit {
  readonly path: string;
  readonly at: Instant | null;
  readonly lines: readonly string[];
}

/** Shorter lines (braces, `return;`, `else {`) stand in too many commits to tell one by. */
const TELLING_LENGTH = 12;
const MAX_EDIT_LINES = 400;

export function isTellingLine(line: string): boolean {
  return line.length >= TELLING_LENGTH && /\p{L}{3}/u.test(line);
}

/** `edits` where the session's turns are kept apart from it. */
export function anchorOf(session: Session, edits: readonly AnchorEdit[] = editsOf(session.turns ?? [])): SessionAnchor {
  const { transcript } = session;
  return {
    id: session.id,
    ownId: session.ownId,
    startedAt: session.startedAt,
    endedAt: transcript === undefined ? lastClock(session) : transcript.endedAt,
    branch: session.branch,
    startCommit: session.startCommit,
    commitCount: session.classification?.commits ?? null,
    mentioned: session.mentionedCommits,
    proved: transcript?.commits ?? [],
    paths: [...new Set([...session.mentionedPaths, ...(transcript?.editedPaths ?? [])])],
    edits,
  };
}

/** The lines that a transcript's edits put in, as far as a commit can be told by them. */
export function editsOf(turns: readonly Turn[]): AnchorEdit[] {
  return recordedEdits(turns).flatMap(({ at, edit: { path, added } }) => {
    const lines = added.text.split("\n").map((line) => line.trim());
    const telling = [...new Set(lines.filter(isTellingLine))].slice(0, MAX_EDIT_LINES);
    return telling.length > 0 ? [{ path, at, lines: telling }] : [];
  });
}

const HOUR = 3_600_000;

/**
 * The last clock that a Patina session writes, as an instant. Clocks are local and bare; the session's name is local too and its
 * start is UTC, so the two give the zone. A clock earlier than the one before it is on the next day, once.
 */
function lastClock({ ownId, startedAt, entries }: Session): Instant | null {
  const name = /^(\d{4})(\d{2})(\d{2})-(\d{2})(\d{2})(\d{2})/.exec(ownId);
  if (name === null || startedAt === null) return null;
  const [, year, month, day, hour, minute, second] = name;
  const local = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  // Zones are whole quarters of an hour.
  const zone = Math.round((local - Date.parse(startedAt)) / (HOUR / 4)) * (HOUR / 4);
  if (Number.isNaN(local) || Math.abs(zone) > 14 * HOUR) return null;
  const midnight = Date.parse(`${year}-${month}-${day}T00:00:00Z`);
  let last: number | null = null;
  for (const { startClock, endClock } of entries) {
    const clock = /^(\d{1,2}):(\d{2})$/.exec(endClock ?? startClock ?? "");
    if (clock === null) continue;
    let at = midnight + Number(clock[1]) * HOUR + Number(clock[2]) * 60_000;
    if (at < local - HOUR) at += 24 * HOUR;
    last = Math.max(last ?? at, at);
  }
  return last === null ? null : new Date(last - zone + 60_000).toISOString();
}
