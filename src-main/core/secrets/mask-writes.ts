import { passageTokens } from "../analysis/passage-tokens.ts";
import type { CommitWrite, DocumentWrite, IndexedPassage, KnowledgeStore } from "../store/knowledge-store.ts";
import { digestOf } from "../store/passage-digest.ts";
import { maskSecrets } from "./mask-secrets.ts";

export interface Masked<T> {
  readonly value: T;
  /** How many secrets were masked. */
  readonly count: number;
}

/** A document as it may leave this machine: every text in it without its secrets, and analysed anew, for tokens hold them too. */
export function maskWrite<T extends DocumentWrite | CommitWrite>(write: T): Masked<T> {
  const { value, count } = maskAll(write);
  return count === 0 ? { value: write, count } : { value: { ...value, passages: analysedAnew(value) }, count };
}

/** The same store, into which no secret is written: for a library that is read on other machines. */
export function maskingStore(store: KnowledgeStore): KnowledgeStore {
  return {
    ...store,
    replaceDocuments: (batch) => store.replaceDocuments(batch.map((write) => maskWrite(write).value)),
    writeCommits: (repositoryId, batch) =>
      store.writeCommits(
        repositoryId,
        batch.map((write) => maskWrite(write).value),
      ),
  };
}

function analysedAnew({ passages, document }: Pick<DocumentWrite, "passages" | "document">): IndexedPassage[] {
  return passages.map((passage) => {
    const anew = { ...passage, tokens: passageTokens(passage, document) };
    return { ...anew, digest: digestOf(anew) };
  });
}

/** Identities, which must stay as they are: hashes, paths, and what refers to them. `tokens` are made anew. */
const KEPT = new Set(["id", "hash", "contentHash", "repositoryId", "sessionId", "ownId", "parents", "path", "oldPath", "tokens", "date"]);

/** Every string of a value, however deep, but identities. */
function maskAll<T>(value: T): Masked<T> {
  let count = 0;
  function mask(one: unknown): unknown {
    if (typeof one === "string") {
      const { text, found } = maskSecrets(one);
      count += found;
      return text;
    }
    if (Array.isArray(one)) return one.map(mask);
    if (one === null || typeof one !== "object") return one;
    return Object.fromEntries(Object.entries(one).map(([key, inner]) => [key, KEPT.has(key) ? inner : mask(inner)]));
  }
  return { value: mask(value) as T, count };
}
