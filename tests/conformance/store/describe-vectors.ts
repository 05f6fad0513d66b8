import { describe, expect, test } from "vitest";
import type { EmbeddingSpace } from "../../../src-main/core/store/vector-reads.ts";
import { clusteredVectors, cosine } from "../../unit/vectors/support.ts";
import { benchOf } from "./bench-of.ts";
import type { Column } from "./columns.ts";
import { code, draft, file, REPOSITORY } from "./library.ts";

const SPACE: EmbeddingSpace = {
  id: "space'1; --",
  embedder: "test",
  dimensions: 8,
  trainedOn: 0,
  createdAt: "2026-01-01T00:00:00Z",
  state: "building",
};

export function describeVectors(column: Column): void {
  describe("vectors", () => {
    const { store } = benchOf(column);
    const vectors = clusteredVectors(60, 8);
    const vectorOf = (index: number): Float32Array => vectors.slice(index * 8, index * 8 + 8);

    async function fill(): Promise<number[]> {
      const writes = [
        file(
          "a.md",
          Array.from({ length: 50 }, (_, index) => draft(`doc ${index}`)),
        ),
        code(
          "b.rs",
          Array.from({ length: 10 }, (_, index) => `f${index}`),
        ),
      ];
      await store().replaceDocuments(writes);
      await store().createSpace(SPACE, null);
      await store().activateSpace(SPACE.id);
      const ids = writes.flatMap(({ passages }) => passages.map(({ id }) => id));
      await store().saveVectors(
        SPACE.id,
        ids.map((passageId, index) => ({ passageId, vector: vectorOf(index) })),
      );
      return ids;
    }

    test("are found by cosine, exactly, with and without a filter", async () => {
      const ids = await fill();
      const query = vectorOf(7);
      const expected = ids.map((id, index) => ({ id, score: cosine(query, vectorOf(index)) })).toSorted((a, b) => b.score - a.score);
      const found = await store().vectorCandidates({ space: SPACE.id, vector: query, filter: {}, limit: 10 });
      expect(found.map(({ passageId }) => passageId)).toEqual(expected.slice(0, 10).map(({ id }) => id));
      found.forEach(({ score }, index) => expect(score).toBeCloseTo(expected[index]?.score ?? 0, 4));
      const codeOnly = await store().vectorCandidates({
        space: SPACE.id,
        vector: query,
        filter: { types: { include: ["code"], exclude: [] } },
        limit: 5,
      });
      expect(codeOnly.map(({ passageId }) => passageId)).toEqual(
        expected
          .filter(({ id }) => ids.indexOf(id) >= 50)
          .slice(0, 5)
          .map(({ id }) => id),
      );
    });

    test("are read as they were saved, in pages and by id", async () => {
      const ids = await fill();
      const pages = [];
      for (let after = -1; ;) {
        const page = await store().vectorPage(SPACE.id, after, 25);
        if (page.length === 0) break;
        pages.push(...page);
        after = page.at(-1)?.passageId ?? 0;
      }
      expect(pages.map(({ passageId }) => passageId)).toEqual(ids.toSorted((a, b) => a - b));
      const [read] = await store().readVectors(SPACE.id, [ids[3] ?? 0, 17]);
      expect(read).toEqual({ passageId: ids[3], vector: vectorOf(3) });
      expect(await store().counts(REPOSITORY.id)).toMatchObject({ vectors: 60 });
      expect(await store().vectorCount()).toBe(60);
    });

    test("of passages that are gone or changed are forgotten, and asked for again", async () => {
      const ids = await fill();
      expect(await store().passagesWithoutVector(SPACE.id, -1, 100)).toEqual([]);
      await store().replaceDocuments([file("a.md", [draft("doc 0"), draft("doc 1 changed", { positionKey: "doc 1" })])]);
      const missing = await store().passagesWithoutVector(SPACE.id, -1, 100);
      expect(missing.map(({ id }) => id)).toEqual([ids[1]]);
      const digests = new Map((await store().passageTokens(-1, 100)).map(({ id, digest }) => [id, digest]));
      expect(await store().passagesMissing(SPACE.id, -1, 100)).toEqual([{ id: ids[1], digest: digests.get(ids[1] ?? 0) }]);
      expect(await store().readVectors(SPACE.id, ids)).toHaveLength(11);
      await store().saveVectors(SPACE.id, [{ passageId: 4242, vector: vectorOf(0) }]);
      expect(await store().readVectors(SPACE.id, [4242])).toEqual([]);
    });

    test("saved twice are replaced", async () => {
      const [id = 0] = await fill();
      await store().saveVectors(SPACE.id, [
        { passageId: id, vector: vectorOf(9) },
        { passageId: id, vector: vectorOf(8) },
      ]);
      expect(await store().readVectors(SPACE.id, [id])).toEqual([{ passageId: id, vector: vectorOf(8) }]);
    });

    test("tell a follower what changed, and when it must read all", async () => {
      const [first = 0, second = 0] = await fill();
      const { revision } = await store().vectorChanges(SPACE.id, Number.MAX_SAFE_INTEGER);
      expect(await store().vectorChanges(SPACE.id, revision)).toEqual({ revision, complete: true, ids: [] });
      await store().saveVectors(SPACE.id, [{ passageId: first, vector: vectorOf(1) }]);
      await store().replaceDocuments([file("a.md", [draft("doc 0")])]);
      const changes = await store().vectorChanges(SPACE.id, revision);
      expect(changes.complete).toBe(true);
      expect(changes.ids).toEqual(expect.arrayContaining([first, second]));
      expect((await store().vectorChanges(SPACE.id, 0)).complete).toBe(false);
    });

    test("live in spaces, which have a model, serve, retire and go", async () => {
      const model = Uint8Array.from({ length: 2_500_000 }, (_, index) => index % 251);
      await store().createSpace(SPACE, model);
      await store().createSpace(SPACE, model);
      await store().createSpace({ ...SPACE, id: "second", createdAt: "2026-01-02T00:00:00Z" }, null);
      expect(Buffer.from((await store().readSpaceModel(SPACE.id)) ?? []).equals(model)).toBe(true);
      expect(await store().readSpaceModel("second")).toBeNull();
      await store().activateSpace(SPACE.id);
      await store().activateSpace("second");
      expect((await store().listSpaces()).map(({ id, state }) => [id, state])).toEqual([
        [SPACE.id, "retired"],
        ["second", "active"],
      ]);
      await store().removeSpace(SPACE.id);
      expect(await store().listSpaces()).toHaveLength(1);
      await expect(async () => store().saveVectors(SPACE.id, [])).rejects.toMatchObject({ code: "not-found" });
      await expect(async () =>
        store().vectorCandidates({ space: "none", vector: vectorOf(0), filter: {}, limit: 1 }),
      ).rejects.toMatchObject({ code: "not-found" });
    });
  });
}
