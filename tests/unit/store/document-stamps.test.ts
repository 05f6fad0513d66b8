import { expect, test } from "vitest";
import { createDocumentStamps } from "../../../src-main/core/store/document-stamps.ts";

test("what was read of a document holds until that document changes", () => {
  const stamps = createDocumentStamps();
  stamps.take({ mark: "a@1", ids: null });
  expect(stamps.mark()).toBe("a@1");
  const [one, other] = [1, 2].map((documentId) => ({ documentId, at: stamps.now() }));
  if (one === undefined || other === undefined) throw new Error("There are two.");
  expect([one, other].map(stamps.holds)).toEqual([true, true]);
  stamps.take({ mark: "a@2", ids: [1] });
  expect([one, other].map(stamps.holds)).toEqual([false, true]);
  stamps.take({ mark: "a@3", ids: [] });
  expect([one, other].map(stamps.holds)).toEqual([false, true]);
  // Read again, and changed again.
  one.at = stamps.now();
  expect(stamps.holds(one)).toBe(true);
  stamps.take({ mark: "a@4", ids: [1, 2] });
  expect([one, other].map(stamps.holds)).toEqual([false, false]);
});

test("nothing holds when it is not known what changed, or more did than is remembered", () => {
  const stamps = createDocumentStamps();
  const read = () => ({ documentId: -1, at: stamps.now() });
  const first = read();
  stamps.take({ mark: "b@1", ids: null });
  expect(stamps.holds(first)).toBe(false);
  const second = read();
  for (let part = 0; part < 21; part++) stamps.take({ mark: `b@${part}`, ids: Array.from({ length: 1000 }, (_, at) => part * 1000 + at) });
  expect(stamps.holds(second)).toBe(false);
  expect(stamps.holds(read())).toBe(true);
});
