import type { StarredItem, starsContract } from "../../../src-shared/contract/stars.ts";
import type { Star, StarTarget } from "../../../src-shared/domain/index.ts";
import { VerdigrisError } from "../../../src-shared/rpc/errors.ts";
import type { CoreContext, Handlers } from "../core-context.ts";
import { createTurns } from "../in-turn.ts";

type Identity = Omit<Star, "starred" | "clock" | "at">;

/** Stars: kept by identities that outlive an index, so that they are found again by the next one and on other machines. */
export function createStarsApi(context: Pick<CoreContext, "store" | "emit">): Handlers<typeof starsContract> {
  const { store } = context;
  const inTurn = createTurns();

  async function set(target: StarTarget, starred: boolean): Promise<void> {
    const states = await store.starStates();
    const held = await identify(target);
    const before = states.find((one) => (held === null ? isOn(one, target) : one.key === held.key));
    const identity = held ?? before;
    if (identity === undefined) {
      if (!starred) return;
      throw new VerdigrisError("not-found", "What is to be starred is not in the library any more.", { ...target });
    }
    if ((before?.starred ?? false) === starred) return;
    await store.saveStars([{ ...identity, starred, clock: (before?.clock ?? 0) + 1, at: new Date().toISOString() }]);
    context.emit("stars.changed", { at: new Date().toISOString() });
  }

  async function identify({ documentId, passageId }: StarTarget): Promise<Identity | null> {
    const document = await store.readDocument(documentId);
    if (document === null) return null;
    const { repositoryId, path } = document;
    const sessionId = document.kind === "session" ? document.sessionId : null;
    const common = { repositoryId, documentId, path, sessionId };
    if (passageId === null) {
      const key = sessionId === null ? `document:${documentId}` : `session:${sessionId}`;
      return { ...common, key, passageId: null, type: document.kind, title: document.title };
    }
    const [passage] = await store.readPassages([passageId]);
    if (passage?.documentId !== documentId) return null;
    return { ...common, key: `passage:${passageId}`, passageId, type: passage.type, title: passage.title };
  }

  return {
    "stars.list": async () =>
      (await store.listStars()).map(({ key: _key, starred: _starred, clock: _clock, ...one }): StarredItem => ({
        ...one,
        repository: one.repository ?? one.repositoryId,
      })),
    // Each counts on from the state that the one before left.
    "stars.set": ({ starred, ...target }) => inTurn(() => set(target, starred)),
  };
}

/** For a star on what is gone, which has no document to be asked. */
function isOn(star: Star, { documentId, passageId }: StarTarget): boolean {
  return star.documentId === documentId && star.passageId === passageId;
}
