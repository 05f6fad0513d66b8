import type { RepositoryId } from "../../../src-shared/domain/index.ts";
import { chunks } from "../chunks.ts";
import { documentId } from "../indexer/identity.ts";
import type { KnowledgeStore, SessionLinkWrite } from "../store/knowledge-store.ts";
import type { SyncedDocument } from "../store/machine-store.ts";
import type { Remote } from "../store/service.ts";
import { openOwedLinks } from "./owed-links.ts";
import type { RoundParts } from "./round.ts";

const AT_ONCE = 200;

/** Copies the links that are owed, those of a round that was cut short too: they follow the sessions and commits they join. */
export async function settleLinks(parts: Pick<RoundParts, "local" | "shared" | "machine">): Promise<void> {
  const owed = openOwedLinks(parts.machine);
  for (const one of await owed.list()) {
    await copyLinks(parts, one);
    await owed.remove(one);
  }
}

/**
 * Of sessions that both sides hold, links that are not the same there. Those that are gone where they come from go too, but of sessions only
 * that came from there: another machine may have a session's commits where this one has not.
 */
async function copyLinks(
  { local, shared, machine }: Pick<RoundParts, "local" | "shared" | "machine">,
  { direction, repositoryId }: { readonly direction: SyncedDocument["direction"]; readonly repositoryId: RepositoryId },
): Promise<void> {
  const [from, to] = direction === "sent" ? [local, shared] : [shared, local];
  const [links, there] = [await from.sessionLinks(repositoryId), new Map((await to.sessionLinks(repositoryId)).map(linksOf))];
  const held = new Set((await sessionsOf(to, repositoryId)).map(({ id }) => id));
  const changed = links.filter((one) => held.has(one.sessionId) && there.get(one.sessionId) !== linksOf(one)[1]);
  const linked = new Set(links.map(({ sessionId }) => sessionId));
  const unlinked = (await sessionsOf(from, repositoryId)).filter(({ id }) => there.has(id) && !linked.has(id));
  const notes = await machine.syncedDocumentsOf(unlinked.map(({ path }) => documentId(repositoryId, path)));
  const own = new Set(notes.filter((note) => note.direction === direction).map(({ id }) => id));
  const gone = unlinked.filter(({ path }) => own.has(documentId(repositoryId, path))).map(({ id }) => ({ sessionId: id, links: [] }));
  for (const part of chunks([...changed, ...gone], AT_ONCE)) await to.replaceSessionLinks(repositoryId, part);
}

const sessionsOf = (store: Remote<KnowledgeStore>, repositoryId: RepositoryId) =>
  store.listSessions({ repositoryIds: [repositoryId], includeInit: true });

/** A session with its links as one text, to be compared. */
function linksOf({ sessionId, links }: SessionLinkWrite): [string, string] {
  return [sessionId, JSON.stringify(links.map(({ hash, grade, evidence, proofs }) => [hash, grade, evidence, proofs]))];
}
