import { VerdigrisError } from "../../../src-shared/rpc/errors.ts";
import type { Commit } from "../../../src-shared/domain/commit.ts";
import type { CommitHash } from "../../../src-shared/domain/ids.ts";
import { LOG_FORMAT, LogParser, splitFields } from "./log-parser.ts";
import { findDamagedCommits, salvageCommits } from "./history-salvage.ts";
import type { GitPlace } from "./locate.ts";
import { listHistoryRefs, peelToCommits, tagsByCommit, type HistoryRefs } from "./refs.ts";
import { gitPlaceOf } from "./repository.ts";
import { readGit, streamGit } from "./run-git.ts";

/** What of a commit could not be read. `lines`: its line counts and renames; `files`: its file list; `commit`: all of it. */
export interface IncompleteCommit {
  readonly hash: CommitHash;
  readonly missing: "lines" | "files" | "commit";
  /** Git's own words. */
  readonly reason: string;
}

export interface HistoryOptions {
  readonly root: string;
  /** Commits already known, with all that they reach; those that no longer exist are passed over. */
  readonly since?: CommitHash | readonly CommitHash[] | undefined;
  /** Where it starts, if that was listed just now. */
  readonly refs?: HistoryRefs | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Called for each commit that damage left incomplete; the others are given whole. */
  readonly onIncomplete?: (commit: IncompleteCommit) => void;
}

type Detail = "full" | "files" | "message";

const DETAIL_ARGUMENTS: Readonly<Record<Detail, readonly string[]>> = {
  full: ["--raw", "--numstat", "-M", "-l1000"],
  files: ["--raw", "--no-renames"],
  message: ["-s"],
};
/** After so many damaged commits line counts are given up for the rest: each costs a process of its own. */
const RETRY_LIMIT = 32;

/**
 * Streams the history that HEAD, branches, tags and remote branches reach, newest first, each commit once. Merges carry no files.
 * A missing or corrupt object costs only what it held: see `IncompleteCommit`.
 * Throws `git-failed` when nothing can be read, `invalid-input` for a malformed `since`, `not-found`, `cancelled`.
 */
export async function* streamCommits(options: HistoryOptions): AsyncGenerator<Commit> {
  const { signal } = options;
  const place = await gitPlaceOf(options.root);
  const known = await knownCommits(place, options.since, signal);
  const { tags, tips } = options.refs ?? (await listHistoryRefs(place, signal));
  const tagsOf = tagsByCommit(tags);
  if (tips.length === 0) return;
  const input = `${tips.join("\n")}\n${known.map((hash) => `^${hash}\n`).join("")}`;
  const seen = new Set<CommitHash>();
  try {
    for await (const commit of runLog(place, ["--stdin", "--ignore-missing"], "full", input, tagsOf, signal)) {
      seen.add(commit.hash);
      yield commit;
    }
    // Without an error git may pass over a tip that is missing: its history is reached by the others or by none.
    return;
  } catch (error) {
    if (!isGitFailure(error)) throw error;
  }
  const all = await listCommits(place, tips, known, input, options);
  const rest = all.filter((hash) => !seen.has(hash));
  const damaged = await findDamagedCommits(place, rest, input, signal);
  yield* readAroundDamage(place, rest, damaged, tagsOf, options);
}

/**
 * Reads the sound commits in one run and the damaged ones, without line counts, in another, in the order of `hashes`.
 * One run for each damaged commit would do as well, but costs some 70 ms each.
 */
async function* readAroundDamage(
  place: GitPlace,
  hashes: readonly CommitHash[],
  damaged: ReadonlyMap<CommitHash, string>,
  tagsOf: ReadonlyMap<CommitHash, readonly string[]>,
  options: HistoryOptions,
): AsyncGenerator<Commit> {
  const onIncomplete = options.onIncomplete;
  const sound = readOneByOne(
    place,
    "full",
    hashes.filter((hash) => !damaged.has(hash)),
    tagsOf,
    options,
  );
  const rest = readOneByOne(
    place,
    "files",
    hashes.filter((hash) => damaged.has(hash)),
    tagsOf,
    options,
  );
  let [nextSound, nextDamaged] = [await sound.next(), await rest.next()];
  try {
    for (const hash of hashes) {
      if (nextSound.done !== true && nextSound.value.hash === hash) {
        yield nextSound.value;
        nextSound = await sound.next();
      } else if (nextDamaged.done !== true && nextDamaged.value.hash === hash) {
        onIncomplete?.({ hash, missing: "lines", reason: `object ${damaged.get(hash) ?? ""} is missing` });
        yield nextDamaged.value;
        nextDamaged = await rest.next();
      }
    }
  } finally {
    await sound.return(undefined);
    await rest.return(undefined);
  }
}

