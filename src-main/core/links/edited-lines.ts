import { StringDecoder } from "node:string_decoder";
import type { CommitHash, SessionId } from "../../../src-shared/domain/index.ts";
import { VerdigrisError } from "../../../src-shared/rpc/errors.ts";
import { streamGit } from "../git/run-git.ts";
import { gitPlaceOf } from "../git/repository.ts";
import { isTellingLine, type SessionAnchor } from "./anchor.ts";
import { CLOCK_SKEW } from "./recorded-range.ts";
import { madeBetween, type RepositoryFacts } from "./repository-facts.ts";

/** How much of what a session wrote stands in a commit. */
export interface EditedLinesProof {
  readonly hash: CommitHash;
  /** Telling lines of the session that the commit adds, and how many it wrote into these files. */
  readonly lines: number;
  readonly of: number;
  readonly paths: readonly string[];
}

export type EditedLines = ReadonlyMap<SessionId, readonly EditedLinesProof[]>;

/** Edits may be committed by a person days later; beyond this another session has likely rewritten them. */
const WINDOW = 7 * 86_400_000;
/** Fewer lines could be the same by chance: a licence, an import. */
const FEWEST_LINES = 3;
/** Of the commit's own new lines in the shared files: below it, the commit is mostly somebody else's. */
const LEAST_SHARE = 0.3;
const MAX_COMMITS = 2000;

/** Lines each commit adds, by path. */
export type AddedLines = ReadonlyMap<CommitHash, ReadonlyMap<string, ReadonlySet<string>>>;

/** Commits that may hold what these sessions edited: made since, in the window, touching an edited path. */
export function editCandidates(sessions: readonly SessionAnchor[], repository: RepositoryFacts): readonly CommitHash[] {
  const found = new Set<CommitHash>();
  for (const session of sessions) {
    if (session.startedAt === null || session.edits.length === 0) continue;
    const paths = new Set(session.edits.map((edit) => edit.path));
    for (const { facts } of commitsInWindow(session, repository))
      if (repository.history.filesOf.get(facts.hash)?.some((path) => paths.has(path)) === true) found.add(facts.hash);
  }
  return [...found].slice(0, MAX_COMMITS);
}

function commitsInWindow(session: SessionAnchor, repository: RepositoryFacts) {
  const from = Date.parse(session.startedAt ?? "") - CLOCK_SKEW;
  const end = session.endedAt === null ? from : Date.parse(session.endedAt);
  return madeBetween(repository.matchable, from, Math.max(from, end) + WINDOW).filter(({ facts }) => facts.parents.length < 2);
}

/** Each line counts for the first commit after its edit that adds it, so that a later commit which moves it is not the session's. */
export function matchEditedLines(sessions: readonly SessionAnchor[], repository: RepositoryFacts, added: AddedLines): EditedLines {
  const matches = sessions.flatMap((session): [SessionId, EditedLinesProof[]][] => {
    if (session.startedAt === null || session.edits.length === 0) return [];
    const window = commitsInWindow(session, repository);
    const matched = new Map<CommitHash, Map<string, Set<string>>>();
    const written = new Map<string, Set<string>>();
    for (const { path, at, lines } of session.edits) {
      const since = Date.parse(at ?? session.startedAt) - CLOCK_SKEW;
      const all = setdefault(written, path, () => new Set<string>());
      for (const line of lines) {
        all.add(line);
        const first = window.find(({ facts, at: made }) => made >= since && added.get(facts.hash)?.get(path)?.has(line) === true);
        if (first === undefined) continue;
        const paths = setdefault(matched, first.facts.hash, () => new Map<string, Set<string>>());
        setdefault(paths, path, () => new Set<string>()).add(line);
      }
    }
    const proofs = [...matched].flatMap(([hash, paths]): EditedLinesProof[] => {
      const lines = sum(paths.values());
      const own = sum([...paths.keys()].map((path) => added.get(hash)?.get(path) ?? new Set<string>()));
      const of = sum([...paths.keys()].map((path) => written.get(path) ?? new Set<string>()));
      if (lines < FEWEST_LINES || lines < own * LEAST_SHARE) return [];
      return [{ hash, lines, of, paths: [...paths.keys()].toSorted() }];
    });
    return proofs.length === 0 ? [] : [[session.id, proofs]];
  });
  return new Map(matches);
}

/** Reads the telling lines that commits add, one git process for all. A damaged object ends the reading: what was read before it counts. */
export async function readAddedLines(root: string, hashes: readonly CommitHash[], signal?: AbortSignal): Promise<AddedLines> {
  const added = new Map<CommitHash, Map<string, Set<string>>>();
  if (hashes.length === 0) return added;
  const args = ["--no-walk=unsorted", "--stdin", "--patch", "-U0", "--no-renames", "--no-prefix", "--format=%x01%H"];
  const parser = createAddedLinesParser(added);
  let rest = "";
  const decoder = new StringDecoder("utf8");
  try {
    for await (const chunk of streamGit({ place: await gitPlaceOf(root), command: "log", args, input: `${hashes.join("\n")}\n`, signal })) {
      const lines = (rest + decoder.write(chunk)).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) parser(line);
    }
  } catch (error) {
    if (!(error instanceof VerdigrisError) || error.code !== "git-failed") throw error;
  }
  parser(rest);
  return added;
}

/** Takes `git log -p --no-prefix` line by line; the mark before a hash keeps it apart from any line of a patch. */
function createAddedLinesParser(added: Map<CommitHash, Map<string, Set<string>>>): (line: string) => void {
  let files: Map<string, Set<string>> | null = null;
  let lines: Set<string> | null = null;
  let inHunk = false;
  return (line) => {
    if (line.startsWith("\u0001")) {
      files = setdefault(added, line.slice(1), () => new Map<string, Set<string>>());
      lines = null;
      inHunk = false;
    } else if (line.startsWith("diff --git ")) {
      lines = null;
      inHunk = false;
    } else if (!inHunk && line.startsWith("+++ ")) {
      const path = line.slice(4).replace(/\t$/, "");
      lines = files === null || path === "/dev/null" ? null : setdefault(files, path, () => new Set<string>());
    } else if (line.startsWith("@@ ")) inHunk = true;
    else if (inHunk && line.startsWith("+") && lines !== null) {
      const text = line.slice(1).trim();
      if (isTellingLine(text)) lines.add(text);
    }
  };
}

function setdefault<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  let value = map.get(key);
  if (value === undefined) map.set(key, (value = make()));
  return value;
}

function sum(sets: Iterable<ReadonlySet<string>>): number {
  let total = 0;
  for (const set of sets) total += set.size;
  return total;
}
