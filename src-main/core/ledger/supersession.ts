import type { SupersededMark } from "../../../src-shared/contract/ledger.ts";
import { analyse } from "../analysis/analyser.ts";
import { referenceTo, type LedgerEntry } from "./entries.ts";
import { cosine, type Likeness } from "./likeness.ts";

/**
 * Words by which a decision says that something before it no longer holds; what follows names that. `Instead of` and `rather than` are not
 * among them: they weigh alternatives that mostly nobody had decided on.
 */
const REPLACING =
  /\b(?:supersed(?:es?|ed|ing)|replac(?:es|ed|ing)|revert(?:s|ed|ing)|abandon(?:s|ed|ing)|no longer|(?:switch|migrat|mov|pivot)(?:es|s|ed|ing) (?:away )?from|drop(?:s|ped|ping)|deprecat(?:es|ed|ing)|overturn(?:s|ed|ing)|revers(?:es|ed|ing))\s+([^.;:()\n]{3,120})/gi;
/** What is named ends where the new thing begins. */
const NEW_THING = /(?:^|\s)(?:with|by|to|in favou?r of|due|since|because|as|so|for|when|and)\s.*$/i;
/** How well the named thing must fit the earlier decision's title; found by reading every mark that a real library gets. */
const FITS = 0.5;
/** Titles this much alike are the same decision told again, not a new one in its place. */
const SAME = 0.6;
/** Words of the earlier title that must be named; one could be any subject. */
const FEWEST_WORDS = 2;

/**
 * Which decisions a later one of the same repository takes the place of. Conservative: the later one must use a word of replacing, and
 * what it then names must be the earlier one's title in nearly all of its telling words; or it must name the earlier session with such a word.
 * Where several later ones say so, the first does.
 */
export function findSuperseded(entries: readonly LedgerEntry[], likeness: Likeness): ReadonlyMap<number, SupersededMark> {
  const titles = entries.map(({ item }) => (item.kind === "decision" ? likeness.vectorOf(analyse(item.title)) : undefined));
  const holders = new Map<number, number[]>();
  titles.forEach((title, n) => {
    for (const word of title?.words ?? []) setdefault(holders, word).push(n);
  });
  const sessions = Map.groupBy(entries.keys(), (n) => entries[n]?.item.sessionOwnId ?? "");
  const marks = new Map<number, SupersededMark>();
  entries.forEach(({ item }, later) => {
    const own = titles[later];
    if (item.kind !== "decision" || own === undefined) return;
    for (const match of item.markdown.matchAll(REPLACING)) {
      const phrase = match[0].replace(/\s+/g, " ").trim();
      const named = (match[1] ?? "").replace(NEW_THING, "").replace(/[*`_"]/g, "");
      const vector = likeness.vectorOf(analyse(named));
      // By words as written: the analyser makes several tokens of `tree-sitter`, and it still is one word.
      const words = named.split(/\s+/).map((word) => new Set(likeness.vectorOf(analyse(word)).words));
      // `Abandoned the ring buffer` as a title is like the title it does away with.
      const isLead = !/[\p{L}]/u.test(item.markdown.slice(0, match.index));
      const session = /\b(?:19|20)\d{6}-\d{6}\b/.exec(match[0])?.[0];
      const referred = session === undefined ? [] : (sessions.get(session) ?? []);
      const candidates = new Set([...vector.words].flatMap((word) => holders.get(word) ?? []).concat(referred));
      for (const earlier of [...candidates].toSorted((a, b) => a - b)) {
        const other = entries[earlier]?.item;
        const title = titles[earlier];
        if (other === undefined || title === undefined || earlier >= later || marks.has(earlier)) continue;
        if (other.kind !== "decision" || other.repositoryId !== item.repositoryId || other.sessionId === item.sessionId) continue;
        const shared = words.filter((word) => title.words.some((one) => word.has(one))).length;
        const fits =
          (shared >= FEWEST_WORDS && cosine(vector, title) >= FITS) || (referred.includes(earlier) && cosine(own, title) >= FITS / 2);
        if (!fits || (!isLead && cosine(own, title) >= SAME)) continue;
        marks.set(earlier, { by: referenceTo(item), reason: `A later decision says “${phrase.slice(0, 160)}”` });
      }
    }
  });
  return marks;
}

function setdefault(map: Map<number, number[]>, key: number): number[] {
  let value = map.get(key);
  if (value === undefined) map.set(key, (value = []));
  return value;
}
