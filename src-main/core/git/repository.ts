import { createHash } from "node:crypto";
import { lstat, readFile, realpath, stat } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { VerdigrisError } from "../../../src-shared/rpc/errors.ts";
import type { CommitHash } from "../../../src-shared/domain/ids.ts";
import type { Repository } from "../../../src-shared/domain/repository.ts";
import { bothOrFirstFailure } from "../both.ts";
import { locateRepository, type GitPlace, type WorkTreeKind } from "./locate.ts";
import { readGit, readGitLine } from "./run-git.ts";

/** A repository as it lies on this machine. */
export interface OpenedRepository extends Omit<Repository, "indexedAt"> {
  /** Top folder with links resolved; for a bare repository its own folder. */
  readonly root: string;
  readonly place: GitPlace;
  readonly kind: WorkTreeKind | "bare";
  /** The asked path relative to `root` with `/`; empty when it is the root itself. */
  readonly inside: string;
  /** HEAD names a branch that has no commit yet. */
  readonly unborn: boolean;
}

/**
 * Opens the repository that holds `path` (a file or folder). Null when no repository does.
 * Throws `not-found` when the path does not exist, `permission` when it cannot be entered, `git-failed` when git refuses the repository.
 */
export async function openRepository(path: string, signal?: AbortSignal): Promise<OpenedRepository | null> {
  const asked = await existing(path);
  const folder = (await stat(asked)).isDirectory() ? asked : resolve(asked, "..");
  const located = await locateRepository(folder);
  if (located === null) return null;
  const place: GitPlace = { ...located.place, folder: located.place.workTree ?? located.place.folder };
  const root = place.folder;
  const [head, remoteUrl] = await bothOrFirstFailure(readHead(place, signal), readRemoteUrl(place, signal));
  const identity = await identify(root, place, head.commit, signal);
  return {
    ...identity,
    root,
    place,
    kind: located.kind,
    inside: asked === root ? "" : asked.slice(root.length + 1).replaceAll("\\", "/"),
    name: basename(root).replace(/\.git$/, "") || root,
    remoteUrl,
    head,
    unborn: head.commit === null,
  };
}

/** The place to run git in for a root that is known to be a repository. Throws `not-found` when it is none. */
export async function gitPlaceOf(root: string): Promise<GitPlace> {
  const located = await locateRepository(await existing(root));
  if (located === null) throw new VerdigrisError("not-found", `${root} is not in a git repository.`, { path: root });
  return { ...located.place, folder: located.place.workTree ?? located.place.folder };
}

async function existing(path: string): Promise<string> {
  try {
    return await realpath(resolve(path));
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code;
    if (code === "EACCES" || code === "EPERM") {
      throw new VerdigrisError("permission", `${path} cannot be read. Check its permissions.`, { path }, { cause });
    }
    if (code === "ELOOP") throw new VerdigrisError("invalid-input", `${path} is a link that leads to itself.`, { path }, { cause });
    throw new VerdigrisError("not-found", `${path} does not exist. Check the path.`, { path }, { cause });
  }
}

async function readHead(place: GitPlace, signal?: AbortSignal): Promise<{ branch: string | null; commit: CommitHash | null }> {
  // Both at once, where HEAD leads to a commit and by a branch or by none.
  const { bytes, exitCode } = await readGit({
    place,
    command: "rev-parse",
    args: ["HEAD", "--symbolic-full-name", "HEAD"],
    okExits: [0, 128],
    signal,
  });
  const [, commit, ref] = /^([0-9a-f]{40,64})\n(HEAD|refs\/heads\/.+)\n$/.exec(bytes.toString("utf8")) ?? [];
  if (exitCode === 0 && commit !== undefined && ref !== undefined) {
    return { branch: ref === "HEAD" ? null : ref.slice("refs/heads/".length), commit };
  }
  const branch = await readGitLine({ place, command: "symbolic-ref", args: ["--quiet", "--short", "HEAD"], signal });
  return { branch, commit: await readGitLine({ place, command: "rev-parse", args: ["--quiet", "--verify", "HEAD"], signal }) };
}

