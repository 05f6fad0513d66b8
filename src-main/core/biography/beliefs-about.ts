import type { Biography } from "../../../src-shared/contract/history.ts";
import type { Belief, RepositoryId } from "../../../src-shared/domain/index.ts";
import type { KnowledgeReader } from "../store/knowledge-store.ts";
import { symbolNamed, wholeWord } from "../ledger/naming.ts";
import type { Remote } from "../store/service.ts";

/** Beliefs whose own text names a file, by any of its names, or a symbol. */
export async function beliefsAbout(
  reader: Remote<KnowledgeReader>,
  repositoryId: RepositoryId,
  paths: readonly string[],
  symbol: string | null,
): Promise<Biography["beliefs"]> {
  const names = paths.map((name) => ({ name, pattern: wholeWord(name) }));
  if (symbol !== null) names.unshift({ name: symbol, pattern: symbolNamed(symbol) });
  return (await reader.readBeliefs(repositoryId)).flatMap(({ belief, documentId }) => {
    const text = textOf(belief);
    const named = names.find(({ pattern }) => pattern.test(text));
    return named === undefined ? [] : [{ id: belief.id, documentId, statement: belief.statement, reason: `It names ${named.name}` }];
  });
}

function textOf(belief: Belief): string {
  return [
    belief.statement,
    ...belief.evidence.map((one) => one.text),
    ...belief.appliedIn,
    ...belief.verification.map((one) => one.code),
    ...belief.revisions,
  ].join("\n");
}
