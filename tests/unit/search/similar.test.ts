import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { SimilarPlace } from "../../../src-shared/contract/search.ts";
import { makeLibrary, type Library } from "./library.ts";

let library: Library;

beforeAll(async () => {
  library = await makeLibrary({
    "docs/limits.md": "# Limits\n\nHow many requests a minute a client may send.\n\n## Foghorn\n\nThe foghorn sounds in fog.\n",
    "docs/throttle.md": "# Throttle\n\nA client that sends more requests in a minute is throttled.\n",
    "docs/fog.md": "# Fog\n\nIn fog the foghorn sounds twice.\n",
    "src/keys.rs": "pub fn keys() -> u32 {\n    7\n}\n",
  });
});
afterAll(() => library.close());

const similar = (place: SimilarPlace) => library.engine.similar(place, 10);
const documentOf = async (path: string): Promise<number> => {
  const found = (await library.search(path)).results[0];
  if (found?.path !== path) throw new Error(`no ${path}`);
  return found.documentId;
};

describe("similar to a place", () => {
  test("takes the passage at the line, and leaves its document out", async () => {
    const documentId = await documentOf("docs/limits.md");
    const limits = await similar({ documentId, line: 3 });
    expect(limits.to?.title).toBe("Limits");
    expect(limits.results[0]?.path).toBe("docs/throttle.md");
    const foghorn = await similar({ documentId, line: 7 });
    expect(foghorn.to?.title).toBe("Foghorn");
    expect(foghorn.results[0]?.path).toBe("docs/fog.md");
    for (const { results } of [limits, foghorn]) expect(results.map((result) => result.path)).not.toContain("docs/limits.md");
  });

  test("without a line it is the first passage, past the end the last", async () => {
    const documentId = await documentOf("docs/limits.md");
    expect((await similar({ documentId })).to?.title).toBe("Limits");
    expect((await similar({ documentId, line: 900 })).to?.title).toBe("Foghorn");
  });

  test("says how it was found, and the parts add up", async () => {
    const { by, results } = await similar({ documentId: await documentOf("docs/limits.md"), line: 3 });
    expect(by).toBe("words"); // Nothing has a vector here.
    expect(results.length).toBeGreaterThan(0);
    for (const { score, explanation } of results) {
      const sum = (explanation?.parts ?? []).reduce((total, part) => total + part.value, 0);
      expect(sum).toBeCloseTo(score, 9);
      expect(score).toBeGreaterThan(0);
    }
  });

  test("of nothing is nothing", async () => {
    const nothing = { to: null, by: "words", results: [] };
    expect(await similar({ passageId: 1 })).toEqual(nothing);
    expect(await similar({ documentId: 1, line: 3 })).toEqual(nothing);
    expect(await similar({ sessionId: "nowhere/1" })).toEqual(nothing);
  });
});
