import { expect, test } from "vitest";
import { openSqliteReader } from "../../../src-main/core/store/sqlite/sqlite-reader.ts";
import { makeLibrary } from "../search/library.ts";

test("terms alike are those of the index, whatever was asked before, also after the library has changed", async () => {
  const library = await makeLibrary({ "a.md": "# A\n\nrope ropes roped roper harbour robe größe\n", "b.md": "# B\n\nrope hook harbor\n" });
  const { path } = library;
  const reader = openSqliteReader(path);
  const compare = async (): Promise<void> => {
    for (const [token, difference] of [
      ["rope", 1],
      ["rop", 0],
      ["harbou", 2],
      ["ro", 2],
      ["x", 1],
      ["größ", 1],
    ] as const)
      expect(await reader.termsLike(token, difference), token).toEqual(await library.store.termsLike(token, difference));
  };
  await compare();
  expect(await reader.termsLike("rope", 1)).not.toEqual([]);
  await library.store.removeDocuments((await library.store.findDocuments("b.md", 1)).map(({ id }) => id));
  await compare();
  reader.close();
  await library.close();
});
