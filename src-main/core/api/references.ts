import type { ResolvedReference } from "../../../src-shared/contract/documents.ts";
import type { RepositoryId } from "../../../src-shared/domain/index.ts";
import type { KnowledgeReader } from "../store/knowledge-store.ts";
import type { Remote } from "../store/service.ts";

export interface Reference {
  readonly kind: "session" | "commit" | "belief";
  readonly name: string;
}

/** What mentions lead to, in their order; null where nothing, or not one thing only, fits. */
export async function resolveReferences(
  reader: Remote<KnowledgeReader>,
  repositoryId: RepositoryId,
  references: readonly Reference[],
): Promise<(ResolvedReference | null)[]> {
  const beliefs = references.some((reference) => reference.kind === "belief")
    ? new Map((await reader.listBeliefs(repositoryId)).map((belief) => [belief.id, belief.path]))
    : new Map<string, string>();

  async function resolve({ kind, name }: Reference): Promise<ResolvedReference | null> {
    if (kind === "session") {
      const found = (await reader.resolveSession(name)).filter((id) => id.endsWith(`/${name}`));
      const sessionId = onlyOne(found, (id) => id.startsWith(`${repositoryId}/`));
      return sessionId === null ? null : { kind, sessionId };
    }
    if (kind === "commit") {
      const commit = onlyOne(await reader.resolveCommit(name), (found) => found.repositoryId === repositoryId);
      return commit === null ? null : { kind, repositoryId: commit.repositoryId, hash: commit.hash };
    }
    const path = beliefs.get(name);
    const document = path === undefined ? null : await reader.findDocument(repositoryId, path);
    return document === null ? null : { kind: "document", documentId: document.id };
  }
  return Promise.all(references.map(resolve));
}

/** The one of this repository, else the one there is. */
function onlyOne<T>(found: readonly T[], isOwn: (one: T) => boolean): T | null {
  const own = found.filter(isOwn);
  const candidates = own.length > 0 ? own : found;
  return candidates.length === 1 ? (candidates[0] ?? null) : null;
}
