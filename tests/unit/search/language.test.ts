import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { REPOSITORY, makeLibrary, type Library } from "./library.ts";

const HASH = { old: "1".repeat(40), recent: `${"2".repeat(39)}a` };

const session = (id: string, agent: string, branch: string, body: readonly string[]) =>
  [
    `# Session: work of ${agent}`,
    `**ID**: ${id}`,
    `**Started**: 2026-0${id.slice(5, 6)}-10T10:10:10Z`,
    `**LLM**: ${agent}`,
    `**Git Branch**: ${branch}`,
    "",
    "## Activity Log",
    "### 10:20 - Update (covering since session start)",
    "",
    ...body,
  ].join("\n");

let library: Library;
beforeAll(async () => {
  library = await makeLibrary(
    {
      "src/lamp.rs": "/// Turns the lamp.\npub fn rotate_lamp(speed: u32) -> u32 {\n    speed * 2\n}\n",
      "src/horn.ts": "export function soundHorn(times: number): number {\n  return times + 42;\n}\n",
      "docs/lamp.md": "# Lamp\n\nThe lamp turns twice a minute.\n\n## Café\n\nThe naïve façade serves coffee.\n",
      "docs/jp.md": "# 灯台\n\n灯台の光は遠くまで届く。\n",
      "layer/sessions/20260110-101010.md": session("20260110-101010", "claude", "main", [
        "**Key Decisions:**",
        "- Keep the lamp electric because oil smokes",
      ]),
      "layer/sessions/20260210-101010.md": session("20260210-101010", "gemini", "horn-work", ["**Challenges:**", "- The lamp horn rusts"]),
    },
    [
      { hash: HASH.old, subject: "Light the lamp", authorName: "Ada Lovelace", committedAt: "2025-06-01T00:00:00Z", tags: ["v1.0"] },
      { hash: HASH.recent, subject: "Polish the lamp", authorName: "Grace Hopper", committedAt: "2026-02-20T00:00:00Z" },
    ],
  );
});
afterAll(() => library.close());

const found = async (text: string) => (await library.paths(text)).toSorted();

describe("fields", () => {
  test("narrow, alone and negated", async () => {
    expect(await found("lamp lang:rust")).toEqual(["src/lamp.rs"]);
    expect(await found("lamp type:commit author:ada")).toEqual([HASH.old]);
    expect(await found("lamp type:commit -author:ada")).toEqual([HASH.recent]);
    expect(await found("lamp tag:v1")).toEqual([HASH.old]);
    expect(await found("lamp agent:gemini")).toEqual(["layer/sessions/20260210-101010.md"]);
    expect(await found("lamp branch:horn*")).toEqual(["layer/sessions/20260210-101010.md"]);
    expect(await found("lamp branch:HORN-WORK")).toEqual(["layer/sessions/20260210-101010.md"]);
    expect(await found("lamp has:decision")).toEqual(["layer/sessions/20260110-101010.md"]);
    expect(await found("lamp path:docs")).toEqual(["docs/lamp.md"]);
    expect(await found("lamp -path:docs -type:commit -path:layer")).toEqual(["src/lamp.rs"]);
    expect(await found("symbol:rotate_lamp")).toEqual(["src/lamp.rs"]);
    expect(await found("lamp type:commit after:2026-01")).toEqual([HASH.recent]);
    expect(await found("lamp type:commit -after:2026-01")).toEqual([HASH.old]);
  });

  test("narrow to what is starred, alone, in groups and left out", async () => {
    const document = (await library.store.findDocument(REPOSITORY, "docs/lamp.md"))!;
    const star = {
      key: `document:${document.id}`,
      type: "doc",
      repositoryId: REPOSITORY,
      documentId: document.id,
      passageId: null,
    } as const;
    const state = { sessionId: null, path: document.path, title: "", starred: true, clock: 1, at: "2026-02-01T00:00:00Z" };
    await library.store.saveStars([{ ...star, ...state }]);
    expect(await found("is:starred")).toEqual(["docs/lamp.md"]);
    expect(await found("lamp is:starred")).toEqual(["docs/lamp.md"]);
    expect(await found("horn is:starred")).toEqual([]);
    expect(await found("lamp (is:starred OR path:src)")).toEqual(["docs/lamp.md", "src/lamp.rs"]);
    expect(await found("lamp -is:starred")).not.toContain("docs/lamp.md");
    expect(await found("lamp is:archived")).toEqual([]);
    expect((await library.search("lamp is:starred")).notes).toEqual([]);
    await library.store.saveStars([{ ...star, ...state, starred: false, clock: 2 }]);
    expect(await found("is:starred")).toEqual([]);
  });

  test("order and limit", async () => {
    expect(await library.paths("lamp type:commit sort:newest")).toEqual([HASH.recent, HASH.old]);
    expect(await library.paths("lamp type:commit sort:oldest")).toEqual([HASH.old, HASH.recent]);
    expect(await library.paths("lamp type:commit sort:oldest count:1")).toEqual([HASH.old]);
    expect(await library.paths("type:commit sort:oldest")).toEqual([HASH.old, HASH.recent]);
  });
});

