import type { RelationReason, SessionSurroundings } from "../../../src-shared/contract/sessions.ts";
import type { Session, SessionId, SessionSummary } from "../../../src-shared/domain/index.ts";
import { VerdigrisError } from "../../../src-shared/rpc/errors.ts";
import type { KnowledgeReader } from "../store/knowledge-store.ts";
import type { Remote } from "../store/service.ts";
import { resolveTargets } from "./mentions.ts";

/** Sessions of the same branch shown on either side of this one. */
const NEAREST_ON_BRANCH = 3;

/** A branch that more of a repository's sessions than this share joins all and says nothing. */
const COMMON_BRANCH = 0.25;

/** Answers what a session stands among. */
export function createSurroundings(reader: Remote<KnowledgeReader>): (id: SessionId) => Promise<SessionSurroundings> {
  return async (id) => {
    const found = await reader.readSession(id);
    if (found === null) throw new VerdigrisError("not-found", `The session ${id} is not in the library.`, { id });
    const { session, summary } = found;
    const { repositoryId } = summary;
    const [related, beliefs] = await Promise.all([relatedSessions(reader, session, summary), reader.readBeliefs(repositoryId)]);
    const founded = beliefs.flatMap(({ belief }) => {
      const evidence = belief.evidence.filter((one) => one.target !== null && namesSession(one.target, session.ownId));
      const [first] = evidence;
      if (first === undefined) return [];
      return [{ repositoryId, id: belief.id, statement: belief.statement, evidence: first.text, weight: first.weight }];
    });
    const targets = new Set([...session.wikiLinks, ...session.mentionedSessions, ...session.mentionedCommits]);
    return { related, beliefs: founded, references: await resolveTargets(reader, repositoryId, targets, beliefs) };
  };
}

/** `session-<id>` and `<id>`, also with an agent's name behind it. */
function namesSession(target: string, ownId: string): boolean {
  const name = target.replace(/^session-/, "");
  return name === ownId || name.startsWith(`${ownId}-`);
}

async function relatedSessions(
  reader: Remote<KnowledgeReader>,
  session: Session,
  summary: SessionSummary,
): Promise<SessionSurroundings["related"]> {
  const { repositoryId } = summary;
  const found: readonly (readonly [RelationReason, readonly SessionSummary[]])[] = await Promise.all([
    reader.sessionsNamed(repositoryId, session.mentionedSessions).then((named) => ["names", named] as const),
    reader.sessionsNaming(repositoryId, session.ownId).then((naming) => ["named-by", naming] as const),
    nearestOnBranch(reader, summary).then((nearest) => ["same-branch", nearest] as const),
  ]);
  const seen = new Set([summary.id]);
  return found.flatMap(([reason, sessions]) =>
    sessions.flatMap((other) => {
      if (seen.has(other.id)) return [];
      seen.add(other.id);
      return [{ ...other, reason }];
    }),
  );
}

/** A branch of one's own joins sessions; the main ones join all and say nothing. */
async function nearestOnBranch(reader: Remote<KnowledgeReader>, summary: SessionSummary): Promise<readonly SessionSummary[]> {
  const { branch } = summary;
  if (branch === null || /^(?:main|master|trunk|develop|HEAD)$/.test(branch)) return [];
  const { share, nearest } = await reader.sessionsOnBranch({ ...summary, branch }, NEAREST_ON_BRANCH);
  return share > COMMON_BRANCH ? [] : nearest;
}
