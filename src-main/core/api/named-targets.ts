import type { Reference } from "../../../src-shared/contract/sessions.ts";
import type { RepositoryId } from "../../../src-shared/domain/index.ts";
import type { KnowledgeReader } from "../store/knowledge-store.ts";
import type { Remote } from "../store/service.ts";

interface KnownBelief {
  readonly documentId: number;
  readonly belief: { readonly id: string };
}

/** What targets (`[[wiki links]]`, session ids, hashes) name in their repository. Those that name nothing, or several things, are left out. */
export async function resolveTargets(
  reader: Remote<KnowledgeReader>,
  repositoryId: RepositoryId,
  targets: ReadonlySet<string>,
  beliefs: readonly KnownBelief[],
): Promise<readonly Reference[]> {
  const ownIdOf = (target: string): string => /^(?:session-)?(\d{8}-\d{6})/.exec(target)?.[1] ?? target;
  const named = await reader.sessionsNamed(repositoryId, Array.from(targets, ownIdOf));
  const sessions = new Map(named.map((other) => [other.ownId, other.id] as const));
  const beliefDocuments = new Map(beliefs.map((one) => [one.belief.id, one.documentId] as const));
  const found = await Promise.all(
    Array.from(targets, async (target): Promise<Reference | null> => {
      const sessionId = sessions.get(ownIdOf(target));
      if (sessionId !== undefined) return { target, type: "session", repositoryId, id: sessionId, documentId: null };
      const hash = /^(?:commit-)?([0-9a-f]{7,40})$/.exec(target)?.[1];
      if (hash !== undefined) {
        const commits = (await reader.resolveCommit(hash)).filter((commit) => commit.repositoryId === repositoryId);
        const [only, another] = commits;
        return only === undefined || another !== undefined
          ? null
          : { target, type: "commit", repositoryId, id: only.hash, documentId: null };
      }
      const beliefDocument = beliefDocuments.get(target);
      if (beliefDocument !== undefined) return { target, type: "belief", repositoryId, id: target, documentId: beliefDocument };
      return documentReference(reader, repositoryId, target);
    }),
  );
  return found.filter((one) => one !== null);
}

/** A document by its file's stem, or by its folder's name when it is a folder's main file (`name/SPEC.md`). */
async function documentReference(reader: Remote<KnowledgeReader>, repositoryId: RepositoryId, target: string): Promise<Reference | null> {
  if (target.length < 3) return null;
  const name = target.toLowerCase();
  const matches = (await reader.findDocuments(target, 20)).filter((document) => {
    if (document.repositoryId !== repositoryId || document.kind === "commit") return false;
    const parts = document.path.toLowerCase().split("/");
    const stem = (parts.at(-1) ?? "").replace(/\.[^.]+$/, "");
    return stem === name || (parts.at(-2) === name && /^(?:spec|readme|index)$/.test(stem));
  });
  const [only, another] = matches;
  if (only === undefined || another !== undefined) return null;
  return { target, type: "document", repositoryId, id: only.path, documentId: only.id };
}