test("what is listed by date is not the newest passages but the newest documents, however long they are", async () => {
  const long = Array.from({ length: 1500 }, (_, n) => `## Part ${n}\n\nRope ${n}.`).join("\n\n");
  const many = await makeLibrary({ "a.md": long, "b.md": "# Short\n\nRope.\n", "c.md": `${long}\n\n## Last\n` });
  for (const query of ["type:doc", "rope sort:newest", "/Rope/"])
    expect((await many.paths(query)).toSorted()).toEqual(["a.md", "b.md", "c.md"]);
  expect(await many.search("type:doc", { limit: 2 })).toMatchObject({ more: true });
  expect(await many.search("type:doc", { limit: 3 })).toMatchObject({ more: false });
  await many.close();
});

test("without a letter or a digit the newest come, and a note says why", async () => {
  for (const text of ["***", "🎉 --", '"->"']) {
    expect(await library.search(text)).toMatchObject({ notes: [{ message: expect.stringContaining("no letter or digit") as string }] });
  }
  for (const text of ["lamp ->", "type:commit", "/lamp/ *", ""]) expect((await library.search(text)).notes).toEqual([]);
});

describe("OR, groups and negation", () => {
  test("join fields and words in any way", async () => {
    expect(await found("lamp (lang:rust OR author:grace)")).toEqual([HASH.recent, "src/lamp.rs"]);
    expect(await found("lang:rust OR lang:typescript")).toEqual(["src/horn.ts", "src/lamp.rs"]);
    expect(await found("lamp (author:ada OR polish)")).toEqual([HASH.old, HASH.recent]);
    expect(await found("type:commit -(author:ada OR author:grace)")).toEqual([]);
    expect(await found("type:commit -(author:ada lamp)")).toEqual([HASH.recent]);
    expect(await found("(turns -minute) path:docs")).toEqual([]);
    expect(await found("(light -oil) OR (polish -horn)")).toEqual([HASH.old, HASH.recent]);
  });

  test("a word left out alone leaves it out of everything", async () => {
    expect(await found("type:commit -polish")).toEqual([HASH.old]);
  });
});

describe("regular expressions", () => {
  test("find alone, with words, and what they exclude", async () => {
    expect(await found("/times \\+ \\d+/")).toEqual(["src/horn.ts"]);
    expect(await found("lamp /TURNS TWICE/i")).toEqual(["docs/lamp.md"]);
    expect(await found("lamp type:commit -/^Polish/")).toEqual([HASH.old]);
  });

  test("highlight exactly what matched", async () => {
    const [result] = (await library.search("/times \\+ \\d+/")).results;
    expect(result?.highlights.map(({ start, end }) => result.snippet.slice(start, end))).toEqual(["times + 42"]);
  });

  test("that have no linear form are left out with a note", async () => {
    const { notes } = await library.search("lamp /(?<=a)b/");
    expect(notes).toEqual([{ range: { start: 5, end: 14 }, message: expect.stringContaining("Look-around") }]);
  });
});

describe("a word in quotes", () => {
  test("must hold, by its stem, where a bare word is only preferred", async () => {
    expect(await found("lamp oil")).toContain("docs/lamp.md");
    expect(await found('lamp "smoke"')).toEqual(["layer/sessions/20260110-101010.md"]);
    expect(await found('lamp "minute"')).toEqual(["docs/lamp.md"]);
    const before = new Set(await found("lamp horn"));
    const after = await found('lamp horn "rusts"');
    expect(after.length).toBeGreaterThan(0);
    expect(after.every((path) => before.has(path))).toBe(true);
  });
});

