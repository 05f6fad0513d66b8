import type { DocumentId } from "../../../src-shared/domain/index.ts";
import type { DocumentDigest } from "../store/transfer-reads.ts";
import { alongside } from "./alongside.ts";
import { planRound, type RoundPlan } from "./plan-round.ts";
import type { RoundParts } from "./round.ts";

/** More changes than this are found by comparing everything, which costs no more. */
const MOST = 2000;
/** Looked at in one go: the main thread is never held up for longer than some milliseconds. */
const PAGE = 500;
/** Everything is compared at least as often, whatever the logs say. */
const WHOLE_EVERY_MS = 86_400_000;

/** Finds what a round has to do. It lives as long as the process: what it knows is worth nothing to the next one. */
export interface Comparer {
  /** What is different now. The round that carries it out says so with `done`; after one that does not, everything is compared again. */
  plan(parts: RoundParts): Promise<RoundPlan>;
  done(): void;
  /** The shared library is another one. */
  forget(): void;
}

interface Compared {
  /** Where both libraries stood before they were compared. */
  readonly here: string;
  readonly there: string;
  readonly kinds: string;
  /** What was to be done then, and is looked at again. All others were alike. */
  readonly open: readonly DocumentId[];
  /** `performance.now()` when everything was compared last: no clock of a day. */
  readonly wholeAt: number;
}

/**
 * Compares two libraries: the first time as a whole, from then on only the documents that either log of changes names. Every decision of
 * a plan is about one document (`planRound`), so that a plan for some is a part of the plan for all.
 */
export function createComparer(): Comparer {
  let compared: Compared | null = null;
  let next: Compared | null = null;
  return {
    async plan(parts) {
      const before = compared;
      compared = next = null;
      // Asked for first: what is written meanwhile is looked at by the next round.
      const [here, there] = await Promise.all([
        parts.local.documentChanges(before?.here ?? null, MOST),
        parts.shared.documentChanges(before?.there ?? null, MOST),
      ]);
      const kinds = parts.kinds.toSorted().join();
      const now = performance.now();
      const known = before !== null && before.kinds === kinds && now - before.wholeAt < WHOLE_EVERY_MS ? before : null;
      const changed =
        known === null || here.ids === null || there.ids === null ? null : new Set([...known.open, ...here.ids, ...there.ids]);
      const plan = changed === null ? await planWhole(parts) : await planSome(parts, [...changed]);
      const open = [
        ...[plan.send, plan.removeThere, plan.fetch, plan.removeHere].flatMap((documents) => documents.map(({ id }) => id)),
        ...plan.forget,
      ];
      const wholeAt = changed === null || known === null ? now : known.wholeAt;
      next = open.length > MOST ? null : { here: here.mark, there: there.mark, kinds, open, wholeAt };
      return plan;
    },
    done() {
      compared = next;
    },
    forget() {
      compared = next = null;
    },
  };
}

async function planSome({ local, shared, machine, kinds, signal }: RoundParts, ids: readonly DocumentId[]): Promise<RoundPlan> {
  const parts: RoundPlan[] = [];
  for (let at = 0; at < ids.length; at += PAGE) {
    signal.throwIfAborted();
    const some = ids.slice(at, at + PAGE);
    const [mine, theirs, known] = await Promise.all([local.digestsOf(some), shared.digestsOf(some), machine.syncedDocumentsOf(some)]);
    parts.push(planRound(mine, theirs, known, new Set(kinds)));
  }
  return joined(parts);
}

async function planWhole({ local, shared, machine, kinds, signal }: RoundParts): Promise<RoundPlan> {
  const parts: RoundPlan[] = [];
  const read = (from: Pick<typeof local, "documentDigests">) => async (after: DocumentId) => {
    signal.throwIfAborted();
    return from.documentDigests(after, PAGE);
  };
  for await (const { mine, theirs, after, upTo } of alongside<DocumentDigest>(read(local), read(shared))) {
    parts.push(planRound(mine, theirs, await machine.syncedDocuments(after, upTo), new Set(kinds)));
  }
  return joined(parts);
}

function joined(parts: readonly RoundPlan[]): RoundPlan {
  return {
    send: parts.flatMap(({ send }) => send),
    removeThere: parts.flatMap(({ removeThere }) => removeThere),
    fetch: parts.flatMap(({ fetch }) => fetch),
    removeHere: parts.flatMap(({ removeHere }) => removeHere),
    forget: parts.flatMap(({ forget }) => forget),
  };
}
