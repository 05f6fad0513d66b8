import { VerdigrisError } from "../../../src-shared/rpc/errors.ts";
import type { CommitHash, Instant } from "../../../src-shared/domain/ids.ts";
import type { GraphCommit } from "./commit-graph.ts";
import { splitFields } from "./log-parser.ts";
import type { GitPlace } from "./locate.ts";
import { listCommitParents } from "./parents.ts";
import { listRefs, listTipsAt } from "./refs.ts";
import { gitPlaceOf } from "./repository.ts";
import { streamGit } from "./run-git.ts";

/** Who made a commit, where it stands, and what its trailers say: everything that linking needs but its files. */
export interface CommitFacts extends GraphCommit {
  readonly authoredAt: Instant;
  /** Null where damage hides them. */
  readonly author: Person | null;
  readonly committer: Person | null;
  readonly subject: string;
  /** `Key: value` lines at the message's end (git-interpret-trailers(1)), in order. */
  readonly trailers: readonly Trailer[];
}

export interface Person {
  readonly name: string;
  readonly email: string;
}

export interface Trailer {
  readonly key: string;
  readonly value: string;
}

const FIELDS = ["%H", "%P", "%at", "%ct", "%an", "%ae", "%cn", "%ce", "%s", "%(trailers:only,unfold)"] as const;

/**
 * All commits that HEAD, branches, tags and remote branches reach, without their files. Where damage keeps git from walking, every commit
 * that can be read, its people unknown.
 * Throws as `streamGit` does.
 */
export async function listCommitFacts(options: {
  readonly root: string;
  /** If they were listed just now. */
  readonly tips?: readonly CommitHash[] | undefined;
  readonly signal?: AbortSignal | undefined;
}): Promise<CommitFacts[]> {
  const place = await gitPlaceOf(options.root);
  try {
    const tips = options.tips ?? (await listTipsAt(place, options.signal));
    return tips.length === 0 ? [] : await walk(place, tips, options.signal);
  } catch (error) {
    if (!(error instanceof VerdigrisError) || error.code !== "git-failed") throw error;
    const commits = await listCommitParents(options);
    return commits.map((commit) => ({
      ...commit,
      authoredAt: commit.committedAt,
      author: null,
      committer: null,
      subject: "",
      trailers: [],
    }));
  }
}

async function walk(place: GitPlace, tips: readonly CommitHash[], signal: AbortSignal | undefined): Promise<CommitFacts[]> {
  const args = ["-z", "--stdin", "--ignore-missing", "-s", `--format=tformat:${FIELDS.join("%x00")}`];
  const commits: CommitFacts[] = [];
  let held: string[] = [];
  for await (const fields of splitFields(streamGit({ place, command: "log", args, input: `${tips.join("\n")}\n`, signal }))) {
    for (const field of fields) {
      held.push(field);
      if (held.length < FIELDS.length) continue;
      commits.push(toFacts(held));
      held = [];
    }
  }
  return commits;
}

function toFacts(fields: readonly string[]): CommitFacts {
  const [hash = "", parents = "", authored = "", committed = "", an = "", ae = "", cn = "", ce = "", subject = "", trailers = ""] = fields;
  return {
    hash,
    parents: parents === "" ? [] : parents.split(" "),
    authoredAt: toInstant(authored),
    committedAt: toInstant(committed),
    author: { name: an, email: ae },
    committer: { name: cn, email: ce },
    subject,
    trailers: parseTrailers(trailers),
  };
}

export function parseTrailers(text: string): Trailer[] {
  return text.split("\n").flatMap((line) => {
    const match = /^([A-Za-z0-9][A-Za-z0-9-]*):\s*(.*)$/.exec(line);
    return match === null ? [] : [{ key: match[1] ?? "", value: (match[2] ?? "").trim() }];
  });
}

const LAST_SECOND = 253_402_300_799;

function toInstant(seconds: string): Instant {
  const value = Math.min(Math.max(Number(seconds) || 0, 0), LAST_SECOND);
  return new Date(value * 1000).toISOString().replace(".000Z", "Z");
}

/** Notes of one ref by the commit they are on; empty when there is no such ref. Throws as `streamGit` does. */
export async function readNotes(options: {
  readonly root: string;
  /** Full name, as `refs/notes/ai`. */
  readonly ref: string;
  readonly signal?: AbortSignal | undefined;
}): Promise<ReadonlyMap<CommitHash, string>> {
  const place = await gitPlaceOf(options.root);
  const notes = new Map<CommitHash, string>();
  const refs = await listRefs(place, [options.ref], options.signal);
  const tips = refs.length === 0 ? [] : await listTipsAt(place, options.signal);
  if (tips.length === 0) return notes;
  const args = ["-z", "--stdin", "--ignore-missing", "-s", `--notes=${options.ref}`, "--format=tformat:%H%x00%N"];
  const input = `${tips.join("\n")}\n`;
  let hash: CommitHash | null = null;
  for await (const fields of splitFields(streamGit({ place, command: "log", args, input, signal: options.signal }))) {
    for (const field of fields) {
      if (hash === null) hash = field;
      else {
        if (field.trim() !== "") notes.set(hash, field);
        hash = null;
      }
    }
  }
  return notes;
}