async function readRemoteUrl(place: GitPlace, signal?: AbortSignal): Promise<string | null> {
  const { bytes, exitCode } = await readGit({
    place,
    command: "config",
    args: ["-z", "--get-regexp", "^remote\\..*\\.url$"],
    okExits: [0, 1],
    maxBytes: 256 * 1024,
    signal,
  });
  if (exitCode !== 0) return null;
  const remotes = bytes
    .toString("utf8")
    .split("\0")
    .map((entry) => entry.split("\n"))
    .filter((entry) => entry[1] !== undefined && entry[1] !== "");
  const chosen = remotes.find(([name]) => name === "remote.origin.url") ?? remotes[0];
  return chosen?.[1] === undefined ? null : withoutCredentials(chosen[1]);
}

/** A remote's URL without user name, password or token; `git@host:path` keeps its user, which is no secret. */
export function withoutCredentials(url: string): string {
  const match = /^([a-z][a-z0-9+.-]*:\/\/)([^/?#]*)(.*)$/is.exec(url);
  if (match === null) return url;
  const [, scheme = "", authority = "", rest = ""] = match;
  const host = authority.slice(authority.lastIndexOf("@") + 1);
  const isGitUser = /^(?:git\+)?ssh:/i.test(scheme) && authority === `git@${host}`;
  // Tokens also travel in queries (`?private_token=…`).
  return `${scheme}${isGitUser ? "git@" : ""}${host}${rest.replace(/[?#].*$/s, "")}`;
}

async function identify(
  root: string,
  place: GitPlace,
  head: CommitHash | null,
  signal?: AbortSignal,
): Promise<Pick<Repository, "id" | "identity">> {
  const uid = await readPatinaUid(root);
  if (uid !== null) return { id: uid, identity: "patina-uid" };
  const commit = head === null ? null : await rootCommit(place, head, signal);
  if (commit !== null) return { id: commit, identity: "root-commit" };
  return pathIdentity(root);
}

/** Identity of a folder that has no history: a hash of its real path. */
export function pathIdentity(root: string): Pick<Repository, "id" | "identity"> {
  return { id: `path-${createHash("sha256").update(root).digest("hex").slice(0, 32)}`, identity: "path" };
}

/** `.patina/uid` holds 8 hex digits; anything else there (or a link) counts as absent. */
export async function readPatinaUid(root: string): Promise<string | null> {
  const path = join(root, ".patina", "uid");
  const entry = await lstat(path).catch(() => null);
  if (entry === null || !entry.isFile() || entry.size > 64) return null;
  const text = (await readFile(path, "utf8").catch(() => "")).trim();
  return /^[0-9a-f]{8}$/.test(text) ? text : null;
}

/**
 * The oldest root commit reachable from HEAD, by commit date and then by hash: several roots exist after merging unrelated histories.
 * Null in a shallow clone, whose apparent root is not the project's and changes with its depth.
 */
async function rootCommit(place: GitPlace, head: CommitHash, signal?: AbortSignal): Promise<CommitHash | null> {
  const shallow = await readGitLine({ place, command: "rev-parse", args: ["--is-shallow-repository"], signal });
  if (shallow === "true") return null;
  try {
    const { bytes } = await readGit({
      place,
      command: "rev-list",
      args: ["--max-parents=0", "--timestamp", "--end-of-options", head],
      signal,
    });
    const roots = bytes
      .toString("utf8")
      .trim()
      .split("\n")
      .map((line) => line.split(" "));
    roots.sort((a, b) => Number(a[0]) - Number(b[0]) || (a[1] ?? "").localeCompare(b[1] ?? ""));
    return roots[0]?.[1] ?? null;
  } catch (error) {
    // A damaged history must not keep the repository from being opened: its identity falls back to its path.
    if (error instanceof VerdigrisError && error.code === "git-failed") return null;
    throw error;
  }
}
