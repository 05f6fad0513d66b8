import { expect, test } from "vitest";
import { keepingReads } from "../../../src-main/core/search/kept-reads.ts";
import { makeLibrary } from "./library.ts";

test("what was read is read once until the library changes, in the order asked, and nothing is invented", async () => {
  const library = await makeLibrary({ "a.md": "# A\n\nA rope.\n", "b.md": "# B\n\nA hook.\n" });
  const { store } = library;
  let version = 1;
  const read: number[][] = [];
  const reader = keepingReads({
    ...store,
    dataVersion: () => version,
    readTokens: (ids) => (read.push([...ids]), store.readTokens(ids)),
  });
  const ids = (await store.newestCandidates({}, 10)).map(({ passageId }) => passageId ?? 0);
  const [first = 0, second = 0] = ids;
  expect(ids).toHaveLength(2);

  expect(await reader.readTokens([first])).toEqual(await store.readTokens([first]));
  expect(await reader.readTokens([second, 404, first])).toEqual(await store.readTokens([second, first]));
  expect(await reader.readTokens([first, second])).toEqual(await store.readTokens([first, second]));
  expect(read).toEqual([[first], [second, 404]]);

  version = 2;
  expect(await reader.readTokens([first])).toEqual(await store.readTokens([first]));
  expect(read.at(-1)).toEqual([first]);

  const documents = (await store.readPassages(ids)).map(({ documentId }) => documentId);
  expect(await reader.documentPlaces(documents)).toEqual(await store.documentPlaces(documents));
  expect(await reader.documentPlaces(documents.toReversed())).toEqual(await store.documentPlaces(documents.toReversed()));
  await library.close();
});
