import type { Candidate, DocumentPlace, KnowledgeReader } from "../store/knowledge-store.ts";
import { mentions } from "./mentions.ts";
import type { QueryPlan } from "./plan.ts";
import { nameMatch, pathNames, queryWords, windowMatch } from "./query-words.ts";

/** What a look at the candidates' own words tells, each from 0 to 1. */
export interface PassageEvidence {
  readonly together: number;
  readonly name: number;
}

/** What the candidates' tokens tell of each. */
export interface TokenEvidence {
  readonly passages: ReadonlyMap<number, PassageEvidence>;
  /** Their tokens, separated by single spaces. */
  readonly streams: ReadonlyMap<number, string>;
}

export interface Evidence extends TokenEvidence {
  /** How well a document's path names what was asked for. */
  readonly paths: ReadonlyMap<number, number>;
  /** How much the matching notes and commits name a document. */
  readonly mentioned: ReadonlyMap<number, number>;
  readonly places: ReadonlyMap<number, DocumentPlace>;
}

/** Reads the candidates' tokens: as soon as they are known, whatever else is still looked for. */
export async function readEvidence(reader: KnowledgeReader, plan: QueryPlan, lexical: readonly Candidate[]): Promise<TokenEvidence> {
  const words = queryWords(plan.words);
  const passages = new Map<number, PassageEvidence>();
  const streams = new Map<number, string>();
  for (const { id, tokens } of await reader.readTokens(lexical.map(({ passageId }) => passageId ?? 0))) {
    const name = (tokens.symbol === "" ? tokens.title : tokens.symbol).split(" ");
    const stream = [tokens.symbol, tokens.title, tokens.text].filter((part) => part !== "").join(" ");
    streams.set(id, stream);
    passages.set(id, { together: windowMatch(words, stream), name: nameMatch(words, name) });
  }
  return { passages, streams };
}

/** Adds what the places of all candidates' documents tell. */
export async function gatherEvidence(
  reader: KnowledgeReader,
  plan: QueryPlan,
  told: TokenEvidence,
  lexical: readonly Candidate[],
  others: readonly Candidate[],
): Promise<Evidence> {
  const words = queryWords(plan.words);
  const documentIds = [...new Set([...lexical, ...others].map((candidate) => candidate.documentId))];
  const places = new Map((await reader.documentPlaces(documentIds)).map((place) => [place.id, place]));
  const paths = new Map<number, number>();
  for (const { id, path, kind } of places.values()) {
    if (kind === "session" || kind === "commit") continue;
    const names = pathNames(path);
    // The longest holds all that the others hold: most paths name nothing that was asked for.
    if (names.at(-1)?.some((token) => words.wordOf.has(token)) !== true) continue;
    paths.set(id, Math.max(...names.map((name) => nameMatch(words, name))));
  }
  return { ...told, paths, mentioned: mentionedFiles(lexical, told.streams, places), places };
}

function mentionedFiles(
  lexical: readonly Candidate[],
  streams: ReadonlyMap<number, string>,
  places: ReadonlyMap<number, DocumentPlace>,
): ReadonlyMap<number, number> {
  const best = lexical[0]?.score ?? 1;
  const notes = lexical.flatMap((candidate) => {
    const stream = candidate.type === "code" ? undefined : streams.get(candidate.passageId ?? 0);
    return stream === undefined ? [] : [{ documentId: candidate.documentId, score: candidate.score / best, stream }];
  });
  const files = [...places.values()]
    .filter(({ kind }) => kind !== "session" && kind !== "commit")
    .map(({ id, path }) => ({ documentId: id, path }));
  return mentions(notes, files);
}
