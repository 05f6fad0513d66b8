import { analyseWithOffsets } from "../analysis/analyser.ts";
import { editDistance } from "../edit-distance.ts";
import type { KnowledgeReader } from "../store/knowledge-store.ts";
import type { PlannedWord, QueryPlan } from "./plan.ts";

/** A word that nothing holds, and one near to it that something does. */
export interface Suggestion {
  readonly word: string;
  readonly instead: string;
}

/** Shorter words are near to everything. */
const SHORTEST = 4;
const MOST_WORDS = 6;
/** Words this long may be two edits away; shorter ones one. */
const TWO_EDITS_FROM = 8;

/** What may have been meant by the query's words that no passage holds. Never put in their place: the person decides. */
export async function suggestWords(reader: KnowledgeReader, plan: QueryPlan): Promise<Suggestion[]> {
  const found: Suggestion[] = [];
  for (const word of plan.words.filter(({ text }) => text.length >= SHORTEST).slice(0, MOST_WORDS)) {
    const instead = await nearestWord(reader, word);
    if (instead === null) continue;
    // `colour:red` is one word for the query and two for the index: only what was looked up is replaced.
    const place = analyseWithOffsets(word.text).find(({ token }) => token === word.tokens[0]) ?? { start: 0, end: word.text.length };
    found.push({ word: word.text, instead: word.text.slice(0, place.start) + instead + word.text.slice(place.end) });
  }
  return found;
}

async function nearestWord(reader: KnowledgeReader, { text, tokens }: PlannedWord): Promise<string | null> {
  const [token] = tokens;
  if (token === undefined || !/^[a-z]/.test(token)) return null;
  if (await reader.holdsTerm(token)) return null;
  const edits = token.length < TWO_EDITS_FROM ? 1 : 2;
  const terms = await reader.termsLike(token, edits);
  const near = terms
    .map(({ term, passages }) => ({ term, passages, distance: editDistance(term, token, edits) }))
    .filter(({ distance }) => distance <= edits)
    .sort((a, b) => a.distance - b.distance || b.passages - a.passages || (a.term < b.term ? -1 : 1));
  // Terms are stems: what is shown must be a word as somebody wrote it.
  for (const { term } of near.slice(0, 3)) {
    const written = await writtenForm(reader, term);
    if (written !== null && written.toLowerCase() !== text.toLowerCase()) return inCaseOf(text, written);
  }
  return null;
}

/** A word that was found at the start of a sentence keeps its capital only for who types capitals; names in camel case keep theirs. */
function inCaseOf(typed: string, written: string): string {
  return typed === typed.toLowerCase() && /^\p{Lu}[^\p{Lu}]*$/u.test(written) ? written.toLowerCase() : written;
}

async function writtenForm(reader: KnowledgeReader, term: string): Promise<string | null> {
  const weights = { title: 1, symbol: 1, path: 0, text: 1 };
  const [candidate] = await reader.lexicalCandidates({
    level: "passage",
    expression: { op: "term", token: term },
    filter: {},
    weights,
    limit: 1,
  });
  const [passage] = candidate === undefined ? [] : await reader.readPassages([candidate.passageId ?? 0]);
  if (passage === undefined) return null;
  for (const text of [passage.title, passage.text, passage.path]) {
    const place = analyseWithOffsets(text).find((one) => one.token === term);
    if (place !== undefined) return text.slice(place.start, place.end);
  }
  return null;
}
