import type { SessionFile, SessionFileEdits, SessionSymbol } from "../../../src-shared/contract/history.ts";
import {
  editLines,
  isInRepository,
  type CommitHash,
  type RecordedEdit,
  type RepositoryId,
  type SessionId,
} from "../../../src-shared/domain/index.ts";
import { VerdigrisError } from "../../../src-shared/rpc/errors.ts";
import { checkoutRoot } from "../api/document-text.ts";
import type { CoreContext } from "../core-context.ts";
import { editedSymbols } from "./edited-symbols.ts";
import { pathNow } from "./path-life.ts";
import { sessionEdits } from "./session-edits.ts";

interface Changed {
  readonly path: string;
  readonly hashes: CommitHash[];
  readonly edits: RecordedEdit[];
  /** When the last of them was made. */
  last: string;
}

/** What a session changed, by its commits and by its edits. */
export interface ChangedFiles {
  readonly repositoryId: RepositoryId;
  readonly hashes: readonly CommitHash[];
  readonly files: readonly Changed[];
}

/** Files that a session changed, followed to where they are now. */
export async function sessionFiles(context: CoreContext, { repositoryId, files }: ChangedFiles): Promise<readonly SessionFile[]> {
  return Promise.all(
    files.map(async ({ path, hashes, edits, last }): Promise<SessionFile> => {
      const common = { path, commits: hashes, edits: sumOf(edits) };
      if (!isInRepository(path)) return { ...common, currentPath: null, documentId: null, changedSince: 0 };
      const now = await pathNow(context.reader, repositoryId, path, last);
      const document = now.path === null ? null : await context.reader.findDocument(repositoryId, now.path);
      const changedSince = now.commits.filter((hash) => !hashes.includes(hash)).length;
      return { ...common, currentPath: now.path, documentId: document?.id ?? null, changedSince };
    }),
  );
}

function sumOf(edits: readonly RecordedEdit[]): SessionFileEdits | null {
  const [first] = edits;
  if (first === undefined) return null;
  const lines = edits.map(({ edit }) => editLines(edit.removed.text, edit.added.text));
  return {
    count: edits.length,
    added: lines.reduce((sum, { added }) => sum + added.length, 0),
    removed: lines.reduce((sum, { removed }) => sum + removed.length, 0),
    firstTurn: first.turn,
  };
}

type Mutable = { -readonly [K in keyof SessionSymbol]: SessionSymbol[K] } & { commits: CommitHash[] };

/** Definitions that it changed, most changed first. Throws `git-failed`. */
export async function sessionSymbols(
  context: CoreContext,
  { repositoryId, hashes, files }: ChangedFiles,
  signal: AbortSignal,
): Promise<readonly SessionSymbol[]> {
  const root = await checkoutRoot(context, repositoryId);
  const symbols = new Map<string, Mutable>();
  const places = new Map<string, Promise<Place>>();
  const placeOf = (path: string): Promise<Place> => {
    const last = files.find((file) => file.path === path)?.last ?? "";
    const found = places.get(path) ?? readPlace(context, repositoryId, path, last);
    places.set(path, found);
    return found;
  };
  const symbolOf = async (path: string, name: string, kind: SessionSymbol["kind"]): Promise<Mutable> => {
    const held = symbols.get(`${path}\n${name}`);
    if (held !== undefined) return held;
    const { names, ...place } = await placeOf(path);
    const exists = names.has(name);
    const made: Mutable = { path, ...place, name, kind, added: 0, removed: 0, isNew: false, exists, commits: [], edits: 0 };
    symbols.set(`${path}\n${name}`, made);
    return made;
  };
  for (const [hash, changed] of root === null ? [] : await context.changedSymbols.of(root, hashes, signal)) {
    for (const { path, name, kind, added, removed, isNew } of changed) {
      const held = await symbolOf(path, name, kind);
      held.added += added;
      held.removed += removed;
      held.isNew ||= isNew;
      held.commits.push(hash);
    }
  }
  for (const { path, edits } of files) {
    if (edits.length === 0 || !isInRepository(path)) continue;
    for (const { name, kind, isNew, count } of await editedSymbols(context, path, (await placeOf(path)).documentId, edits, signal)) {
      const held = await symbolOf(path, name, kind);
      // What a commit holds of the session's was new in it, or was not.
      held.isNew ||= isNew && held.commits.length === 0;
      held.edits += count;
    }
  }
  return [...symbols.values()].toSorted((a, b) => b.added + b.removed - (a.added + a.removed) || b.edits - a.edits);
}

interface Place extends Pick<SessionSymbol, "currentPath" | "documentId"> {
  /** Qualified names that the file defines now. */
  readonly names: ReadonlySet<string>;
}

async function readPlace({ reader }: CoreContext, repositoryId: RepositoryId, path: string, last: string): Promise<Place> {
  const { path: currentPath } = await pathNow(reader, repositoryId, path, last);
  const document = currentPath === null ? null : await reader.findDocument(repositoryId, currentPath);
  const symbols = document === null ? [] : await reader.documentSymbols(document.id);
  return { currentPath, documentId: document?.id ?? null, names: new Set(symbols.map((symbol) => symbol.qualifiedName)) };
}

/** Files it edited in the order of the edits, then those that only its commits changed. Reads a transcript whole. Throws `not-found`. */
export async function readChangedFiles({ reader }: CoreContext, id: SessionId): Promise<ChangedFiles> {
  const found = await reader.readSession(id);
  if (found === null) throw new VerdigrisError("not-found", `The session ${id} is not in the library.`, { id });
  const { repositoryId, startedAt } = found.summary;
  const linked = (await reader.sessionCommits(id)).filter(({ link }) => link.grade !== "mentioned");
  const commits = (await Promise.all(linked.map(({ hash }) => reader.readCommit(repositoryId, hash)))).filter((commit) => commit !== null);
  const files = new Map<string, Changed>();
  const take = (path: string, at: string): Changed => {
    const held = files.get(path) ?? { path, hashes: [], edits: [], last: "" };
    if (at > held.last) held.last = at;
    files.set(path, held);
    return held;
  };
  for (const one of await sessionEdits(reader, id)) take(one.edit.path, one.at ?? startedAt ?? "").edits.push(one);
  for (const commit of commits) for (const { path } of commit.files) take(path, commit.committedAt).hashes.push(commit.hash);
  return { repositoryId, hashes: commits.map((commit) => commit.hash), files: [...files.values()] };
}
