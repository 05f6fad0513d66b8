/** Mentions in prose that may lead somewhere: `[[wiki link]]`, a session's id, a commit hash. */
export interface Mention {
  readonly start: number;
  readonly end: number;
  /** What is looked up: the text without its brackets. */
  readonly target: string;
}

// Session ids are `YYYYMMDD-HHMMSS`. A hash has a digit and a letter, so that years, sizes and words such as "decade" are none.
const MENTION =
  /\[\[([^[\]\n]{1,200})\]\]|\b(?:session-)?(\d{8}-\d{6})\b|\b(?=[0-9a-f]{0,39}[0-9])(?=[0-9a-f]{0,39}[a-f])([0-9a-f]{7,40})\b/g;

/** Every mention in a text, in order. */
export function findMentions(text: string): Mention[] {
  return Array.from(text.matchAll(MENTION), (match) => ({
    start: match.index,
    end: match.index + match[0].length,
    target: (match[1] ?? match[2] ?? match[3] ?? "").trim(),
  }));
}

/** What kind of thing a target names. */
export type TargetKind = "session" | "commit" | "belief";

/** Reads a target: `session-<id>`, `<id>`, `commit-<sha>`, `<sha>`, else a belief or document by name. */
export function readTarget(target: string): { readonly kind: TargetKind; readonly name: string } {
  const session = /^(?:session-)?(\d{8}-\d{6})(?:-[a-z]+)*$/.exec(target);
  if (session?.[1] !== undefined) return { kind: "session", name: session[1] };
  const commit = /^(?:commit-)?([0-9a-f]{7,40})$/.exec(target);
  if (commit?.[1] !== undefined && /\d/.test(commit[1])) return { kind: "commit", name: commit[1] };
  return { kind: "belief", name: target };
}
