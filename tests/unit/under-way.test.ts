import { expect, test } from "vitest";
import { sharedWhileUnderWay } from "../../src-main/core/under-way.ts";

test("one making answers all who ask while it is under way; who asks later, or something else, gets another", async () => {
  const made: string[] = [];
  const { promise: held, resolve: letGo } = Promise.withResolvers<void>();
  const ask = sharedWhileUnderWay(async (key: string) => {
    made.push(key);
    await held;
    return made.length;
  });
  const asked = [ask("a"), ask("a"), ask("b")];
  letGo();
  expect(await Promise.all(asked)).toEqual([2, 2, 2]);
  await ask("a");
  expect(made).toEqual(["a", "b", "a"]);
});

test("a failure is told to all who wait for it, and is not kept", async () => {
  let fails = true;
  const ask = sharedWhileUnderWay(async (key: string) => {
    await Promise.resolve();
    if (fails) throw new Error("away");
    return key;
  });
  const both = await Promise.allSettled([ask("a"), ask("a")]);
  expect(both.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  fails = false;
  expect(await ask("a")).toBe("a");
});
