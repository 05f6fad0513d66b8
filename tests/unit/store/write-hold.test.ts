import { describe, expect, test } from "vitest";
import type { KnowledgeStore } from "../../../src-main/core/store/knowledge-store.ts";
import type { Remote } from "../../../src-main/core/store/service.ts";
import { holdWrites } from "../../../src-main/core/store/write-hold.ts";

/** A store that notes what reaches it, and whose removals end when they are told to. */
function slowStore() {
  const reached: string[] = [];
  const { promise: ended, resolve: end } = Promise.withResolvers<void>();
  const store = {
    passageCount: () => Promise.resolve(7),
    renameRepository: (_id: string, name: string) => Promise.resolve(void reached.push(name)),
    removeDocuments: () => ended.then(() => void reached.push("removed")),
  } as unknown as Remote<KnowledgeStore>;
  return { reached, end, ...holdWrites(store) };
}

describe("holding writes", () => {
  test("waits for those under way; what comes then waits, while reads go on, and goes on in its order", async () => {
    const { reached, end, store, hold, release } = slowStore();
    const removing = store.removeDocuments([1]);
    let isHeld = false;
    const holding = hold().then(() => (isHeld = true));
    const renaming = [store.renameRepository("a", "one"), store.renameRepository("a", "two")];
    expect(await store.passageCount()).toBe(7);
    expect(isHeld).toBe(false);
    end();
    await Promise.all([removing, holding]);
    expect(reached).toEqual(["removed"]);
    release();
    await Promise.all(renaming);
    expect(reached).toEqual(["removed", "one", "two"]);
  });

  test("once the store is left, no write reaches it, neither one that waited nor a new one", async () => {
    const { reached, store, hold, leave } = slowStore();
    await hold();
    const waiting = store.renameRepository("a", "one");
    leave();
    await expect(waiting).rejects.toMatchObject({ code: "closed" });
    await expect(store.renameRepository("a", "two")).rejects.toMatchObject({ code: "closed" });
    expect(await store.passageCount()).toBe(7);
    expect(reached).toEqual([]);
  });
});
