import type { RelationReason, SessionSurroundings } from "../../../src-shared/contract/sessions.ts";
import type { RepositoryId, Session, SessionId, SessionSummary } from "../../../src-shared/domain/index.ts";
import { VerdigrisError } from "../../../src-shared/rpc/errors.ts";
import type { KnowledgeReader } from "../store/knowledge-store.ts";
import type { Remote } from "../store/service.ts";
import { resolveTargets } from "./named-targets.ts";

/** Sessions of the same branch shown on either side of this one. */
const NEAREST_ON_BRANCH = 3;

type Mentions = ReadonlyMap<SessionId, ReadonlySet<string>>;

/** Answers what a session stands among. Who names whom is read once for each state of the database: it takes all sessions of the repository. */
export function createSurroundings(reader: Remote<KnowledgeReader>): (id: SessionId) => Promise<SessionSurroundings> {
  const kept = new Map<RepositoryId, { readonly version: number; readonly mentions: Promise<Mentions> }>();

  async function mentionsIn(repositoryId: RepositoryId): Promise<Mentions> {
    const version = await reader.dataVersion();
    const found = kept.get(repositoryId);
    if (found?.version === version) return found.mentions;
    const mentions = reader
      .sessionMentions(repositoryId)
      .then((rows) => new Map(rows.map((row) => [row.id, new Set(row.mentionedSessions)] as const)));
    kept.set(repositoryId, { version, mentions });
    mentions.catch(() => kept.delete(repositoryId));
    return mentions;
  }

  return async (id) => {
    const found = await reader.readSession(id);
    if (found === null) throw new VerdigrisError("not-found", `The session ${id} is not in the library.`, { id });
    const { session, summary } = found;
    const [all, mentions, beliefs] = await Promise.all([
      reader.listSessions({ repositoryIds: [summary.repositoryId], includeInit: true }),
      mentionsIn(summary.repositoryId),
      reader.readBeliefs(summary.repositoryId),
    ]);
    const founded = beliefs.flatMap(({ repositoryId, belief }) => {
      const evidence = belief.evidence.filter((one) => one.target !== null && namesSession(one.target, session.ownId));
      const [first] = evidence;
      if (first === undefined) return [];
      return [{ repositoryId, id: belief.id, statement: belief.statement, evidence: first.text, weight: first.weight }];
    });
    return {
      related: relatedSessions(session, summary, all, mentions),
      beliefs: founded,
      references: await resolveTargets(
        reader,
        summary.repositoryId,
        new Set([...session.wikiLinks, ...session.mentionedSessions, ...session.mentionedCommits]),
        all,
        beliefs,
      ),
    };
  };
}

/** `session-<id>` and `<id>`, also with an agent's name behind it. */
function namesSession(target: string, ownId: string): boolean {
  const name = target.replace(/^session-/, "");
  return name === ownId || name.startsWith(`${ownId}-`);
}

function relatedSessions(
  session: Session,
  summary: SessionSummary,
  all: readonly SessionSummary[],
  mentions: Mentions,
): SessionSurroundings["related"] {
  const named = new Set(session.mentionedSessions);
  const place = all.findIndex((other) => other.id === summary.id);
  const reasons = new Map<SessionId, RelationReason>();
  for (const other of all) {
    if (other.id === summary.id) continue;
    if (named.has(other.ownId)) reasons.set(other.id, "names");
    else if (mentions.get(other.id)?.has(session.ownId) === true) reasons.set(other.id, "named-by");
  }
  for (const other of nearestOnBranch(summary, all, place)) if (!reasons.has(other.id)) reasons.set(other.id, "same-branch");
  const order: readonly RelationReason[] = ["names", "named-by", "same-branch"];
  return all
    .flatMap((other) => {
      const reason = reasons.get(other.id);
      return reason === undefined ? [] : [{ ...other, reason }];
    })
    .toSorted((a, b) => order.indexOf(a.reason) - order.indexOf(b.reason));
}

/** A branch of one's own joins sessions; the main ones join all and say nothing. */
function nearestOnBranch(summary: SessionSummary, all: readonly SessionSummary[], place: number): readonly SessionSummary[] {
  const { branch } = summary;
  if (branch === null || /^(?:main|master|trunk|develop|HEAD)$/.test(branch)) return [];
  const same = (other: SessionSummary): boolean => other.branch === branch && other.format !== "init";
  const shared = all.filter(same).length;
  if (shared > all.length / 4) return [];
  return [
    ...all.slice(0, Math.max(0, place)).filter(same).slice(-NEAREST_ON_BRANCH),
    ...all
      .slice(place + 1)
      .filter(same)
      .slice(0, NEAREST_ON_BRANCH),
  ];
}
