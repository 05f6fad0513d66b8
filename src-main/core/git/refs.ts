import { createHash } from "node:crypto";
import { VerdigrisError } from "../../../src-shared/rpc/errors.ts";
import type { CommitHash } from "../../../src-shared/domain/ids.ts";
import { bothOrFirstFailure } from "../both.ts";
import { gitPlaceOf } from "./repository.ts";
import type { GitPlace } from "./locate.ts";
import { readGit, readGitLine, streamGit } from "./run-git.ts";

/** A tag and the commit it leads to. */
export interface Tag {
  readonly name: string;
  /** Null when the tag leads to no commit, or to one that cannot be read. */
  readonly commit: CommitHash | null;
}

/** A session's exact range: the commits its start and end tags name. */
export interface SessionTagPair {
  /** Id in the tag, as `20260204-213118`. */
  readonly sessionId: string;
  /** Assistant in the tag's name, or null: `session-<id>-claude-start`. */
  readonly agent: string | null;
  readonly startTag: string;
  readonly endTag: string;
  readonly start: CommitHash;
  readonly end: CommitHash;
}

const NAMESPACES = ["refs/heads", "refs/tags", "refs/remotes"] as const;
const TAGS = "refs/tags/";

/** Names and the objects they point at; reads no object, so a damaged one loses nothing. */
export async function listRefs(
  place: GitPlace,
  namespaces: readonly string[] = NAMESPACES,
  signal?: AbortSignal,
): Promise<{ name: string; object: string }[]> {
  const { bytes } = await readGit({ place, command: "for-each-ref", args: ["--format=%(objectname) %(refname)", ...namespaces], signal });
  return bytes
    .toString("utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => ({ object: line.slice(0, line.indexOf(" ")), name: line.slice(line.indexOf(" ") + 1) }));
}

/** For each name (a hash, an abbreviation, a ref) its commit, or null when it is missing, damaged, ambiguous or no commit. Same order. */
export async function peelToCommits(place: GitPlace, names: readonly string[], signal?: AbortSignal): Promise<(CommitHash | null)[]> {
  const found: (CommitHash | null)[] = [];
  // Git dies at a tag whose commit is corrupt: what came before it counts, and another run goes on behind it.
  for (let position = 0; position < names.length; position = found.length) {
    const lines: string[] = [];
    try {
      await peel(place, names.slice(position), lines, signal);
    } catch (error) {
      if (!(error instanceof VerdigrisError) || error.code !== "git-failed") throw error;
      lines.push("damaged");
    }
    for (const line of lines) found.push(/^([0-9a-f]{40,64}) commit$/.exec(line)?.[1] ?? null);
    if (lines.length === 0) break;
  }
  return names.map((_, index) => found[index] ?? null);
}

/** One run of git; `lines` is given one line for each name that it got to, also when it fails. */
async function peel(place: GitPlace, names: readonly string[], lines: string[], signal?: AbortSignal): Promise<void> {
  const input = names.map((name) => `${name}^{commit}\n`).join("");
  let held = "";
  for await (const chunk of streamGit({
    place,
    command: "cat-file",
    args: ["--batch-check=%(objectname) %(objecttype)"],
    input,
    signal,
  })) {
    const parts = (held + chunk.toString("utf8")).split("\n");
    held = parts.pop() ?? "";
    lines.push(...parts);
  }
}

interface Place {
  readonly root: string;
  readonly signal?: AbortSignal | undefined;
}

/** All tags with the commits they lead to, by name. Throws `git-failed`, `not-found`, `cancelled`. */
export async function listTags({ root, signal }: Place): Promise<readonly Tag[]> {
  const place = await gitPlaceOf(root);
  return toTags(await listRefs(place, ["refs/tags"], signal), (objects) => peelToCommits(place, objects, signal));
}

async function toTags(
  refs: readonly { readonly name: string; readonly object: string }[],
  peel: (objects: readonly string[]) => Promise<readonly (CommitHash | null)[]>,
): Promise<readonly Tag[]> {
  const tags = refs.filter(({ name }) => name.startsWith(TAGS));
  const commits = await peel(tags.map(({ object }) => object));
  return tags.map(({ name }, index) => ({ name: name.slice(TAGS.length), commit: commits[index] ?? null }));
}

/** Where history starts, and what is named in it. */
export interface HistoryRefs {
  readonly tags: readonly Tag[];
  /**
   * Commits of HEAD (which may be detached), branches, tags, remote branches; not stashes, notes or replacements. Those that lead to no
   * readable commit are left out. Sorted, so that two lists compare.
   */
  readonly tips: readonly CommitHash[];
  /** None was left out. */
  readonly isWhole: boolean;
}

export async function listHistoryRefs(place: GitPlace, signal?: AbortSignal): Promise<HistoryRefs> {
  const [refs, head] = await bothOrFirstFailure(
    listRefs(place, NAMESPACES, signal),
    readGitLine({ place, command: "rev-parse", args: ["--quiet", "--verify", "HEAD"], signal }),
  );
  const objects = [...new Set([...refs.map((ref) => ref.object), ...(head === null ? [] : [head])])];
  const commits = await peelToCommits(place, objects, signal);
  const commitOf = new Map(objects.map((object, index) => [object, commits[index] ?? null]));
  return {
    tags: await toTags(refs, async (tagged) => tagged.map((object) => commitOf.get(object) ?? null)),
    tips: [...new Set(commits.filter((commit) => commit !== null))].toSorted(),
    isWhole: commits.every((commit) => commit !== null),
  };
}

/** `tips` of {@link HistoryRefs}. */
export async function listTips({ root, signal }: Place): Promise<readonly CommitHash[]> {
  return listTipsAt(await gitPlaceOf(root), signal);
}

export async function listTipsAt(place: GitPlace, signal?: AbortSignal): Promise<readonly CommitHash[]> {
  return (await listHistoryRefs(place, signal)).tips;
}

/**
 * A digest of HEAD and of every ref that history starts from: while it is the same, so are the refs, and objects never change. One process
 * that reads no object, where listing them takes three. Null when a ref is broken.
 */
export async function digestRefs({ root, signal }: Place): Promise<string | null> {
  const place = await gitPlaceOf(root);
  try {
    // It ends with 1 when there is no ref at all.
    const { bytes } = await readGit({ place, command: "show-ref", args: ["--head"], okExits: [0, 1], maxBytes: Infinity, signal });
    const lines = bytes.toString("latin1").split("\n");
    const hash = createHash("sha256");
    for (const line of lines) if (/^[0-9a-f]+ (?:HEAD$|refs\/(?:heads|tags|remotes)\/)/.test(line)) hash.update(`${line}\n`);
    return hash.digest("hex");
  } catch (error) {
    if (error instanceof VerdigrisError && error.code === "git-failed") return null;
    throw error;
  }
}

/** Commit → names of the tags on it. */
export function tagsByCommit(tags: readonly Tag[]): ReadonlyMap<CommitHash, readonly string[]> {
  const byCommit = new Map<CommitHash, string[]>();
  for (const { name, commit } of tags) {
    if (commit === null) continue;
    const names = byCommit.get(commit);
    if (names === undefined) byCommit.set(commit, [name]);
    else names.push(name);
  }
  return byCommit;
}

const SESSION_TAG = /^session-(\d{8}-\d{6})(?:-(.+))?-(start|end)$/;

/**
 * Sessions that have both their tags (`session-<id>[-<assistant>]-start` and `-end`), in the order of their ids. Tags pair by id and assistant;
 * what is left pairs by id alone, since some sessions name the assistant in one of the two only.
 */
export function sessionTags(tags: readonly Tag[]): readonly SessionTagPair[] {
  const parsed = tags.flatMap((tag) => {
    const match = SESSION_TAG.exec(tag.name);
    if (match === null || tag.commit === null) return [];
    return [{ name: tag.name, commit: tag.commit, id: match[1] ?? "", agent: match[2] ?? null, isStart: match[3] === "start" }];
  });
  const ends = parsed.filter((tag) => !tag.isStart);
  const endsByKey = Map.groupBy(ends, (tag) => `${tag.id}/${tag.agent ?? ""}`);
  const starts = parsed.filter((tag) => tag.isStart);
  const pairs: SessionTagPair[] = [];
  const used = new Set<string>();
  const pair = (start: (typeof parsed)[number], end: (typeof parsed)[number] | undefined): void => {
    if (end === undefined || used.has(end.name) || used.has(start.name)) return;
    used.add(start.name).add(end.name);
    const agent = start.agent ?? end.agent;
    pairs.push({ sessionId: start.id, agent, startTag: start.name, endTag: end.name, start: start.commit, end: end.commit });
  };
  for (const start of starts) pair(start, endsByKey.get(`${start.id}/${start.agent ?? ""}`)?.[0]);
  const leftById = Map.groupBy(
    ends.filter((tag) => !used.has(tag.name)),
    (tag) => tag.id,
  );
  for (const start of starts) pair(start, leftById.get(start.id)?.[0]);
  return pairs.sort((a, b) => (a.startTag < b.startTag ? -1 : 1));
}
