import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** Passages that one group of generated files gives: nine of a document, eight of a module, about eight of a session. */
const PASSAGES_PER_GROUP = 25;
const VOCABULARY = 20_000;

/** Mulberry32: the same numbers on every machine. */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const SYLLABLES = "ba ce di fo gu ha je ki lo mu na pe qui ro su ta ve wi xo zu bra cle dro fli gra sto tri".split(" ");

/** The n-th word of a made-up language. */
function word(n: number): string {
  let rest = n + SYLLABLES.length;
  let text = "";
  for (; rest > 0; rest = Math.floor(rest / SYLLABLES.length)) text += SYLLABLES[rest % SYLLABLES.length] ?? "";
  return text;
}

/** Words as often as in real text (Zipf): the n-th most frequent with a probability of about 1/n. */
export function createWords(random: () => number): (count: number) => string[] {
  const total = Math.log(VOCABULARY);
  return (count) => Array.from({ length: count }, () => word(Math.floor(Math.exp(random() * total)) - 1));
}

/**
 * Writes a folder of documents, code and sessions that gives about `passages` passages. The same files for the same number, anywhere.
 */
export function writeSyntheticLibrary(root: string, passages: number): void {
  const random = createRandom(20_260_204);
  const words = createWords(random);
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  const sentence = (count: number): string => `${words(count).join(" ")}.`;
  const title = (count: number): string => words(count).join(" ");
  for (let group = 0; group < passages / PASSAGES_PER_GROUP; group++) {
    const folder = `${group % 50}`;
    const sections = Array.from({ length: 8 }, () => `## ${title(3)}\n\n${sentence(40)} ${sentence(30)}\n`);
    write(`docs/${folder}/${group}.md`, `# ${title(4)}\n\n${sentence(30)}\n\n${sections.join("\n")}`);
    const functions = Array.from({ length: 8 }, () => {
      const [verb = "", noun = ""] = words(2);
      const name = `${verb}${noun.charAt(0).toUpperCase()}${noun.slice(1)}${Math.floor(random() * 1000)}`;
      return `/** ${sentence(12)} */\nexport function ${name}(${words(1)[0] ?? "a"}: number): number {\n  // ${sentence(10)}\n  return ${Math.floor(random() * 99)};\n}\n`;
    });
    write(`src/${folder}/${group}.ts`, functions.join("\n"));
    write(`layer/sessions/${sessionId(group)}.md`, session(sessionId(group), title, sentence));
  }
}

function sessionId(group: number): string {
  const date = new Date(Date.UTC(2024, 0, 1) + group * 3_600_000).toISOString();
  return `${date.slice(0, 10).replaceAll("-", "")}-${date.slice(11, 19).replaceAll(":", "")}`;
}

function session(id: string, title: (count: number) => string, sentence: (count: number) => string): string {
  const items = (count: number): string =>
    Array.from({ length: count }, (_, n) => `${n + 1}. **${title(4)}**\n   - Rationale: ${sentence(18)}\n`).join("");
  return `# Session: ${title(4)}
**ID**: ${id}
**Started**: ${id.slice(0, 4)}-${id.slice(4, 6)}-${id.slice(6, 8)}T${id.slice(9, 11)}:00:00Z
**LLM**: claude

## Previous Session Context
${sentence(20)}

## Goals
- [x] ${title(5)}

## Activity Log
### ${id.slice(9, 11)}:00 - Session Start
${sentence(15)}

### ${id.slice(9, 11)}:30 - Update (covering since ${id.slice(9, 11)}:00)

**Key Decisions:**
${items(3)}
**Challenges Faced:**
${items(2)}`;
}
