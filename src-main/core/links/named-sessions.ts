import type { CommitHash } from "../../../src-shared/domain/index.ts";
import type { CommitFacts } from "../git/commit-facts.ts";

/** A commit that says which session it came from. */
export interface NamedSession {
  readonly hash: CommitHash;
  /** The session's id as the tool wrote it. */
  readonly session: string;
  readonly by: "trailer" | "note";
  /** The trailer as written, or the notes' ref. */
  readonly source: string;
}

export const AI_NOTES_REF = "refs/notes/ai";

/**
 * Entire (entire.io): `Entire-Session: <date>-<id>` on a commit, or `Entire-Checkpoint: <12 hex>`, which a commit of the branch
 * `entire/checkpoints/v1` with the subject `Checkpoint: <12 hex>` resolves to its own `Entire-Session`. Commits of that branch are
 * bookkeeping and no work of a session.
 */
export function sessionsInTrailers(commits: readonly CommitFacts[]): { named: NamedSession[]; bookkeeping: ReadonlySet<CommitHash> } {
  const bookkeeping = new Set<CommitHash>();
  const checkpoints = new Map<string, string[]>();
  for (const { hash, subject, trailers } of commits) {
    if (!/^Checkpoint\b/.test(subject) || !trailers.some(({ key }) => /^Entire-Strategy$/i.test(key))) continue;
    bookkeeping.add(hash);
    const id = /^Checkpoint:\s*([0-9a-f]{6,40})\b/.exec(subject)?.[1];
    if (id !== undefined) checkpoints.set(id, [...(checkpoints.get(id) ?? []), ...valuesOf(trailers, "entire-session")]);
  }
  const named = commits.flatMap(({ hash, trailers }): NamedSession[] => {
    if (bookkeeping.has(hash)) return [];
    const direct = valuesOf(trailers, "entire-session").map((session): NamedSession => ({
      hash,
      session,
      by: "trailer",
      source: `Entire-Session: ${session}`,
    }));
    const through = valuesOf(trailers, "entire-checkpoint").flatMap((checkpoint) =>
      (checkpoints.get(checkpoint) ?? []).map((session): NamedSession => ({
        hash,
        session,
        by: "trailer",
        source: `Entire-Checkpoint: ${checkpoint}`,
      })),
    );
    return [...direct, ...through];
  });
  return { named, bookkeeping };
}

function valuesOf(trailers: CommitFacts["trailers"], key: string): string[] {
  return trailers.filter((trailer) => trailer.key.toLowerCase() === key && trailer.value !== "").map((trailer) => trailer.value);
}

/**
 * Git AI's authorship log (specs/git_ai_standard_v3.0.0.md of git-ai-project/git-ai): attestations, a line `---`, then JSON whose
 * `sessions` (formerly `prompts`) each have `agent_id.id`, the session's id in its own tool. What is no such log names nothing.
 */
export function sessionsInNotes(notes: ReadonlyMap<CommitHash, string>): NamedSession[] {
  return [...notes].flatMap(([hash, note]) =>
    idsInAuthorshipLog(note).map((session): NamedSession => ({ hash, session, by: "note", source: AI_NOTES_REF })),
  );
}

export function idsInAuthorshipLog(note: string): string[] {
  const cut = /^---[ \t]*$/m.exec(note);
  const json = note.slice(cut === null ? 0 : cut.index + cut[0].length).trim();
  let log: unknown;
  try {
    log = JSON.parse(json);
  } catch {
    return [];
  }
  const ids = [field(log, "sessions"), field(log, "prompts")].flatMap((part) =>
    typeof part === "object" && part !== null ? Object.values(part).map((entry) => field(field(entry, "agent_id"), "id")) : [],
  );
  return [...new Set(ids.filter((id): id is string => typeof id === "string" && id !== ""))];
}

function field(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined;
}

/** Whether a tool's session id is this session: the same, or the same behind a date (`2026-01-20-<uuid>`) or before an agent's suffix. */
export function isSameSession(written: string, ownId: string): boolean {
  if (written === ownId) return true;
  // A short id could be the tail of many: only a long one may stand behind a date.
  return ownId.length >= 12 && /^\d{4}-\d{2}-\d{2}-/.test(written) && written.slice(11) === ownId;
}
