import { afterAll, beforeAll, expect, test } from "vitest";
import { createSearchEngine } from "../../../src-main/core/search/engine.ts";
import { makeLibrary, type Library } from "./library.ts";

let library: Library;
beforeAll(async () => {
  library = await makeLibrary({
    "docs/rope.md": "# Rope\n\nA rope and a hook.\n",
    "docs/hook.md": "# Hook\n\nA hook without the other.\n",
    "src/rope.ts": "/** Ties a rope. */\nexport function tie(): void {}\n",
  });
});
afterAll(() => library.close());

test.each([
  "rope",
  "rope hook",
  "rope absent",
  "rope hook sort:newest",
  "rope absent sort:newest",
  '"a rope" hook',
  "type:code",
  "lang:typescript rope",
  "absent",
  "",
])("facets alone are those of the search: %s", async (text) => {
  const { facets } = await library.search(text, { facets: true });
  expect(await library.engine.facets({ text }, new AbortController().signal)).toEqual(facets);
});

test("types chosen beside the text narrow them too", async () => {
  const { types } = await library.engine.facets({ text: "rope", types: ["code"] }, new AbortController().signal);
  expect(Object.keys(types)).toEqual(["code"]);
});

test("facets counted in parts are those counted at once, and are given up between two parts", async () => {
  const words = ["rope", "hook", "rope hook"];
  const texts = Array.from({ length: 30 }, (_, at) => [`notes/${at}.md`, `# Note ${at}\n\nA ${words[at % 3] ?? ""}.\n`] as const);
  const own = await makeLibrary({ ...Object.fromEntries(texts), "src/rope.rs": "fn rope() {}\n" });
  const never = new AbortController().signal;
  const inParts = createSearchEngine(own.store, { countedAtOnce: 4 });
  for (const text of ["rope", "rope hook", "rope type:code", "type:doc", "rope nothing", ""])
    expect(await inParts.facets({ text }, never), text).toEqual(await own.engine.facets({ text }, never));

  let parts = 0;
  const withdrawn = new AbortController();
  const facetCounts: typeof own.store.facetCounts = (query) => {
    if (++parts === 2) withdrawn.abort();
    return own.store.facetCounts(query);
  };
  const engine = createSearchEngine({ ...own.store, facetCounts }, { countedAtOnce: 4 });
  await expect(engine.facets({ text: "rope" }, withdrawn.signal)).rejects.toThrow(/abort/i);
  expect(parts).toBe(2);
  await own.close();
});
