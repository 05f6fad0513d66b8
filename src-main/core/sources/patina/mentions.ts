/** A mention of something, with the line it stands in (1-based). */
export interface Mention {
  readonly text: string;
  readonly line: number;
}

export interface Mentions {
  readonly commits: readonly Mention[];
  readonly sessions: readonly Mention[];
  readonly paths: readonly Mention[];
  readonly wikiLinks: readonly Mention[];
}

// A UUID is matched first, so that its groups are not taken for hashes.
const HEX = /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b|\b[0-9a-f]{7,40}\b/g;
const SESSION_ID = /\b(?:19|20)\d{6}-\d{6}\b/g;
const WIKI_LINK = /\[\[([^\][\n]{1,400})\]\]/g;
const PATH = /(?<![\w/:.~@-])(?:[\w.@-]+\/)+[\w.@-]*[\w-]\.[A-Za-z][A-Za-z0-9]{0,7}\b(?!\/)/g;

/** Everything a session names, every time it does, in order. */
export function findMentions(lines: readonly string[], ownId: string): Mentions {
  const commits: Mention[] = [];
  const sessions: Mention[] = [];
  const paths: Mention[] = [];
  const wikiLinks: Mention[] = [];
  lines.forEach((text, index) => {
    const line = index + 1;
    for (const match of text.matchAll(HEX)) if (isHash(match[0], text, match.index)) commits.push({ text: match[0], line });
    for (const match of text.matchAll(SESSION_ID)) if (match[0] !== ownId) sessions.push({ text: match[0], line });
    if (text.includes("/")) for (const match of text.matchAll(PATH)) paths.push({ text: match[0].replace(/^(?:\.\/)+/, ""), line });
    if (text.includes("[[")) for (const match of text.matchAll(WIKI_LINK)) wikiLinks.push({ text: (match[1] ?? "").trim(), line });
  });
  return { commits, sessions, paths, wikiLinks };
}

/**
 * Digits and letters mixed are a hash. All digits may be a date or a number, all letters a word: those count only where
 * their surroundings say commit (`commit 33245920`, `[[33245920]]`, `patina@33245920`, or alone in back-ticks).
 */
function isHash(text: string, line: string, at: number): boolean {
  if (text.includes("-")) return false;
  const mixed = /\d/.test(text) && /[a-f]/.test(text);
  if (mixed) return true;
  if (/^(?:19|20)\d{6}$/.test(text)) return false;
  const before = line.slice(Math.max(0, at - 24), at);
  const after = line.charAt(at + text.length);
  return /(?:\bcommits?:?\*{0,2}\s*`?|\[\[(?:commit-)?|@)$/i.test(before) || (before.endsWith("`") && after === "`");
}

/** Distinct texts, first mention first. */
export function distinct(mentions: readonly Mention[]): string[] {
  return [...new Set(mentions.map((mention) => mention.text))];
}
