import { streamCommits } from "../../../src-main/core/git/history.ts";
import { listTags } from "../../../src-main/core/git/refs.ts";
import type { SessionAnchor } from "../../../src-main/core/links/anchor.ts";
import { editCandidates, matchEditedLines, readAddedLines } from "../../../src-main/core/links/edited-lines.ts";
import { linkSessions } from "../../../src-main/core/links/link-sessions.ts";
import { readLinkHistory } from "../../../src-main/core/links/read-history.ts";
import { arrangeHistory } from "../../../src-main/core/links/repository-facts.ts";
import type { GitFixture } from "../git/git-fixture.ts";

/** Seconds of the first moment in these tests. */
export const T0 = 1_770_000_000;
export const instant = (seconds: number): string => new Date(seconds * 1000).toISOString().replace(".000Z", "Z");

export function anchor(draft: Partial<SessionAnchor> = {}): SessionAnchor {
  return {
    id: "r/20260202-024000",
    ownId: "20260202-024000",
    startedAt: instant(T0),
    endedAt: instant(T0 + 3600),
    branch: "main",
    startCommit: null,
    commitCount: null,
    mentioned: [],
    proved: [],
    paths: [],
    edits: [],
    ...draft,
  };
}

/** Links as `subject: grade (kinds of proof)`, as an index run would make them. */
export async function linksOf(fixture: GitFixture, sessions: readonly SessionAnchor[]): Promise<Record<string, string>> {
  const { root } = fixture;
  const changes = [];
  const subjects = new Map<string, string>();
  for await (const commit of streamCommits({ root })) {
    subjects.set(commit.hash, commit.subject);
    for (const file of commit.files) changes.push({ hash: commit.hash, ...file });
  }
  const repository = arrangeHistory(await readLinkHistory({ root, tags: await listTags({ root }), changes }));
  const added = await readAddedLines(root, editCandidates(sessions, repository));
  const writes = linkSessions(sessions, repository, matchEditedLines(sessions, repository, added));
  return Object.fromEntries(
    writes.flatMap(({ sessionId, links }) =>
      links.map((link) => {
        const name = `${sessions.length > 1 ? `${sessionId} ` : ""}${subjects.get(link.hash) ?? link.hash}`;
        return [name, `${link.grade} (${link.proofs.map((proof) => proof.kind).join(", ")})`];
      }),
    ),
  );
}
