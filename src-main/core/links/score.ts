import { PROOF_KINDS, type CommitHash, type LinkGrade, type ProofKind, type SessionId } from "../../../src-shared/domain/index.ts";
import type { SessionAnchor } from "./anchor.ts";
import { isMergeBotCommit } from "./bots.ts";
import { linkSessions } from "./link-sessions.ts";
import { arrangeHistory, type RepositoryHistory } from "./repository-facts.ts";

/** How well links of one kind agree with the sessions' tags. */
export interface LinkScore {
  readonly right: number;
  readonly wrong: number;
  /** 0…1; 1 where there are none. */
  readonly precision: number;
  readonly recall: number;
}

export interface LinkScores {
  readonly sessions: number;
  /** Links that the tag ranges give, and how many of these go to commits made by people and assistants: what can be found without tags. */
  readonly exact: number;
  readonly findable: number;
  readonly byGrade: Readonly<Partial<Record<LinkGrade, LinkScore>>>;
  /** Each kind of proof by itself. */
  readonly byProof: Readonly<Partial<Record<ProofKind, LinkScore>>>;
  /** Links found without tags that go to a merge by a bot: must be none. */
  readonly toMergeBots: number;
  /** What was linked as strong and is in no tag range, to look at. */
  readonly wrong: readonly { readonly sessionId: SessionId; readonly hash: CommitHash; readonly evidence: string }[];
}

/**
 * Links sessions as if there were no tags, and holds the result against what the tags say. Only sessions that have both tags count:
 * of the others the truth is not known.
 */
export function scoreLinks(sessions: readonly SessionAnchor[], history: RepositoryHistory): LinkScores {
  const withTags = arrangeHistory(history);
  const truth = new Map<SessionId, ReadonlySet<CommitHash>>();
  const tagged = new Set(history.tags.map((pair) => pair.sessionId));
  for (const { sessionId, links } of linkSessions(sessions, withTags)) {
    const session = sessions.find((one) => one.id === sessionId);
    if (session === undefined || !tagged.has(session.ownId)) continue;
    truth.set(sessionId, new Set(links.filter((link) => link.grade === "exact").map((link) => link.hash)));
  }
  const isMergeBot = (hash: CommitHash): boolean => {
    const commit = withTags.byHash.get(hash);
    return commit !== undefined && isMergeBotCommit(commit.facts);
  };
  const exact = [...truth.values()].reduce((sum, links) => sum + links.size, 0);
  const findable = [...truth.values()].reduce((sum, links) => sum + [...links].filter((hash) => !isMergeBot(hash)).length, 0);

  const found = linkSessions(sessions, arrangeHistory({ ...history, tags: [] }));
  const counted = found.flatMap(({ sessionId, links }) => {
    const own = truth.get(sessionId);
    return own === undefined ? [] : links.map((link) => ({ sessionId, link, isRight: own.has(link.hash) }));
  });
  const score = (part: readonly { readonly isRight: boolean }[]): LinkScore => {
    const right = part.filter((one) => one.isRight).length;
    return {
      right,
      wrong: part.length - right,
      precision: part.length === 0 ? 1 : right / part.length,
      recall: findable === 0 ? 1 : right / findable,
    };
  };
  const grades: readonly LinkGrade[] = ["strong", "likely", "mentioned"];
  return {
    sessions: truth.size,
    exact,
    findable,
    byGrade: Object.fromEntries(grades.map((grade) => [grade, score(counted.filter(({ link }) => link.grade === grade))])),
    byProof: Object.fromEntries(
      PROOF_KINDS.map((kind) => [kind, counted.filter(({ link }) => link.proofs.some((proof) => proof.kind === kind))] as const)
        .filter(([, part]) => part.length > 0)
        .map(([kind, part]) => [kind, score(part)]),
    ),
    toMergeBots: found.reduce((sum, { links }) => sum + links.filter((link) => isMergeBot(link.hash)).length, 0),
    wrong: counted
      .filter(({ link, isRight }) => link.grade === "strong" && !isRight)
      .map(({ sessionId, link }) => ({ sessionId, hash: link.hash, evidence: link.evidence })),
  };
}
