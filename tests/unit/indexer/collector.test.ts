import { expect, test } from "vitest";
import { createCollector } from "../../../src-main/core/indexer/collector.ts";
import { commitWrite } from "../../../src-main/core/indexer/commit-passages.ts";
import { digestOf } from "../../../src-main/core/store/passage-digest.ts";

const write = (n: number) =>
  commitWrite("r", {
    hash: String(n).padStart(40, "0"),
    parents: [],
    authorName: "Ada",
    authorEmail: "ada@example.org",
    authoredAt: "2026-02-04T21:00:00Z",
    committedAt: "2026-02-04T21:00:00Z",
    subject: `Mend sail ${n}`,
    body: "",
    tags: [],
    files: [],
  });

test("what was collected goes to one of the workers, once, under the name of its collection", () => {
  const [one, other] = [createCollector(), createCollector()];
  one.collect("first", [write(1), write(2)]);
  other.collect("first", [write(3)]);
  expect(other.take("second")).toBeNull();
  const part = other.take("first");
  expect(part?.ids).toHaveLength(1);
  expect(other.take("first")).toBeNull();
  expect(one.addAll("first", part === null ? [] : [part])).toBe(3);
  const { passages } = write(3);
  const [passage] = passages;
  if (passage === undefined) throw new Error("A commit has a passage.");
  expect(passage.digest).toBe(digestOf(passage));
  expect(one.train().embedCollected([{ id: passage.id, digest: passage.digest ?? 0 }])).toHaveLength(1);
});

test("another collection, or none, lets go of what an earlier one left", () => {
  const collector = createCollector();
  collector.collect("first", [write(1)]);
  collector.collect("second", [write(2)]);
  expect(collector.addAll("second", [])).toBe(1);
  collector.collect(null, [write(3)]);
  expect(collector.addAll("second", [])).toBe(0);
});
