import type { Biography, BiographyCommit, BiographyStage, HistoryTarget } from "../../../src-shared/contract/history.ts";
import type { CommitHash, LineRange } from "../../../src-shared/domain/index.ts";
import { VerdigrisError } from "../../../src-shared/rpc/errors.ts";
import { checkoutRoot, readDocumentText } from "../api/document-text.ts";
import type { CoreContext } from "../core-context.ts";
import type { LineChange } from "../git/line-history.ts";
import { beliefsAbout } from "./beliefs-about.ts";
import type { LineHistories } from "./line-histories.ts";
import { pathLife } from "./path-life.ts";
import { sessionsOf } from "./sessions-of.ts";
import { findSymbol, symbolAround } from "./symbols.ts";
import type { FoundFile } from "./target.ts";

export interface BiographyQuestion extends FoundFile {
  readonly symbol: string | null;
  readonly line: number | null;
  readonly limit: number;
  readonly stage: BiographyStage;
}

/** Commits whose sessions are looked up; older ones are still listed. */
const MAX_COMMITS = 200;
/** More than a screen shows. */
const FIRST_COMMITS = 40;

/**
 * The life of a file, a symbol or a line: what changed it, in which sessions, what was decided about it.
 * Throws `not-found` when the library knows neither the file nor the symbol, `cancelled`.
 */
export async function readBiography(
  context: CoreContext,
  histories: LineHistories,
  question: BiographyQuestion,
  signal?: AbortSignal,
): Promise<Biography> {
  const { reader } = context;
  const { repositoryId, path, limit, stage } = question;
  const isFirst = stage === "first";
  const [repositories, document, life, root] = await Promise.all([
    reader.listRepositories(),
    reader.findDocument(repositoryId, path),
    pathLife(reader, repositoryId, path),
    checkoutRoot(context, repositoryId),
  ]);
  const notes: string[] = [];
  if (document === null && life.commits.length === 0)
    throw new VerdigrisError("not-found", `The library knows no file ${path}. Index its repository again.`, { repositoryId, path });
  const symbols = question.symbol === null || document === null ? [] : await reader.documentSymbols(document.id);
  const symbol =
    question.symbol === null
      ? null
      : (findSymbol(symbols, question.symbol) ?? (question.line === null ? null : symbolAround(symbols, question.line)));
  if (question.symbol !== null && symbol === null)
    throw new VerdigrisError("not-found", `${path} defines no ${question.symbol}. Write the name as its file does.`, {
      path,
      symbol: question.symbol,
    });
  const lines: LineRange | null = symbol?.lines ?? (question.line === null ? null : { start: question.line, end: question.line });
  const target: HistoryTarget = {
    repositoryId,
    repositoryName: repositories.find((repository) => repository.id === repositoryId)?.name ?? repositoryId,
    path,
    documentId: document?.id ?? null,
    symbol: symbol === null ? null : { name: symbol.qualifiedName, kind: symbol.kind, signature: symbol.signature },
    lines,
  };
  // Git follows the lines meanwhile. What fails here fails again, and is told, when it is asked.
  if (!isFirst) void context.ledger.prepare().catch(() => undefined);
  const followed =
    isFirst || lines === null || document === null
      ? null
      : await followLines(context, histories, { root, documentId: document.id, path, lines }, notes, signal);
  const ofFile = isFirst && lines !== null ? [] : life.commits;
  const changes = (followed ?? ofFile.map((hash) => ({ hash, added: null, removed: null }))).slice(
    0,
    isFirst ? FIRST_COMMITS : MAX_COMMITS,
  );
  const commits = (await Promise.all(changes.map((change) => biographyCommit(context, repositoryId, change)))).filter(
    (commit) => commit !== null,
  );
  const paths = [path, ...life.formerPaths];
  const sessions = await sessionsOf(context, { target, paths, commits, looksForMore: !isFirst }, signal);
  const found = {
    target,
    formerPaths: life.formerPaths,
    commits,
    followed: followed === null ? ("file" as const) : ("lines" as const),
    sessions,
    notes,
    stage,
  };
  if (isFirst) return { ...found, answers: [], beliefs: [] };
  // For a whole file the latest change is one of many; for lines it is what made them as they are.
  const latest = lines === null ? undefined : commits[0]?.sessions[0]?.id;
  const [answers, beliefs] = await Promise.all([
    context.ledger.about({
      repositoryId,
      paths,
      symbol: symbol?.qualifiedName ?? null,
      sessions: sessions.map(({ id, grade, evidence }) => ({ id, grade, evidence, isLatest: id === latest })),
      words: commits
        .map((commit) => commit.subject)
        .slice(0, 20)
        .join(" "),
      limit,
    }),
    beliefsAbout(reader, repositoryId, paths, symbol?.name ?? null),
  ]);
  return { ...found, answers, beliefs };
}

async function followLines(
  context: CoreContext,
  histories: LineHistories,
  place: { readonly root: string | null; readonly documentId: number; readonly path: string; readonly lines: LineRange },
  notes: string[],
  signal?: AbortSignal,
): Promise<readonly LineChange[] | null> {
  const { root, documentId, path, lines } = place;
  if (root === null) {
    notes.push("The repository does not lie on this machine: these are the commits of the whole file.");
    return null;
  }
  try {
    const { text } = await readDocumentText(context, documentId);
    const found = await histories.read({ root, path, text, lines, limit: MAX_COMMITS, signal });
    if (typeof found !== "string") return found;
    notes.push(found === "file-uncommitted" ? "The file is not committed yet." : "These lines are not committed yet.");
    return [];
  } catch (error) {
    if (!(error instanceof VerdigrisError) || error.code === "cancelled") throw error;
    notes.push(`Git could not follow the lines, so these are the commits of the whole file. ${error.message}`);
    return null;
  }
}

type Change = LineChange | { readonly hash: CommitHash; readonly added: null; readonly removed: null };

async function biographyCommit(context: CoreContext, repositoryId: string, change: Change): Promise<BiographyCommit | null> {
  const { hash, added, removed } = change;
  const [commit, sessions] = await Promise.all([
    context.reader.readCommit(repositoryId, hash),
    context.reader.commitSessions(repositoryId, hash),
  ]);
  if (commit === null) return null;
  const { subject, authorName, committedAt, files, tags } = commit;
  const sum = (of: "additions" | "deletions"): number => files.reduce((total, file) => total + (file[of] ?? 0), 0);
  return {
    repositoryId,
    hash,
    subject,
    authorName,
    committedAt,
    ownLines: added === null ? null : { added, removed },
    files: files.length,
    additions: sum("additions"),
    deletions: sum("deletions"),
    tags,
    sessions: sessions.filter(({ link }) => link.grade !== "mentioned").map(({ id, ownId, title, link }) => ({ id, ownId, title, link })),
  };
}
