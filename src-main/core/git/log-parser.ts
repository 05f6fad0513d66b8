import type { Commit, CommitFile } from "../../../src-shared/domain/commit.ts";
import type { Instant } from "../../../src-shared/domain/ids.ts";

/** Fields of one commit, each ended by NUL; the mark keeps a header apart from a file's record whatever a message contains. */
export const LOG_FORMAT = "--format=tformat:%x01%H%x00%P%x00%an%x00%ae%x00%at%x00%ct%x00%B";
const HEADER_MARK = "\u0001";
const HEADER_FIELDS = 7;
/** Longest single field kept; a longer message is cut here. */
const FIELD_LIMIT = 1024 * 1024;

/** Cuts a byte stream at NUL into text fields, in bounded memory. Bytes that are not UTF-8 become U+FFFD. */
export async function* splitFields(chunks: AsyncIterable<Buffer>): AsyncGenerator<readonly string[]> {
  let held: Buffer[] = [];
  let heldBytes = 0;
  const hold = (part: Buffer): void => {
    if (heldBytes < FIELD_LIMIT) held.push(Buffer.from(part.subarray(0, FIELD_LIMIT - heldBytes)));
    heldBytes += part.length;
  };
  for await (const chunk of chunks) {
    const first = chunk.indexOf(0);
    if (first < 0) {
      hold(chunk);
      continue;
    }
    hold(chunk.subarray(0, first));
    const fields = [Buffer.concat(held).toString("utf8")];
    held = [];
    heldBytes = 0;
    const last = chunk.lastIndexOf(0);
    // Cut at NUL, so no character is torn: the middle may be decoded at once.
    if (last > first) for (const field of chunk.toString("utf8", first + 1, last).split("\0")) fields.push(field);
    if (last + 1 < chunk.length) hold(chunk.subarray(last + 1));
    yield fields;
  }
  if (heldBytes > 0) yield [Buffer.concat(held).toString("utf8")];
}

interface Building {
  readonly header: string[];
  readonly files: CommitFile[];
  /** Position of the next file that waits for its line counts. */
  counted: number;
}

interface WantedPaths {
  readonly count: number;
  readonly paths: string[];
  readonly done: (paths: readonly string[]) => void;
}

/**
 * Parses `git log -z --raw --numstat --no-abbrev` with `LOG_FORMAT` (git-diff(1), "Raw output format" and "Other diff formats").
 * A commit is given out only once the next one begins, or on `finish`: what was cut off in the middle is never taken for whole.
 */
export class LogParser {
  #building: Building | null = null;
  /** Paths still expected by a rename's record, and what to do with them. */
  #wanted: WantedPaths | null = null;
  readonly #tagsOf: ReadonlyMap<string, readonly string[]>;

  constructor(tagsOf: ReadonlyMap<string, readonly string[]>) {
    this.#tagsOf = tagsOf;
  }

  /** Takes one field; gives the commit that it completes, or null. */
  push(field: string): Commit | null {
    if (this.#wanted !== null) return this.#takePath(field, this.#wanted);
    const building = this.#building;
    if (building !== null && building.header.length < HEADER_FIELDS) {
      building.header.push(field);
      return null;
    }
    if (field.startsWith(HEADER_MARK)) {
      const complete = this.finish();
      this.#building = { header: [field.slice(1)], files: [], counted: 0 };
      return complete;
    }
    if (building !== null) this.#takeRecord(field.startsWith("\n") ? field.slice(1) : field, building);
    return null;
  }

  /** The commit in progress, for use when git ended well; null when there is none. */
  finish(): Commit | null {
    const building = this.#building;
    this.#building = null;
    if (building === null || building.header.length < HEADER_FIELDS) return null;
    return toCommit(building, this.#tagsOf);
  }

  #takePath(path: string, wanted: WantedPaths): null {
    wanted.paths.push(path);
    if (wanted.paths.length === wanted.count) {
      this.#wanted = null;
      wanted.done(wanted.paths);
    }
    return null;
  }

  #takeRecord(record: string, building: Building): void {
    if (record.startsWith(":")) {
      const status = record.slice(record.lastIndexOf(" ") + 1);
      const count = status.startsWith("R") || status.startsWith("C") ? 2 : 1;
      this.#wanted = { count, paths: [], done: (paths) => building.files.push(toFile(status, paths)) };
      return;
    }
    const counts = /^(\d+|-)\t(\d+|-)\t(.*)$/s.exec(record);
    if (counts === null) return;
    const additions = counts[1] === "-" ? null : Number(counts[1]);
    const deletions = counts[2] === "-" ? null : Number(counts[2]);
    const path = counts[3] ?? "";
    if (path === "") this.#wanted = { count: 2, paths: [], done: (paths) => setCounts(building, paths[1] ?? "", additions, deletions) };
    else setCounts(building, path, additions, deletions);
  }
}

/** The counts come in the order of the raw records; the path is compared all the same. */
function setCounts(building: Building, path: string, additions: number | null, deletions: number | null): void {
  let index = building.counted;
  if (building.files[index]?.path !== path) index = building.files.findIndex((file) => file.path === path);
  const file = building.files[index];
  if (file === undefined) return;
  building.files[index] = { ...file, additions, deletions };
  building.counted = index + 1;
}

const STATUS: Readonly<Record<string, CommitFile["status"]>> = { A: "added", D: "deleted", R: "renamed", C: "copied", T: "type-changed" };

function toFile(status: string, paths: readonly string[]): CommitFile {
  const [first = "", second] = paths;
  return {
    path: second ?? first,
    oldPath: second === undefined ? null : first,
    status: STATUS[status.charAt(0)] ?? "modified",
    additions: null,
    deletions: null,
  };
}

function toCommit({ header, files }: Building, tagsOf: ReadonlyMap<string, readonly string[]>): Commit {
  const [hash = "", parents = "", authorName = "", authorEmail = "", authored = "", committed = "", message = ""] = header;
  // As git does (pretty.c, format_subject): the first paragraph, its lines joined, is the subject.
  const text = message.replace(/^\s*\n/, "").trimEnd();
  const cut = text.search(/\n[ \t]*\n/);
  return {
    hash,
    parents: parents === "" ? [] : parents.split(" "),
    authorName,
    authorEmail,
    authoredAt: toInstant(authored),
    committedAt: toInstant(committed),
    subject: (cut < 0 ? text : text.slice(0, cut)).replace(/\s*\n\s*/g, " ").trim(),
    body: cut < 0 ? "" : text.slice(cut).trim(),
    tags: tagsOf.get(hash) ?? [],
    files,
  };
}

/** Last second that ISO 8601 writes with four year digits; hostile commits carry dates far beyond it. */
const LAST_SECOND = 253_402_300_799;

function toInstant(seconds: string): Instant {
  const value = Math.min(Math.max(Number(seconds) || 0, 0), LAST_SECOND);
  return new Date(value * 1000).toISOString().replace(".000Z", "Z");
}
