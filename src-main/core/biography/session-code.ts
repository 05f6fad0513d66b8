import type { SessionFile, SessionSymbol } from "../../../src-shared/contract/history.ts";
import type { CommitHash, RepositoryId, SessionId } from "../../../src-shared/domain/index.ts";
import { VerdigrisError } from "../../../src-shared/rpc/errors.ts";
import { checkoutRoot } from "../api/document-text.ts";
import type { CoreContext } from "../core-context.ts";
import { pathNow } from "./path-life.ts";

interface Changed {
  readonly path: string;
  readonly hashes: CommitHash[];
  /** When the last of them was made. */
  last: string;
}

/** Files that a session's commits changed, followed to where they are now. Throws `not-found`. */
export async function sessionFiles(context: CoreContext, id: SessionId): Promise<readonly SessionFile[]> {
  const { repositoryId, files } = await changedFiles(context, id);
  return Promise.all(
    files.map(async ({ path, hashes, last }): Promise<SessionFile> => {
      const now = await pathNow(context.reader, repositoryId, path, last);
      const document = now.path === null ? null : await context.reader.findDocument(repositoryId, now.path);
      const changedSince = now.commits.filter((hash) => !hashes.includes(hash)).length;
      return { path, currentPath: now.path, documentId: document?.id ?? null, commits: hashes, changedSince };
    }),
  );
}

/** Definitions that they changed, most changed first. Throws `not-found`, `git-failed`. */
export async function sessionSymbols(context: CoreContext, id: SessionId, signal: AbortSignal): Promise<readonly SessionSymbol[]> {
  const { repositoryId, hashes, files } = await changedFiles(context, id);
  const root = await checkoutRoot(context, repositoryId);
  if (root === null) return [];
  const symbols = new Map<string, { -readonly [K in keyof SessionSymbol]: SessionSymbol[K] } & { commits: CommitHash[] }>();
  const places = new Map<string, Promise<Place>>();
  const placeOf = (path: string): Promise<Place> => {
    const last = files.find((file) => file.path === path)?.last ?? "";
    const found = places.get(path) ?? readPlace(context, repositoryId, path, last);
    places.set(path, found);
    return found;
  };
  for (const [hash, changed] of await context.changedSymbols.of(root, hashes, signal)) {
    for (const { path, name, kind, added, removed, isNew } of changed) {
      const { names, ...place } = await placeOf(path);
      const held = symbols.get(`${path}\n${name}`);
      if (held === undefined) {
        symbols.set(`${path}\n${name}`, { path, ...place, name, kind, added, removed, isNew, exists: names.has(name), commits: [hash] });
        continue;
      }
      held.added += added;
      held.removed += removed;
      held.isNew ||= isNew;
      held.commits.push(hash);
    }
  }
  return [...symbols.values()].toSorted((a, b) => b.added + b.removed - (a.added + a.removed));
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

async function changedFiles(
  { reader }: CoreContext,
  id: SessionId,
): Promise<{ readonly repositoryId: RepositoryId; readonly hashes: readonly CommitHash[]; readonly files: readonly Changed[] }> {
  const repositoryId = (await reader.readSession(id))?.summary.repositoryId;
  if (repositoryId === undefined) throw new VerdigrisError("not-found", `The session ${id} is not in the library.`, { id });
  const linked = (await reader.sessionCommits(id)).filter(({ link }) => link.grade !== "mentioned");
  const commits = (await Promise.all(linked.map(({ hash }) => reader.readCommit(repositoryId, hash)))).filter((commit) => commit !== null);
  const files = new Map<string, Changed>();
  for (const commit of commits) {
    for (const { path } of commit.files) {
      const held = files.get(path) ?? { path, hashes: [], last: "" };
      held.hashes.push(commit.hash);
      if (commit.committedAt > held.last) held.last = commit.committedAt;
      files.set(path, held);
    }
  }
  return { repositoryId, hashes: commits.map((commit) => commit.hash), files: [...files.values()] };
}
