import type { BiographyCommit, BiographySession, HistoryTarget } from "../../../src-shared/contract/history.ts";
import { isTranscriptDocument, LINK_GRADES, type CommitHash, type SessionId } from "../../../src-shared/domain/index.ts";
import { analyse } from "../analysis/analyser.ts";
import type { CoreContext } from "../core-context.ts";
import { symbolNamed, wholeWord } from "../ledger/naming.ts";
import { sharedWhileUnderWay } from "../under-way.ts";
import { editedSymbols } from "./edited-symbols.ts";
import { sessionEdits } from "./session-edits.ts";

interface Question {
  readonly target: HistoryTarget;
  /** The target's, now and before. */
  readonly paths: readonly string[];
  readonly commits: readonly BiographyCommit[];
  /** Also for sessions without a commit here: those that record edits of the target, those that name it. */
  readonly looksForMore: boolean;
}

const MAX_NAMING = 50;
/** Transcripts whose edits are read; each is read whole. */
const MAX_EDITING = 12;

/** Sessions that made the commits, newest first, then those that record edits of the target, then those that name it. */
export async function sessionsOf(context: CoreContext, question: Question, signal?: AbortSignal): Promise<BiographySession[]> {
  const { target, paths, commits, looksForMore } = question;
  const made = new Map<SessionId, { readonly changed: CommitHash[]; best: BiographyCommit["sessions"][number]["link"] }>();
  for (const commit of commits) {
    for (const { id, link } of commit.sessions) {
      const held = made.get(id);
      if (held === undefined) made.set(id, { changed: [commit.hash], best: link });
      else {
        held.changed.push(commit.hash);
        if (LINK_GRADES.indexOf(link.grade) < LINK_GRADES.indexOf(held.best.grade)) held.best = link;
      }
    }
  }
  const name = target.symbol?.name.split(/::|\./).at(-1) ?? target.path;
  const isLine = target.lines !== null && target.symbol === null;
  // Both ask for the passages that name a file.
  const passagesOf = sharedWhileUnderWay((words: string) => passagesNaming(context, target.repositoryId, words));
  const [naming, editing] =
    looksForMore && !isLine
      ? await Promise.all([sessionsNaming(passagesOf, target, name), sessionsEditing(context, passagesOf, target, paths, signal)])
      : [[], new Map<SessionId, number>()];
  const ownIds = [...new Set([...made.keys(), ...editing.keys(), ...naming])].map((id) => id.slice(target.repositoryId.length + 1));
  return (await context.reader.sessionsNamed(target.repositoryId, ownIds))
    .flatMap((summary): BiographySession[] => {
      const own = made.get(summary.id);
      const edits = editing.get(summary.id) ?? 0;
      const recorded = `It records ${edits === 1 ? "an edit" : `${edits} edits`} of it`;
      if (own !== undefined) {
        const evidence = edits === 0 ? own.best.evidence : `${own.best.evidence}. ${recorded}`;
        return [{ ...summary, changed: own.changed, edits, grade: own.best.grade, evidence }];
      }
      if (edits > 0) return [{ ...summary, changed: [], edits, grade: "strong", evidence: recorded }];
      return naming.includes(summary.id) ? [{ ...summary, changed: [], edits, grade: "mentioned", evidence: `It names ${name}` }] : [];
    })
    .toSorted((a, b) => rank(a) - rank(b));
}

function rank({ changed, edits }: BiographySession): number {
  return changed.length > 0 ? 0 : edits > 0 ? 1 : 2;
}

type PassagesOf = (name: string) => ReturnType<typeof passagesNaming>;

/** Transcripts that record edits of the file, or of the symbol, and how many. */
async function sessionsEditing(
  context: CoreContext,
  passagesOf: PassagesOf,
  { documentId, symbol, path: current }: HistoryTarget,
  paths: readonly string[],
  signal: AbortSignal = new AbortController().signal,
): Promise<ReadonlyMap<SessionId, number>> {
  const naming = await Promise.all(paths.map(passagesOf));
  const ids = naming.flat().flatMap(({ sessionId, path }) => (sessionId !== null && isTranscriptDocument(path) ? [sessionId] : []));
  const found = new Map<SessionId, number>();
  for (const id of [...new Set(ids)].slice(0, MAX_EDITING)) {
    const edits = (await sessionEdits(context.reader, id)).filter(({ edit }) => paths.includes(edit.path));
    const count =
      symbol === null
        ? edits.length
        : (await editedSymbols(context, current, documentId, edits, signal)).find(({ name }) => name === symbol.name)?.count;
    if (count !== undefined && count > 0) found.set(id, count);
  }
  return found;
}

async function sessionsNaming(passagesOf: PassagesOf, { symbol }: HistoryTarget, name: string): Promise<readonly SessionId[]> {
  const passages = await passagesOf(name);
  // The analyser folds case and splits names: the text itself decides.
  const named = symbol === null ? wholeWord(name) : symbolNamed(symbol.name);
  const naming = passages.filter((passage) => named.test(passage.text)).flatMap(({ sessionId }) => sessionId ?? []);
  return [...new Set(naming)].slice(0, MAX_NAMING);
}

/** Passages of sessions that hold the name's words one after the other. */
async function passagesNaming({ reader }: CoreContext, repositoryId: string, name: string) {
  const tokens = analyse(name);
  if (tokens.length === 0) return [];
  const candidates = await reader.lexicalCandidates({
    level: "passage",
    expression: { op: "phrase", tokens, column: "text" },
    filter: {
      repositories: { include: [repositoryId], exclude: [] },
      types: { include: ["session", "decision", "challenge", "pattern"], exclude: [] },
    },
    weights: { title: 1, symbol: 1, path: 1, text: 1 },
    limit: MAX_NAMING * 4,
  });
  return reader.readPassages(candidates.flatMap(({ passageId }) => passageId ?? []));
}
