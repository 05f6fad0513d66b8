/** The model of a new library is trained on what its first run reads on the way; any other's on what the store holds. */
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openSqliteReader } from "../../src-main/core/store/sqlite/sqlite-reader.ts";
import { createSampleRepository, type FixtureRepository } from "../support/fixture-repository.ts";
import { startTestCore, type TestCore } from "../support/test-core.ts";

let repository: FixtureRepository;
beforeAll(() => {
  repository = createSampleRepository();
  for (let n = 0; n < 150; n++) {
    repository.write(
      `notes/${n}.md`,
      `# Note ${n}\n\nThe keeper of lamp ${n % 7} saw ${n % 5} ships.\n\n## Later\n\nFog over mile ${n % 11}.\n`,
    );
  }
});
afterAll(() => repository.remove());

/** Indexes in steps, and gives the model, the vectors by passage, and how many passages a run gave vectors. */
async function trained(steps: (core: TestCore) => Promise<number>) {
  const core = await startTestCore();
  try {
    const vectorsWritten = await steps(core);
    const reader = openSqliteReader(join(core.home, "knowledge.db"));
    const [space] = await reader.listSpaces();
    const model = await reader.readSpaceModel(space?.id ?? "");
    const vectors = await reader.vectorPage(space?.id ?? "", -1, 10_000);
    const passages = await reader.passageCount();
    reader.close();
    return { state: space?.state, trainedOn: space?.trainedOn, model, vectors, passages, vectorsWritten };
  } finally {
    await core.stop();
  }
}

test("and both are the same, as are all vectors", async () => {
  const onTheWay = await trained(async (core) => (await core.index(repository.root)).report.vectorsWritten);
  const fromStore = await trained(async (core) => {
    // Too few passages to train on, and no empty library any more.
    const { repositoryId, runId } = await core.client.call("library.add", { path: repository.root, exclude: ["*.md", "*.rs"] });
    expect(await core.settle([runId])).toMatchObject([{ state: "done", vectorsWritten: 0 }]);
    await core.client.call("library.setRules", { repositoryId, exclude: [], include: [] });
    return (await core.index(repository.root)).report.vectorsWritten;
  });
  expect(onTheWay).toMatchObject({ state: "active", trainedOn: onTheWay.passages });
  expect(onTheWay.vectorsWritten).toBe(onTheWay.vectors.length);
  expect(onTheWay.vectors.length).toBeGreaterThan(300);
  expect(fromStore.model).toEqual(onTheWay.model);
  expect(fromStore.vectors).toEqual(onTheWay.vectors);
});
