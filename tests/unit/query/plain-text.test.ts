import { expect, test } from "vitest";
import { plainText } from "../../../src-shared/query/plain-text.ts";

test.each([
  ["why did we drop the ring buffer?", "why did we drop the ring buffer?"],
  ['"ring buffer" repo:tides -database after:2025-01-01', "ring buffer"],
  ["(tide OR sensor) reading", "tide sensor reading"],
  ["type:decision", ""],
  ["", ""],
])("%s says %s", (query, words) => {
  expect(plainText(query)).toBe(words);
});
