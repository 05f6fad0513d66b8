import { expect, test } from "vitest";
import { commitWrite } from "../../../src-main/core/indexer/commit-passages.ts";
import { digestOf } from "../../../src-main/core/store/passage-digest.ts";
import { maskWrite } from "../../../src-main/core/secrets/mask-writes.ts";

test("a passage whose secret was masked has the digest of what it is now", () => {
  const commit = {
    hash: "1".repeat(40),
    parents: [],
    authorName: "Ada",
    authorEmail: "ada@example.org",
    authoredAt: "2026-02-04T21:00:00Z",
    committedAt: "2026-02-04T21:00:00Z",
    subject: "Take the key out of the logbook",
    body: "",
    tags: [],
    files: [],
  };
  const secret = commitWrite("r", { ...commit, body: `token ${["ghp", "A1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q7r8"].join("_")}` });
  const { value, count } = maskWrite(secret);
  expect(count).toBeGreaterThan(0);
  const [masked] = value.passages;
  expect(masked?.digest).not.toBe(secret.passages[0]?.digest);
  expect(masked?.digest).toBe(masked === undefined ? undefined : digestOf(masked));
  const plain = commitWrite("r", commit);
  expect(maskWrite(plain)).toEqual({ value: plain, count: 0 });
});
