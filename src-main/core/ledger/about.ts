import type { Answer } from "../../../src-shared/contract/history.ts";
import type { LinkGrade, RepositoryId, SessionId } from "../../../src-shared/domain/index.ts";
import { analyse } from "../analysis/analyser.ts";
import type { LedgerEntry } from "./entries.ts";
import { cosine, type Likeness } from "./likeness.ts";
import { symbolNamed, wholeWord } from "./naming.ts";

/** What decisions and challenges are asked for about. */
export interface AboutQuestion {
  readonly repositoryId: RepositoryId;
  /** The file's present and former names. */
  readonly paths: readonly string[];
  readonly symbol: string | null;
  /** Sessions that changed it, the surest link of each, and whether it made the change that the question is about. */
  readonly sessions: readonly {
    readonly id: SessionId;
    readonly grade: LinkGrade;
    readonly isLatest: boolean;
    readonly evidence: string;
  }[];
  /** Text of the commits that changed it. */
  readonly words: string;
  readonly limit: number;
}

/** What each reason weighs. Naming the thing itself counts more than having been said in a session that changed it. */
const WEIGHT = { symbol: 5, path: 4, name: 2.5, latest: 2, words: 3 } as const;
const OF_GRADE: Readonly<Record<LinkGrade, number>> = { exact: 1.5, strong: 1.5, likely: 0.75, mentioned: 0 };
/** An item of a session that changed much else must share this much with what the commits say. */
const LEAST_LIKE = 0.08;

/** Items about a file or symbol, best first, each with its reasons. */
export function answersAbout(entries: readonly LedgerEntry[], likeness: Likeness, question: AboutQuestion): Answer[] {
  const sessions = new Map(question.sessions.map((session) => [session.id, session]));
  const words = likeness.vectorOf(analyse(`${question.symbol ?? ""} ${question.paths[0] ?? ""} ${question.words}`));
  const names = namesOf(question.paths);
  const symbol = question.symbol === null ? null : symbolNamed(question.symbol);
  const answers: Answer[] = [];
  entries.forEach(({ item }, n) => {
    if (item.repositoryId !== question.repositoryId) return;
    const reasons: [number, string][] = [];
    const path = question.paths.find((one) => item.markdown.includes(one));
    const name = names.find((one) => one.test(item.markdown));
    if (symbol?.test(item.markdown) === true) reasons.push([WEIGHT.symbol, `It names ${question.symbol}`]);
    if (path !== undefined) reasons.push([WEIGHT.path, `It names ${path}`]);
    else if (name !== undefined) reasons.push([WEIGHT.name, `It names ${name.exec(item.markdown)?.[0] ?? ""}`]);
    const session = sessions.get(item.sessionId);
    const own = likeness.vectors[n];
    const like = own === undefined ? 0 : cosine(own, words);
    if (session !== undefined && (reasons.length > 0 || session.isLatest || like >= LEAST_LIKE)) {
      const grade = OF_GRADE[session.grade];
      if (session.isLatest) reasons.push([WEIGHT.latest + grade, `Its session made the latest change here: ${session.evidence}`]);
      else if (grade > 0) reasons.push([grade, `Its session changed this: ${session.evidence}`]);
    }
    if (reasons.length === 0) return;
    if (like >= LEAST_LIKE) reasons.push([like * WEIGHT.words, "It shares telling words with the commits"]);
    reasons.sort((a, b) => b[0] - a[0]);
    answers.push({ item, score: reasons.reduce((sum, [weight]) => sum + weight, 0), evidence: reasons.map(([, text]) => text) });
  });
  // Entries are oldest first; among equals the newest comes first.
  return answers
    .toReversed()
    .toSorted((a, b) => b.score - a.score)
    .slice(0, question.limit);
}

/** File names that stand for themselves: `mod.rs` or `index.ts` could be any. */
function namesOf(paths: readonly string[]): RegExp[] {
  const bases = paths
    .map((path) => path.slice(path.lastIndexOf("/") + 1))
    .filter((base) => !/^(?:mod|lib|main|index|readme|__init__|spec|package|cargo)\./i.test(base));
  return [...new Set(bases)].map(wholeWord);
}