describe("what must hold and what is left out", () => {
  test("binds definitions too, which are found by their name", async () => {
    expect(await found("rotate_lamp")).toEqual(["src/lamp.rs"]);
    expect(await found('rotate_lamp "speed"')).toEqual(["src/lamp.rs"]);
    expect(await found('rotate_lamp "smoke"')).toEqual([]);
    expect(await found("rotate_lamp -speed")).toEqual([]);
    expect(await found("rotate_lamp /turns twice/")).toEqual([]);
    expect(await found("rotate_lamp -/speed \\* 2/")).toEqual([]);
    expect(await found("tate_la -speed")).toEqual([]);
  });

  test("binds what is found by meaning", async () => {
    const passages = (await library.search("lamp", { group: "passage" })).results;
    const vector = Float32Array.of(1, 0, 0, 0);
    await library.store.createSpace(
      { id: "test", embedder: "test", dimensions: 4, trainedOn: 0, state: "building", createdAt: "2026-01-01T00:00:00Z" },
      null,
    );
    await library.store.saveVectors(
      "test",
      passages.map(({ passageId }) => ({ passageId, vector })),
    );
    await library.store.activateSpace("test");
    const queryVector = { space: "test", vector };
    const means = async (text: string) =>
      (await library.search(text, { mode: "semantic", queryVector })).results.map((result) => result.path).toSorted();
    expect(await means("brightness")).toContain("src/lamp.rs");
    expect(await means("brightness -speed")).not.toContain("src/lamp.rs");
    expect(await means("brightness -speed")).toContain("docs/lamp.md");
    const meaningOf = async (semanticWeight: number) => {
      const { results } = await library.search("brightness", { queryVector, semanticWeight });
      const parts = results.flatMap(({ explanation }) => explanation?.parts ?? []);
      const sum = (label: RegExp) => parts.filter((part) => label.test(part.label)).reduce((total, part) => total + part.value, 0);
      return { meaning: sum(/^meaning$/), words: sum(/^words$/) };
    };
    expect(await meaningOf(0)).toMatchObject({ meaning: 0 });
    expect(await meaningOf(1)).toMatchObject({ words: 0 });
    expect((await meaningOf(0.5)).meaning).toBeGreaterThan((await meaningOf(0.1)).meaning);
    const [first] = passages;
    const similar = await library.engine.similar({ passageId: first?.passageId ?? 0 }, 10);
    expect(similar.by).toBe("meaning");
    expect(similar.results.length).toBeGreaterThan(0);
    expect(similar.results.map(({ documentId }) => documentId)).not.toContain(first?.documentId);
    for (const { score, explanation } of similar.results) {
      expect(explanation?.parts[0]?.label).toBe("meaning");
      expect((explanation?.parts ?? []).reduce((sum, part) => sum + part.value, 0)).toBeCloseTo(score, 9);
    }
    await library.store.removeSpace("test");
  });
});

describe("by passage", () => {
  test("every passage is a result, best first, and its parts add up", async () => {
    const { results } = await library.search("lamp session:20260110", { group: "passage" });
    expect(new Set(results.map((result) => result.path))).toEqual(new Set(["layer/sessions/20260110-101010.md"]));
    expect(new Set(results.map((result) => result.passageId)).size).toBe(results.length);
    const [whole] = (await library.search("lamp session:20260110")).results;
    expect(results.length).toBe(1 + (whole?.alsoIn.length ?? 0));
    for (const [index, { score, explanation }] of results.entries()) {
      expect(score).toBeLessThanOrEqual(results[index - 1]?.score ?? Infinity);
      expect((explanation?.parts ?? []).reduce((sum, part) => sum + part.value, 0)).toBeCloseTo(score, 9);
    }
  });
});

describe("any script and spelling", () => {
  test("accents may be left out, CJK is found inside a run", async () => {
    expect(await found("cafe naive")).toEqual(["docs/lamp.md"]);
    expect(await found("façade")).toEqual(["docs/lamp.md"]);
    expect(await found("灯台")).toEqual(["docs/jp.md"]);
    expect(await found("遠くまで")).toEqual(["docs/jp.md"]);
  });
});

describe("what nothing holds", () => {
  test("is suggested in another spelling and never searched instead", async () => {
    const response = await library.search("elektric lamp");
    expect(response.suggestion).toBe("electric lamp");
    expect(response.relaxed).toBe(true);
    expect((await library.search("rotaet_lamp")).suggestion).toBe("rotate_lamp");
    expect((await library.search("rotaet:lamp quuxq")).suggestion).toBe("rotate:lamp quuxq");
    expect((await library.search("polsh")).suggestion).toBe("polish");
    expect((await library.search("Polsh")).suggestion).toBe("Polish");
    expect((await library.search("lamp")).suggestion).toBeNull();
    expect((await library.search("qqqqqqqq")).suggestion).toBeNull();
  });

  test("is found inside names", async () => {
    expect(await found("tate_la")).toEqual(["src/lamp.rs"]);
    expect(await found("undHor")).toEqual(["src/horn.ts"]);
    expect(await found("undHor lang:rust")).toEqual([]);
  });
});

describe("what is pasted", () => {
  test("goes straight there: hash, session id, path, address", async () => {
    const first = async (text: string) => (await library.paths(text))[0];
    expect(await first(HASH.old)).toBe(HASH.old);
    expect(await first(HASH.old.slice(0, 9))).toBe(HASH.old);
    expect(await first("20260110-101010")).toBe("layer/sessions/20260110-101010.md");
    expect(await first("src/lamp.rs")).toBe("src/lamp.rs");
    expect(await first("lamp.rs:12")).toBe("src/lamp.rs");
    expect(await first("https://github.com/someone/demo/blob/main/src/horn.ts#L2")).toBe("src/horn.ts");
    expect(await first(`https://github.com/someone/demo/commit/${HASH.recent}`)).toBe(HASH.recent);
    expect(await first("https://github.com/another/demo/blob/main/src/horn.ts")).not.toBe("src/horn.ts");
  });
});
