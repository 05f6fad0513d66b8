import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createLineHistories } from "../../../src-main/core/biography/line-histories.ts";
import { lineHistory } from "../../../src-main/core/git/line-history.ts";
import { createSampleRepository, type FixtureRepository } from "../../support/fixture-repository.ts";

let repository: FixtureRepository;
let followed: string[];
const histories = () =>
  createLineHistories((options) => {
    followed.push(`${options.path}:${options.lines.start}-${options.lines.end}`);
    return lineHistory(options);
  });
const question = (text: string, line: number) => ({
  root: repository.root,
  path: "keeper.txt",
  text,
  lines: { start: line, end: line },
  limit: 10,
});
const commit = (text: string): string => {
  writeFileSync(join(repository.root, "keeper.txt"), text);
  repository.git("add", "keeper.txt");
  repository.git("commit", "-q", "-m", "Keep");
  return repository.git("rev-parse", "HEAD");
};

beforeEach(() => {
  repository = createSampleRepository();
  followed = [];
});
afterEach(() => repository.remove());

test("lines are followed once for each commit that HEAD has been", async () => {
  const first = commit("one\ntwo\n");
  const { read } = histories();
  expect(await read(question("one\ntwo\n", 2))).toMatchObject([{ hash: first, added: 1 }]);
  await read(question("one\ntwo\n", 2));
  expect(followed).toEqual(["keeper.txt:2-2"]);
  const second = commit("one\nzwei\n");
  expect(await read(question("one\nzwei\n", 2))).toMatchObject([{ hash: second }, { hash: first }]);
  expect(followed).toHaveLength(2);
});

test("lines that moved in the file as it lies here are asked for where they are committed", async () => {
  commit("one\ntwo\n");
  const { read } = histories();
  await read(question("zero\none\ntwo\n", 3));
  await read(question("one\ntwo\n", 2));
  expect(followed).toEqual(["keeper.txt:2-2"]);
});

test("what is not committed is said, and a failure is tried again", async () => {
  expect(await histories().read(question("one\n", 1))).toBe("file-uncommitted");
  commit("one\n");
  expect(await histories().read(question("zero\none\n", 1))).toBe("lines-uncommitted");
  let tries = 0;
  const failing = createLineHistories(() => {
    tries += 1;
    return Promise.reject(new Error("no git today"));
  });
  for (let n = 0; n < 2; n++) await expect(failing.read(question("one\n", 1))).rejects.toThrow("no git today");
  expect(tries).toBe(2);
});
