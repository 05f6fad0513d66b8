import { realpath, stat } from "node:fs/promises";
import { basename } from "node:path";
import type { Repository } from "../../../src-shared/domain/index.ts";
import { VerdigrisError } from "../../../src-shared/rpc/errors.ts";
import { openRepository, pathIdentity, readPatinaUid } from "../git/repository.ts";

export interface OpenedFolder {
  /** Without `indexedAt`: the store knows it. */
  readonly repository: Repository;
  readonly root: string;
  readonly isGit: boolean;
}

/**
 * What is indexed for a path: the repository that holds it, or the folder itself when no repository does.
 * @throws VerdigrisError `not-found`, `permission`, or `invalid-input` for a file that no repository holds and for a bare repository.
 */
export async function openFolder(path: string): Promise<OpenedFolder> {
  const opened = await openRepository(path);
  if (opened !== null && opened.kind === "bare") {
    throw new VerdigrisError("invalid-input", `${path} is a bare repository: it has no files. Clone it and add the clone.`, { path });
  }
  if (opened !== null) {
    const { id, name, identity, remoteUrl, head, root } = opened;
    return { root, isGit: true, repository: { id, name, identity, remoteUrl, head, indexedAt: null } };
  }
  const root = await realpath(path);
  if (!(await stat(root)).isDirectory())
    throw new VerdigrisError("invalid-input", `${path} is a file. Choose the folder it lies in.`, { path });
  const uid = await readPatinaUid(root);
  const identity = uid === null ? pathIdentity(root) : { id: uid, identity: "patina-uid" as const };
  return {
    root,
    isGit: false,
    repository: { ...identity, name: basename(root) || root, remoteUrl: null, head: { branch: null, commit: null }, indexedAt: null },
  };
}
