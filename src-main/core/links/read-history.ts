import { VerdigrisError } from "../../../src-shared/rpc/errors.ts";
import type { CommitHash } from "../../../src-shared/domain/index.ts";
import { listCommitFacts, readNotes } from "../git/commit-facts.ts";
import { listRefs, peelToCommits, sessionTags, type Tag } from "../git/refs.ts";
import { gitPlaceOf } from "../git/repository.ts";
import type { FileChange } from "../store/ledger-reads.ts";
import { AI_NOTES_REF } from "./named-sessions.ts";
import type { RepositoryHistory } from "./repository-facts.ts";

/** Reads what linking needs from git; files come from what was indexed. */
export async function readLinkHistory(options: {
  readonly root: string;
  readonly tags: readonly Tag[];
  /** If they were listed just now. */
  readonly tips?: readonly CommitHash[];
  readonly changes: readonly Pick<FileChange, "hash" | "path" | "oldPath">[];
  readonly signal?: AbortSignal | undefined;
}): Promise<RepositoryHistory> {
  const { root, tips, signal } = options;
  const [commits, notes, branches] = await Promise.all([
    listCommitFacts({ root, tips, signal }),
    readNotes({ root, ref: AI_NOTES_REF, signal }).catch(withoutDamagedNotes),
    listBranches(root, signal),
  ]);
  return { commits, notes, branches, tags: sessionTags(options.tags), filesOf: filesByCommit(options.changes) };
}

/** Damage that git cannot read around costs the notes, and no other link. */
function withoutDamagedNotes(error: unknown): ReadonlyMap<CommitHash, string> {
  if (error instanceof VerdigrisError && error.code === "git-failed") return new Map();
  throw error;
}

async function listBranches(root: string, signal?: AbortSignal): Promise<RepositoryHistory["branches"]> {
  const place = await gitPlaceOf(root);
  const refs = await listRefs(place, ["refs/heads", "refs/remotes"], signal);
  const tips = await peelToCommits(
    place,
    refs.map((ref) => ref.object),
    signal,
  );
  return refs.flatMap(({ name }, index) => {
    const tip = tips[index] ?? null;
    const short = name.replace(/^refs\/(?:heads\/|remotes\/[^/]+\/)/, "");
    return tip === null || short === "HEAD" ? [] : [{ name: short, tip }];
  });
}

function filesByCommit(changes: readonly Pick<FileChange, "hash" | "path" | "oldPath">[]): ReadonlyMap<CommitHash, readonly string[]> {
  const files = new Map<CommitHash, string[]>();
  for (const { hash, path, oldPath } of changes) {
    const paths = files.get(hash);
    const own = oldPath === null ? [path] : [path, oldPath];
    if (paths === undefined) files.set(hash, own);
    else paths.push(...own);
  }
  return files;
}
