import type { SharedKind } from "../../../src-shared/contract/sync.ts";
import type { DocumentId } from "../../../src-shared/domain/index.ts";
import type { DocumentDigest } from "../store/transfer-reads.ts";
import type { SyncedDocument } from "../store/machine-store.ts";
import { sharedKindOf } from "./shared-kind.ts";

/** What a round does. */
export interface RoundPlan {
  readonly send: readonly DocumentDigest[];
  readonly removeThere: readonly DocumentDigest[];
  readonly fetch: readonly DocumentDigest[];
  readonly removeHere: readonly DocumentDigest[];
  /** Notes that no longer hold. */
  readonly forget: readonly DocumentId[];
}

/**
 * Compares this machine's library with the shared one, and both with what was sent and fetched before.
 *
 * What lies here is this machine's own, unless it was fetched and is still as it was then. Own documents are sent when they
 * changed here since they were last sent, so that two machines with different states of one file do not keep overwriting each
 * other: the later change stands there, and each machine shows its own. What one machine removes and another still has comes back.
 */
export function planRound(
  mine: readonly DocumentDigest[],
  theirs: readonly DocumentDigest[],
  known: readonly SyncedDocument[],
  kinds: ReadonlySet<SharedKind>,
): RoundPlan {
  const here = new Map(mine.map((one) => [one.id, one]));
  const there = new Map(theirs.map((one) => [one.id, one]));
  const notes = new Map(known.map((one) => [one.id, one]));
  const forget: DocumentId[] = [];

  function isFetched(document: DocumentDigest): boolean {
    const note = notes.get(document.id);
    if (note?.direction !== "fetched") return false;
    if (note.digest === document.digest || there.get(document.id)?.digest === document.digest) return true;
    // It has been indexed here since.
    forget.push(document.id);
    return false;
  }
  const own = mine.filter((one) => !isFetched(one));
  const ownIds = new Set(own.map(({ id }) => id));
  const isShared = (one: DocumentDigest): boolean => {
    const kind = sharedKindOf(one);
    return kind !== null && kinds.has(kind);
  };

  const send = own.filter((one) => {
    if (!isShared(one)) return false;
    const counterpart = there.get(one.id);
    const note = notes.get(one.id);
    if (counterpart === undefined) return true;
    return note?.direction === "sent" ? note.digest !== one.digest : counterpart.digest !== one.digest;
  });
  const removeThere = theirs.filter(({ id }) => {
    const document = here.get(id);
    return notes.get(id)?.direction === "sent" && (document === undefined || !isShared(document));
  });
  const goneThere = new Set(removeThere.map(({ id }) => id));
  const fetch = theirs.filter(({ id, digest }) => {
    if (ownIds.has(id) || goneThere.has(id)) return false;
    const note = notes.get(id);
    return !here.has(id) || (note?.direction === "fetched" && note.digest !== digest);
  });
  const removeHere = mine.filter((one) => !ownIds.has(one.id) && !there.has(one.id));
  for (const { id } of known) if (!here.has(id) && !there.has(id)) forget.push(id);
  return { send, removeThere, fetch, removeHere, forget };
}
