import type { PassageDraft, SourceDocument } from "../../../src-shared/domain/index.ts";
import { passageTokens } from "../analysis/passage-tokens.ts";
import type { IndexedPassage } from "../store/knowledge-store.ts";
import { digestOf } from "../store/passage-digest.ts";
import { passageId } from "./identity.ts";

/** Gives a document's passages their identities and token streams. A repeated position key gets an ordinal: no passage is lost. */
export function indexPassages(document: SourceDocument, drafts: readonly PassageDraft[]): IndexedPassage[] {
  const seen = new Map<string, number>();
  return drafts.map(({ positionKey, ...passage }) => {
    const key = `${passage.type}\0${positionKey}`;
    const ordinal = seen.get(key) ?? 0;
    seen.set(key, ordinal + 1);
    const position = ordinal === 0 ? positionKey : `${positionKey}\0${ordinal}`;
    const indexed = {
      ...passage,
      id: passageId(document.repositoryId, document.path, passage.type, position),
      documentId: document.id,
      tokens: passageTokens(passage, document),
    };
    return { ...indexed, digest: digestOf(indexed) };
  });
}
