import type { StaleFile, StaleMark } from "../../../src-shared/contract/ledger.ts";
import type { CommitHash, SessionId } from "../../../src-shared/domain/index.ts";
import { findMentions } from "../sources/patina/mentions.ts";
import type { FileChange } from "../store/ledger-reads.ts";
import type { KnowledgeReader } from "../store/knowledge-store.ts";
import type { LedgerEntry } from "./entries.ts";

/** Renames followed one after another; files are seldom renamed more often. */
const MAX_RENAMES = 6;
/** A bare file name, as `ring_buffer.rs`, that may stand for the one file of that name. */
const BARE_NAME = /(?<![\w./-])[A-Za-z][\w-]{2,60}\.[a-z][a-z0-9]{0,6}\b(?![/\w])/g;

/** Which items name files that have changed since. All of one repository at once: its history is asked a few times, whatever the number of items. */
export async function findStale(reader: KnowledgeReader, entries: readonly LedgerEntry[]): Promise<ReadonlyMap<number, StaleMark>> {
  const marks = new Map<number, StaleMark>();
  const byRepository = Map.groupBy(entries.keys(), (n) => entries[n]?.item.repositoryId ?? "");
  for (const [repositoryId, numbers] of byRepository) {
    const named = new Map(numbers.map((n) => [n, namedFiles(entries[n]?.item.markdown ?? "")] as const));
    const resolve = createResolver((await reader.documentKeys(repositoryId)).map((document) => document.path));
    const wanted = new Set([...named.values()].flat().flatMap((name) => resolve(name)));
    const history = await readHistory(reader, repositoryId, [...wanted]);
    const linked = new Map<SessionId, Set<CommitHash>>();
    for (const { sessionId, hash } of await reader.linkedCommits(repositoryId)) {
      const held = linked.get(sessionId);
      if (held === undefined) linked.set(sessionId, new Set([hash]));
      else held.add(hash);
    }
    for (const n of numbers) {
      const item = entries[n]?.item;
      if (item === undefined || item.date === null) continue;
      const paths = [...new Set((named.get(n) ?? []).flatMap((name) => resolve(name)))];
      const own = linked.get(item.sessionId) ?? new Set<CommitHash>();
      const mark = staleMark(paths, history, item.date, own);
      if (mark !== null) marks.set(n, mark);
    }
  }
  return marks;
}

/** Paths and file names that a text names, as written. */
export function namedFiles(markdown: string): string[] {
  const paths = findMentions(markdown.split("\n"), "").paths.map((mention) => mention.text);
  const bare = [...markdown.matchAll(BARE_NAME)].map((match) => match[0]);
  return [...new Set([...paths, ...bare])];
}

/** A name as written → the path itself (which may be one of the past), and the one present path that ends in it. */
function createResolver(paths: readonly string[]): (name: string) => readonly string[] {
  const byBase = Map.groupBy(paths, (path) => path.slice(path.lastIndexOf("/") + 1));
  const present = new Set(paths);
  return (name) => {
    if (present.has(name)) return [name];
    const ending = (byBase.get(name.slice(name.lastIndexOf("/") + 1)) ?? []).filter((path) => path.endsWith(`/${name}`));
    const [only, another] = ending;
    if (only !== undefined && another === undefined) return [only];
    return name.includes("/") ? [name] : [];
  };
}

type History = ReadonlyMap<string, readonly FileChange[]>;

/** Changes by the path that was touched, renamed files under their later names too. */
async function readHistory(reader: KnowledgeReader, repositoryId: string, paths: readonly string[]): Promise<History> {
  const history = new Map<string, FileChange[]>();
  let wanted = [...paths];
  for (let round = 0; round < MAX_RENAMES && wanted.length > 0; round += 1) {
    const asked = new Set(wanted);
    for (const path of wanted) history.set(path, []);
    for (const change of await reader.pathChanges(repositoryId, wanted)) {
      if (asked.has(change.path)) history.get(change.path)?.push(change);
      if (change.oldPath !== null && asked.has(change.oldPath)) history.get(change.oldPath)?.push(change);
    }
    const next = [...history.values()].flat().filter((change) => change.status === "renamed" && !history.has(change.path));
    wanted = [...new Set(next.map((change) => change.path))];
  }
  return history;
}

function staleMark(paths: readonly string[], history: History, date: string, own: ReadonlySet<CommitHash>): StaleMark | null {
  const existing = paths.flatMap((path) => {
    const changes = history.get(path) ?? [];
    // A file that came later was planned in the item: its making is no change.
    return changes.some((change) => change.committedAt <= date || own.has(change.hash))
      ? [{ path, file: followFile(path, history, date, own) }]
      : [];
  });
  const files = existing.flatMap(({ file }) => (file === null ? [] : [file]));
  if (files.length === 0) return null;
  const named = existing.length;
  const what =
    named === 1
      ? "The file it names"
      : files.length === named
        ? `All ${named} files it names`
        : `${files.length} of the ${named} files it names`;
  const gone = files.filter((file) => file.currentPath === null).length;
  return {
    files,
    named,
    reason: `${what} changed since${gone === 0 ? "" : gone === files.length ? " and no longer exists" : `, ${gone} of them deleted`}`,
  };
}

function followFile(path: string, history: History, date: string, own: ReadonlySet<CommitHash>): StaleFile | null {
  let current: string | null = path;
  let since = date;
  const commits = new Map<CommitHash, FileChange>();
  for (let renames = 0; renames <= MAX_RENAMES; renames += 1) {
    const name: string | null = current;
    if (name === null) break;
    let renamed: FileChange | null = null;
    for (const change of history.get(name) ?? []) {
      if (change.committedAt <= since) continue;
      if (!own.has(change.hash)) commits.set(change.hash, change);
      if (change.status === "renamed" && change.oldPath === name) renamed = change;
      else if (change.status === "deleted" && change.path === name) current = null;
      else if (change.path === name) current = name;
    }
    if (renamed === null || current === null) break;
    current = renamed.path;
    since = renamed.committedAt;
  }
  const last = [...commits.values()].at(-1);
  if (last === undefined) return null;
  return { path, currentPath: current, commits: commits.size, lastCommit: last.hash, lastChanged: last.committedAt };
}
