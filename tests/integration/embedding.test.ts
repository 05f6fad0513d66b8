import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { CoreClient } from "../../src-shared/contract/index.ts";
import { bodyOf, startServer, type LocalServer } from "../support/embedding/local-server.ts";
import { floats, safetensors, tinyTokenizer } from "../support/embedding/tiny-models.ts";
import { createRepository, type FixtureRepository } from "../support/fixture-repository.ts";
import { startTestCore, type TestCore } from "../support/test-core.ts";

let home: string;
let core: TestCore;
let client: CoreClient;
let repository: FixtureRepository;
let server: LocalServer | null = null;

async function open(): Promise<void> {
  core = await startTestCore({ home });
  client = core.client;
}

beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), "verdigris-embedding-"));
  repository = createRepository("harbour");
  repository.write("docs/boats.md", "# Vessels\n\nThe vessel is moored at the quay.\n");
  repository.write("docs/weather.md", "# Weather\n\nRain comes from the west.\n");
  for (let n = 0; n < 30; n++) repository.write(`docs/note-${n}.md`, `# Note ${n}\n\nRain and quay, number ${n} of the west.\n`);
  repository.commit("Start");
  await open();
});
afterEach(async () => {
  await core.stop();
  await server?.close();
  server = null;
  repository.remove();
  rmSync(home, { recursive: true, force: true });
});

async function index(): Promise<void> {
  expect((await core.index(repository.root)).report.state).toBe("done");
}

/** A model to which a boat and a vessel are the same thing: what words alone cannot know. */
function synonymModel(): string {
  const folder = join(home, "given-synonyms");
  mkdirSync(folder);
  writeFileSync(join(folder, "tokenizer.json"), JSON.stringify(tinyTokenizer(["boat", "vessel", "rain", "quay", "a", "sentence"])));
  const table = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 9, 0, 0, 9, 0, 0, 0, 1, 0, 0, 0, 1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1];
  writeFileSync(join(folder, "model.safetensors"), Buffer.from(safetensors({ embeddings: floats([10, 3], table) })));
  return folder;
}

const firstPath = async (text: string) => (await client.call("search.query", { text, mode: "semantic" })).results[0]?.path;
const active = async () => (await client.call("embedding.status", {})).spaces.find(({ state }) => state === "active");

describe("a model of one's own", () => {
  test("is built beside the built-in one, serves, and can be rolled back", async () => {
    await index();
    expect(await active()).toMatchObject({ modelId: "builtin" });
    const { id } = await client.call("embedding.import", { path: synonymModel() });
    await client.call("embedding.choose", { id });
    await client.call("embedding.settle", {});
    expect(await active()).toMatchObject({ modelId: id, dimensions: 3 });
    expect(await firstPath("boat")).toBe("docs/boats.md");

    await client.call("embedding.rollback", {});
    await client.call("embedding.settle", {});
    expect(await active()).toMatchObject({ modelId: "builtin" });
    expect((await client.call("settings.get", {})).values["embedding.model"]).toBe("builtin");
    const retired = (await client.call("embedding.status", {})).spaces.find(({ state }) => state === "retired");
    await client.call("embedding.removeSpace", { id: retired?.id ?? "" });
    expect((await client.call("embedding.status", {})).spaces).toHaveLength(1);
    expect(await client.call("network.list", {})).toEqual([]);
  });

  test("learns of passages that come later", async () => {
    await index();
    const { id } = await client.call("embedding.import", { path: synonymModel() });
    await client.call("embedding.choose", { id });
    await client.call("embedding.settle", {});
    repository.write("docs/fleet.md", "# Fleet\n\nvessel vessel vessel\n");
    repository.write("docs/boats.md", "# Nothing\n\nGone.\n");
    await index();
    await client.call("embedding.settle", {});
    expect(await firstPath("boat")).toBe("docs/fleet.md");
  });

  test("cut off in the middle, goes on from what was saved", async () => {
    await index();
    const { id } = await client.call("embedding.import", { path: synonymModel() });
    await client.call("embedding.pause", {});
    await client.call("embedding.choose", { id });
    await core.stop();
    await open();
    await client.call("embedding.settle", {});
    expect(await active()).toMatchObject({ modelId: id });
    expect(await firstPath("boat")).toBe("docs/boats.md");
  });

  test("that is gone leaves words in charge, and says why", async () => {
    await index();
    const { id } = await client.call("embedding.import", { path: synonymModel() });
    await client.call("embedding.choose", { id });
    await client.call("embedding.settle", {});
    await expect(client.call("embedding.removeModel", { id })).rejects.toThrow(/in use/);
    await core.stop();
    rmSync(join(home, "models", id), { recursive: true });
    await open();
    await expect(client.call("embedding.settle", {})).rejects.toThrow(/not installed/);
    expect((await client.call("embedding.status", {})).build).toMatchObject({ state: "failed" });
    expect((await client.call("search.query", { text: "moored vessel" })).results[0]?.path).toBe("docs/boats.md");
  });
});

describe("an endpoint", () => {
  test("embeds passages and queries, each request in the ledger; when it is gone, words answer", async () => {
    const asked: string[][] = [];
    server = await startServer((request, response) => {
      void bodyOf(request).then((body) => {
        const { input } = JSON.parse(body) as { input: string[] };
        asked.push(input);
        const data = input.map((text, at) => ({ index: at, embedding: /\bboat\b|vessel/i.test(text) ? [1, 0] : [0, 1] }));
        response.end(JSON.stringify({ data }));
      });
    });
    await index();
    await client.call("settings.set", { changes: { "embedding.endpoint_url": `${server.url}/v1`, "embedding.endpoint_model": "tiny" } });
    expect(await client.call("embedding.testEndpoint", {})).toMatchObject({ dimensions: 2 });
    await client.call("embedding.choose", { id: "endpoint" });
    await client.call("embedding.settle", {});
    expect(await active()).toMatchObject({ modelId: "endpoint", dimensions: 2 });
    expect(await firstPath("boat")).toBe("docs/boats.md");
    expect(asked.at(-1)).toEqual(["boat"]);
    const ledger = await client.call("network.list", {});
    expect(ledger.length).toBe(server.requests.length);
    expect(ledger[0]).toMatchObject({ host: new URL(server.url).host, method: "POST", reason: "Embedding endpoint", status: 200 });
    expect(ledger[0]?.bytesReceived).toBeGreaterThan(10);

    await server.close();
    server = null;
    expect((await client.call("search.query", { text: "moored quay vessel" })).results[0]?.path).toBe("docs/boats.md");
  });

  test("that is not set, or not there, changes nothing", async () => {
    await index();
    await expect(client.call("embedding.choose", { id: "endpoint" })).rejects.toThrow(/No embedding endpoint is set/);
    await expect(client.call("embedding.testEndpoint", { url: "http://127.0.0.1:9/v1", model: "x" })).rejects.toThrow(/does not answer/);
    expect(await active()).toMatchObject({ modelId: "builtin" });
  });
});

test("the registry's models are offered, with size and licence, and none is there before it is asked for", async () => {
  const { models } = await client.call("embedding.status", {});
  const offered = models.filter(({ kind }) => kind === "static" || kind === "onnx");
  expect(offered.length).toBeGreaterThanOrEqual(4);
  for (const model of offered)
    expect(model).toMatchObject({ installed: false, chosen: false, licence: expect.stringMatching(/MIT|Apache/) as string });
});
