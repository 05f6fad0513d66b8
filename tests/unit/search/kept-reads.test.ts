import { expect, test } from "vitest";
import { keepingReads } from "../../../src-main/core/search/kept-reads.ts";
import { makeLibrary } from "./library.ts";

test("what was read is read once until its document changes, in the order asked, and nothing is invented", async () => {
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

  // Something was committed, but no document.
  version = 2;
  expect(await reader.readTokens([first, second])).toEqual(await store.readTokens([first, second]));
  expect(read).toHaveLength(2);

  const [changed] = await store.readPassages([first]);
  const [write] = await store.exportDocuments([changed?.documentId ?? 0]);
  if (write === undefined) throw new Error("The document is not there.");
  const passages = write.passages.map((passage) => ({ ...passage, text: "A knot.", tokens: { ...passage.tokens, text: "knot" } }));
  await store.replaceDocuments([{ ...write, passages }]);
  version = 3;
  expect(await reader.readTokens([first, second])).toEqual(await store.readTokens([first, second]));
  expect((await reader.readTokens([first]))[0]?.tokens.text).toBe("knot");
  expect(read.slice(2)).toEqual([[first]]);

  await store.removeDocuments([changed?.documentId ?? 0]);
  version = 4;
  expect(await reader.readTokens([first, second])).toEqual(await store.readTokens([second]));

  const documents = (await store.readPassages(ids)).map(({ documentId }) => documentId);
  expect(await reader.documentPlaces(documents)).toEqual(await store.documentPlaces(documents));
  expect(await reader.documentPlaces(documents.toReversed())).toEqual(await store.documentPlaces(documents.toReversed()));
  await library.close();
});
