import { hash } from "node:crypto";
import { basename, sep } from "node:path";
import type { HomeReason } from "../../../src-shared/contract/transcripts.ts";
import type { Repository, RepositoryId } from "../../../src-shared/domain/index.ts";
import type { ArchivedSession, Manifest } from "./archive/manifest.ts";
import type { TranscriptPlace } from "./transcript-reader.ts";

/** What is known of repositories, to say where a transcript belongs. */
export interface Whereabouts {
  readonly repositories: readonly Repository[];
  /** Where they lie on this machine. */
  readonly checkouts: readonly { readonly repositoryId: RepositoryId; readonly root: string }[];
  /** What the user said: recorded folder → repository, or null for none. */
  readonly mapped: ReadonlyMap<string, RepositoryId | null>;
  /** The repository that a folder on this machine belongs to, by its root commit; null when it is gone or none of the library. */
  folderRepository(folder: string): Promise<{ readonly id: RepositoryId; readonly root: string } | null>;
  /** Repositories that have a commit. */
  commitRepositories(hash: string): Promise<readonly RepositoryId[]>;
}

export interface TranscriptHome {
  readonly repositoryId: RepositoryId;
  /** The folder that recorded paths start at, where it is another than the checkout's. */
  readonly recordedRoot: string | null;
  readonly reason: HomeReason;
}

/**
 * The repository of a transcript, surest first: the user's word, the folder it lies in, the recorded folder in a checkout, the repository that is in the
 * recorded folder (a work tree, a second clone), the hash of a checkout's path, and, when the folder is gone, a commit that was recorded or
 * printed. Names of folders are never enough: they only make a suggestion.
 */
export async function findRepository(manifest: Manifest, where: Whereabouts): Promise<TranscriptHome | null> {
  const session = manifest.sessions[0];
  const cwd = session?.cwd ?? null;
  const said = cwd === null ? undefined : where.mapped.get(cwd);
  if (said !== undefined) return said === null ? null : { repositoryId: said, recordedRoot: cwd, reason: "said" };
  const { place } = manifest;
  if (place?.kind === "inside") {
    const own = where.checkouts.find((checkout) => checkout.root === place.root);
    if (own !== undefined) return { repositoryId: own.repositoryId, recordedRoot: null, reason: "inside" };
  }
  if (cwd !== null) {
    const around = where.checkouts.filter(({ root }) => isInside(cwd, root)).sort((a, b) => b.root.length - a.root.length)[0];
    if (around !== undefined) return { repositoryId: around.repositoryId, recordedRoot: null, reason: "checkout" };
    const found = await where.folderRepository(cwd);
    if (found !== null) return { repositoryId: found.id, recordedRoot: found.root, reason: "root-commit" };
  }
  if (place?.kind === "hash") {
    const hashed = where.checkouts.find(({ root }) => hash(place.algorithm, root, "hex") === place.digest);
    if (hashed !== undefined) return { repositoryId: hashed.repositoryId, recordedRoot: cwd, reason: "path-hash" };
  }
  const byCommit = session === undefined ? null : await byCommits(session, where);
  return byCommit === null ? null : { repositoryId: byCommit, recordedRoot: cwd, reason: "commit" };
}

/** The one repository that all of the session's commits we know are in. */
async function byCommits(session: ArchivedSession, where: Whereabouts): Promise<RepositoryId | null> {
  const found = new Set<RepositoryId>();
  for (const commit of session.commits.slice(0, 10)) for (const id of await where.commitRepositories(commit)) found.add(id);
  const [only, another] = found;
  return another === undefined ? (only ?? null) : null;
}

/** A repository whose name is that of the recorded folder, or whose path is what the place encodes. For the user to confirm. */
export function suggestRepository(manifest: Manifest, where: Whereabouts): RepositoryId | null {
  const cwd = manifest.sessions[0]?.cwd ?? null;
  const { place } = manifest;
  if (place?.kind === "encoded") {
    const encoded = where.checkouts.filter(({ root }) => encodeFolder(root) === place.name.replace(/^-?/, "-"));
    if (encoded.length === 1) return encoded[0]?.repositoryId ?? null;
  }
  const name = cwd === null ? null : basename(cwd.replaceAll("\\", "/")).toLowerCase();
  const named = name === null ? [] : where.repositories.filter((repository) => repository.name.toLowerCase() === name);
  return named.length === 1 ? (named[0]?.id ?? null) : null;
}

/** Whether a transcript's place names a folder. An encoded name is lossy: another folder may have the same. */
export function placeNames(place: TranscriptPlace | null, root: string): boolean {
  if (place === null) return false;
  if (place.kind === "inside") return place.root === root;
  if (place.kind === "hash") return hash(place.algorithm, root, "hex") === place.digest;
  return place.name.replace(/^-/, "") === encodeFolder(root).replace(/^-/, "");
}

export function encodeFolder(folder: string): string {
  return folder.replace(/[^A-Za-z0-9]/g, "-");
}

export function isInside(path: string, root: string): boolean {
  return path === root || path.startsWith(root.endsWith(sep) ? root : `${root}${sep}`);
}
