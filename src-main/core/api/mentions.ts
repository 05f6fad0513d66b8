import type { ResolvedReference } from "../../../src-shared/contract/documents.ts";
import type { Reference } from "../../../src-shared/contract/sessions.ts";
import type { RepositoryId, SessionId } from "../../../src-shared/domain/index.ts";
import type { KnowledgeReader } from "../store/knowledge-store.ts";
import type { Remote } from "../store/service.ts";

type Reader = Pick<Remote<KnowledgeReader>, "resolveSession" | "resolveCommit" | "findDocuments">;

/** Something named in a text, whose kind its form tells. */
export interface Mention {
  readonly kind: "session" | "commit" | "belief";
  readonly name: string;
}

/** What mentions lead to, in their order; null where nothing, or not one thing only, fits. */
export async function resolveMentions(
  reader: Remote<KnowledgeReader>,
  repositoryId: RepositoryId,
  mentions: readonly Mention[],
): Promise<(ResolvedReference | null)[]> {
  const beliefs = mentions.some(({ kind }) => kind === "belief") ? beliefDocuments(await reader.readBeliefs(repositoryId)) : new Map();
  return Promise.all(
    mentions.map(async ({ kind, name }): Promise<ResolvedReference | null> => {
      if (kind === "session") {
        const sessionId = await sessionNamed(reader, repositoryId, name);
        return sessionId === null ? null : { kind, sessionId };
      }
      if (kind === "commit") {
        const commit = await commitNamed(reader, repositoryId, name);
        return commit === null ? null : { kind, repositoryId: commit.repositoryId, hash: commit.hash };
      }
      const documentId = (beliefs as ReadonlyMap<string, number>).get(name);
      return documentId === undefined ? null : { kind: "document", documentId };
    }),
  );
}

interface KnownBelief {
  readonly documentId: number;
  readonly belief: { readonly id: string };
}

/**
 * What targets (`[[wiki links]]`, session ids, hashes) name, whatever kind it turns out to be: a session, a commit, a belief, a document. Those that name
 * nothing, or several things, are left out.
 */
export async function resolveTargets(
  reader: Remote<KnowledgeReader>,
  repositoryId: RepositoryId,
  targets: ReadonlySet<string>,
  known: readonly KnownBelief[],
): Promise<readonly Reference[]> {
  const beliefs = beliefDocuments(known);
  const found = await Promise.all(
    Array.from(targets, async (target): Promise<Reference | null> => {
      const ownId = /^(?:session-)?(\d{8}-\d{6})/.exec(target)?.[1] ?? target;
      const sessionId = await sessionNamed(reader, repositoryId, ownId);
      if (sessionId !== null) {
        const place = sessionId.slice(0, -ownId.length - 1);
        return { target, type: "session", repositoryId: place, id: sessionId, documentId: null };
      }
      const hash = /^(?:commit-)?([0-9a-f]{7,40})$/.exec(target)?.[1];
      if (hash !== undefined) {
        const commit = await commitNamed(reader, repositoryId, hash);
        return commit === null ? null : { target, type: "commit", repositoryId: commit.repositoryId, id: commit.hash, documentId: null };
      }
      const documentId = beliefs.get(target);
      if (documentId !== undefined) return { target, type: "belief", repositoryId, id: target, documentId };
      const document = await documentNamed(reader, repositoryId, target);
      return document === null ? null : { target, type: "document", repositoryId, id: document.path, documentId: document.id };
    }),
  );
  return found.filter((one) => one !== null);
}

function beliefDocuments(beliefs: readonly KnownBelief[]): ReadonlyMap<string, number> {
  return new Map(beliefs.map(({ belief, documentId }) => [belief.id, documentId]));
}

async function sessionNamed(reader: Reader, repositoryId: RepositoryId, ownId: string): Promise<SessionId | null> {
  const found = (await reader.resolveSession(ownId)).filter((id) => id.endsWith(`/${ownId}`));
  return onlyOne(found, (id) => id.startsWith(`${repositoryId}/`));
}

async function commitNamed(reader: Reader, repositoryId: RepositoryId, hash: string) {
  return onlyOne(await reader.resolveCommit(hash), (commit) => commit.repositoryId === repositoryId);
}

/** A document by its file's stem, or by its folder's name when it is a folder's main file (`name/SPEC.md`). */
async function documentNamed(reader: Reader, repositoryId: RepositoryId, target: string) {
  if (target.length < 3) return null;
  const name = target.toLowerCase();
  const matches = (await reader.findDocuments(target, 20)).filter((document) => {
    if (document.repositoryId !== repositoryId || document.kind === "commit") return false;
    const parts = document.path.toLowerCase().split("/");
    const stem = (parts.at(-1) ?? "").replace(/\.[^.]+$/, "");
    return stem === name || (parts.at(-2) === name && /^(?:spec|readme|index)$/.test(stem));
  });
  return onlyOne(matches, () => true);
}

/** The one of this repository, else the one there is. */
function onlyOne<T>(found: readonly T[], isOwn: (one: T) => boolean): T | null {
  const own = found.filter(isOwn);
  const candidates = own.length > 0 ? own : found;
  return candidates.length === 1 ? (candidates[0] ?? null) : null;
}
