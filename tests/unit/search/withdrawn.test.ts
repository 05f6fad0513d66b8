import { expect, test } from "vitest";
import { createSearchEngine } from "../../../src-main/core/search/engine.ts";
import { makeLibrary } from "./library.ts";

test("a question withdrawn while it is answered is given up before its candidates are read", async () => {
  const library = await makeLibrary({ "notes.md": "# Rope\n\nA rope and a hook.\n" });
  let read = 0;
  const reader = { ...library.store, readTokens: (ids: readonly number[]) => (read++, library.store.readTokens(ids)) };
  const engine = createSearchEngine(reader);
  const ask = (signal: AbortSignal) =>
    engine.query({ text: "rope hook", mode: "fused", limit: 10, offset: 0, explain: false, facets: false }, signal);

  expect((await ask(new AbortController().signal)).results).toHaveLength(1);
  expect(read).toBe(1);

  // As a message of another thread comes: not before this turn of the loop ends.
  const withdrawn = new AbortController();
  setImmediate(() => withdrawn.abort());
  await expect(ask(withdrawn.signal)).rejects.toThrow(/abort/i);
  expect(read).toBe(1);
  await library.close();
});

test("facets of a question that is withdrawn before its turn are never counted", async () => {
  const library = await makeLibrary({ "notes.md": "# Rope\n\nA rope and a hook.\n" });
  let counted = 0;
  const facetCounts: typeof library.store.facetCounts = (query) => (counted++, library.store.facetCounts(query));
  const engine = createSearchEngine({ ...library.store, facetCounts });
  const withdrawn = new AbortController();
  setImmediate(() => withdrawn.abort());
  await expect(engine.facets({ text: "rope" }, withdrawn.signal)).rejects.toThrow(/abort/i);
  expect(counted).toBe(0);
  expect((await engine.facets({ text: "rope" }, new AbortController().signal)).types).toEqual({ doc: 1 });
  await library.close();
});
