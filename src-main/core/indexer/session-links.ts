import type { CommitHash, CommitLink, SessionId } from "../../../src-shared/domain/index.ts";
import type { CommitGraph } from "../git/commit-graph.ts";
import type { SessionTagPair } from "../git/refs.ts";
import type { SessionLinkWrite } from "../store/knowledge-store.ts";

/** What a session says of its commits. */
export interface SessionAnchors {
  readonly id: SessionId;
  readonly ownId: string;
  readonly mentionedCommits: readonly string[];
}

/**
 * Links each session to its commits. The range between a session's two tags is exact: it is what was committed while it ran.
 * A commit that a session names is a mention: it may be much older than the session.
 */
export function linkSessions(sessions: readonly SessionAnchors[], tags: readonly SessionTagPair[], graph: CommitGraph): SessionLinkWrite[] {
  const pairs = Map.groupBy(tags, (pair) => pair.sessionId);
  return sessions.map((session) => {
    const links = new Map<CommitHash, CommitLink>();
    for (const pair of pairs.get(session.ownId) ?? []) {
      if (!graph.has(pair.start) || !graph.has(pair.end)) continue;
      const evidence = `In the tag range ${pair.startTag}..${pair.endTag}`;
      for (const hash of graph.range(pair.start, pair.end)) links.set(hash, { hash, grade: "exact", evidence });
    }
    for (const written of session.mentionedCommits) {
      const [hash, another] = graph.resolve(written);
      if (hash === undefined || another !== undefined || links.has(hash)) continue;
      links.set(hash, { hash, grade: "mentioned", evidence: `The session names ${written}` });
    }
    return { sessionId: session.id, links: [...links.values()] };
  });
}
