import fc from "fast-check";
import { expect, test } from "vitest";
import { alongside, type Stretch } from "../../../src-main/core/sync/alongside.ts";

interface Item {
  readonly id: number;
}
const items = fc
  .uniqueArray(fc.integer({ min: 0, max: 200 }), { maxLength: 60 })
  .map((ids) => ids.toSorted((a, b) => a - b).map((id) => ({ id })));

/** Pages of a list, with a note of where each began. */
function pagesOf(list: readonly Item[], page: number, asked: number[]) {
  return (after: number): Promise<readonly Item[]> => {
    asked.push(after);
    return Promise.resolve(list.filter(({ id }) => id > after).slice(0, page));
  };
}

test("two lists come side by side, each item once, each id in the stretch it belongs to, and no page is read twice", async () => {
  await fc.assert(
    fc.asyncProperty(items, items, fc.integer({ min: 1, max: 9 }), async (one, other, page) => {
      const asked: readonly [number[], number[]] = [[], []];
      const stretches: Stretch<Item>[] = [];
      for await (const stretch of alongside(pagesOf(one, page, asked[0]), pagesOf(other, page, asked[1]))) stretches.push(stretch);
      expect(stretches.flatMap(({ mine }) => mine)).toEqual(one);
      expect(stretches.flatMap(({ theirs }) => theirs)).toEqual(other);
      expect([stretches.at(0)?.after, stretches.at(-1)?.upTo]).toEqual([-1, Number.MAX_SAFE_INTEGER]);
      stretches.forEach(({ mine, theirs, after, upTo }, n) => {
        if (n > 0) expect(after).toBe(stretches[n - 1]?.upTo);
        for (const { id } of [...mine, ...theirs]) expect(id > after && id <= upTo).toBe(true);
        expect(mine.length).toBeLessThanOrEqual(page);
        expect(theirs.length).toBeLessThanOrEqual(page);
      });
      for (const starts of asked) expect(new Set(starts).size).toBe(starts.length);
    }),
  );
});
