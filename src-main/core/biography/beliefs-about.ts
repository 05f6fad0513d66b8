import type { Biography } from "../../../src-shared/contract/history.ts";
import type { Belief, RepositoryId } from "../../../src-shared/domain/index.ts";
import type { KnowledgeReader } from "../store/knowledge-store.ts";
import type { Remote } from "../store/service.ts";

/** Beliefs whose own text names a file, by any of its names, or a symbol. */
export async function beliefsAbout(
  reader: Remote<KnowledgeReader>,
  repositoryId: RepositoryId,
  paths: readonly string[],
  symbol: string | null,
): Promise<Biography["beliefs"]> {
  const names = symbol === null || symbol.length < 4 ? paths : [symbol, ...paths];
  return (await reader.readBeliefs(repositoryId)).flatMap(({ belief, documentId }) => {
    const text = textOf(belief);
    const named = names.find((name) => text.includes(name));
    return named === undefined ? [] : [{ id: belief.id, documentId, statement: belief.statement, reason: `It names ${named}` }];
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