/** Reads exactly these commits in this order, stepping down in detail at each one that git dies at. */
async function* readOneByOne(
  place: GitPlace,
  wanted: Detail,
  hashes: readonly CommitHash[],
  tagsOf: ReadonlyMap<CommitHash, readonly string[]>,
  { signal, onIncomplete }: HistoryOptions,
): AsyncGenerator<Commit> {
  let position = 0;
  let failures = 0;
  while (position < hashes.length) {
    const detail: Detail = failures < RETRY_LIMIT ? wanted : "files";
    try {
      const input = `${hashes.slice(position).join("\n")}\n`;
      for await (const commit of runLog(place, ["--no-walk=unsorted", "--stdin"], detail, input, tagsOf, signal)) {
        if (detail !== wanted) onIncomplete?.({ hash: commit.hash, missing: "lines", reason: "too many damaged objects" });
        position += 1;
        yield commit;
      }
      return;
    } catch (error) {
      if (!isGitFailure(error)) throw error;
      failures += 1;
      const hash = hashes[position];
      if (hash === undefined) return;
      const commit = await readDamaged(place, hash, reasonOf(error), tagsOf, signal, onIncomplete);
      if (commit !== null) yield commit;
      position += 1;
    }
  }
}

async function readDamaged(
  place: GitPlace,
  hash: CommitHash,
  reason: string,
  tagsOf: ReadonlyMap<CommitHash, readonly string[]>,
  signal: AbortSignal | undefined,
  onIncomplete: HistoryOptions["onIncomplete"],
): Promise<Commit | null> {
  // "full" again: git may have died before it printed the header of the commit after this one.
  for (const detail of ["full", "files", "message"] as const) {
    try {
      for await (const commit of runLog(place, ["--no-walk=unsorted", "--stdin"], detail, `${hash}\n`, tagsOf, signal)) {
        if (detail !== "full") onIncomplete?.({ hash, missing: detail === "files" ? "lines" : "files", reason });
        return commit;
      }
    } catch (error) {
      if (!isGitFailure(error)) throw error;
    }
  }
  onIncomplete?.({ hash, missing: "commit", reason });
  return null;
}

/** Git may die in the middle of a commit: the parser gives out only what the next header, or a good end, completes. */
async function* runLog(
  place: GitPlace,
  revisions: readonly string[],
  detail: Detail,
  input: string,
  tagsOf: ReadonlyMap<CommitHash, readonly string[]>,
  signal: AbortSignal | undefined,
): AsyncGenerator<Commit> {
  const args = ["-z", "--no-abbrev", "--no-diff-merges", LOG_FORMAT, ...DETAIL_ARGUMENTS[detail], ...revisions];
  const parser = new LogParser(tagsOf);
  for await (const fields of splitFields(streamGit({ place, command: "log", args, input, signal }))) {
    for (const field of fields) {
      const commit = parser.push(field);
      if (commit !== null) yield commit;
    }
  }
  const last = parser.finish();
  if (last !== null) yield last;
}

async function listCommits(
  place: GitPlace,
  tips: readonly string[],
  known: readonly string[],
  input: string,
  { signal, onIncomplete }: HistoryOptions,
): Promise<readonly CommitHash[]> {
  try {
    const { bytes } = await readGit({
      place,
      command: "rev-list",
      args: ["--stdin", "--ignore-missing"],
      input,
      signal,
      maxBytes: Infinity,
    });
    return bytes
      .toString("latin1")
      .split("\n")
      .filter((line) => line !== "");
  } catch (error) {
    if (!isGitFailure(error)) throw error;
    return salvageCommits(place, tips, known, (hash) => onIncomplete?.({ hash, missing: "commit", reason: reasonOf(error) }), signal);
  }
}

async function knownCommits(place: GitPlace, since: HistoryOptions["since"], signal?: AbortSignal): Promise<string[]> {
  const hashes = since === undefined ? [] : typeof since === "string" ? [since] : since;
  for (const hash of hashes) {
    if (!/^[0-9a-f]{40,64}$/.test(hash)) throw new VerdigrisError("invalid-input", `"${hash}" is no full commit hash.`, { hash });
  }
  return (await peelToCommits(place, hashes, signal)).filter((hash) => hash !== null);
}

function isGitFailure(error: unknown): error is VerdigrisError {
  return error instanceof VerdigrisError && error.code === "git-failed";
}

function reasonOf(error: VerdigrisError): string {
  const detail = error.details["stderr"];
  const stderr = typeof detail === "string" ? detail : "";
  return stderr.split("\n").find((line) => line.startsWith("fatal:")) ?? (stderr || error.message);
}
