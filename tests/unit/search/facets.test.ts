import { afterAll, beforeAll, expect, test } from "vitest";
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
