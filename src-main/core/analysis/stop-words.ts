/**
 * Words that say how something is asked and not what is asked for. Dropped from queries only, never from the index, and never when nothing
 * else is left. Middle-sized on purpose: large lists hold words that name things in code (`find`, `get`, `first`, `value`).
 */
const QUESTION =
  "how what why when where who whom whose which does do did done is are was were be been being am can could should would will shall may might must has have had having";
const FUNCTION_WORDS =
  "a an the this that these those it its they them their there here i me my we us our you your he she his her of to in on at by for from with without into onto over under " +
  "about as and or but nor not no if then than so such because while during between among per via out up down off again also just only very too any some each every both " +
  "either neither other another same own more most much many few all";
const CONTRACTIONS = "dont doesnt didnt isnt arent wasnt cant couldnt shouldnt wont im ive id ill youre weve thats whats hows wheres";

/** Verbs that ask for an answer where somebody is spoken to (`show me`), and name things elsewhere (`show command`). */
const REQUEST: ReadonlySet<string> = new Set(
  "tell show give explain describe remind help find know learn understand want need look looking see please".split(" "),
);
const SPOKEN_TO: ReadonlySet<string> = new Set("me i im you us please".split(" "));

const QUESTIONS: ReadonlySet<string> = new Set("how what why when where who which".split(" "));
const STOP_WORDS: ReadonlySet<string> = new Set(`${QUESTION} ${FUNCTION_WORDS} ${CONTRACTIONS}`.split(" "));

/** Whether a query word (as typed, any case) only helps to ask. */
export function isStopWord(word: string): boolean {
  return STOP_WORDS.has(word.toLowerCase().replace(/['’]/g, ""));
}

/**
 * How many words at a query's beginning only ask: `can you tell me`, `I want to know`, `explain how`. None when nobody is spoken to and no
 * question follows, or when nothing else is left.
 *
 * @param words as typed, any case
 */
export function askingWords(words: readonly string[]): number {
  const lead: string[] = [];
  for (const word of words) {
    const plain = word.toLowerCase().replace(/[^a-z]/g, "");
    if (!REQUEST.has(plain) && !isStopWord(plain)) break;
    lead.push(plain);
  }
  const request = lead.findIndex((word) => REQUEST.has(word));
  if (request < 0 || lead.length === words.length) return 0;
  return lead.some((word) => SPOKEN_TO.has(word)) || lead.slice(request + 1).some((word) => QUESTIONS.has(word)) ? lead.length : 0;
}
