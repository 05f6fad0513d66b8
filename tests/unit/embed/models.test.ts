import { createHash, randomBytes } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { downloadModel } from "../../../src-main/core/embed/models/download.ts";
import { importModel, listModels, openModel, removeModel, writeManifest } from "../../../src-main/core/embed/models/model-folder.ts";
import { manifestSchema, totalBytes, type RegistryModel } from "../../../src-main/core/embed/models/model-manifest.ts";
import { MODEL_REGISTRY } from "../../../src-main/core/embed/models/registry.ts";
import { startServer, type LocalServer } from "../../support/embedding/local-server.ts";
import { floats, lookupGraph, safetensors, tinyTokenizer } from "../../support/embedding/tiny-models.ts";

let folder = "";
let server: LocalServer | null = null;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "verdigris-models-"))));
afterEach(async () => {
  await server?.close();
  server = null;
  rmSync(folder, { recursive: true, force: true });
});

const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");
const TOKENIZER = Buffer.from(JSON.stringify(tinyTokenizer(["ring", "buffer", "a", "sentence"])));
const WEIGHTS = Buffer.from(safetensors({ embeddings: floats([8, 2], [0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 1, 3, 4, 1, 1]) }));

function modelAt(url: string, weights: Buffer = WEIGHTS): RegistryModel {
  const files = [
    { name: "tokenizer.json", bytes: TOKENIZER.length, sha256: sha256(TOKENIZER) },
    { name: "model.safetensors", bytes: weights.length, sha256: sha256(weights) },
  ];
  return {
    id: "tiny",
    name: "Tiny",
    description: "",
    kind: "static",
    licence: "MIT",
    homepage: "",
    dimensions: 2,
    maxTokens: 512,
    pooling: "mean",
    queryPrefix: "",
    passagePrefix: "",
    files,
    sources: Object.fromEntries(files.map(({ name }) => [name, `${url}/${name}`])),
  };
}

/** Serves the tiny model's files with ranges, and lets a test break one answer. */
async function serve(weights: Buffer, breaks?: (request: IncomingMessage, response: ServerResponse) => boolean): Promise<LocalServer> {
  return startServer((request, response) => {
    if (breaks?.(request, response) === true) return;
    const file = request.url === "/tokenizer.json" ? TOKENIZER : weights;
    const from = Number(/bytes=(\d+)-/.exec(request.headers.range ?? "")?.[1] ?? 0);
    response.writeHead(from > 0 ? 206 : 200, { "content-length": file.length - from }).end(file.subarray(from));
  });
}

const options = (more = {}) => ({ fetch, signal: new AbortController().signal, onProgress: () => undefined, ...more });

describe("the registry", () => {
  test("names, sizes and pins every file of every model", () => {
    for (const model of MODEL_REGISTRY) {
      manifestSchema.parse(model);
      expect(totalBytes(model)).toBeGreaterThan(1_000_000);
      for (const { name } of model.files)
        expect(model.sources[name]).toMatch(/^https:\/\/huggingface\.co\/[^/]+\/[^/]+\/resolve\/[0-9a-f]{40}\//);
    }
    expect(new Set(MODEL_REGISTRY.map(({ id }) => id)).size).toBe(MODEL_REGISTRY.length);
  });
});

describe("a download", () => {
  test("brings every file, reports its progress, and the model runs", async () => {
    server = await serve(WEIGHTS);
    const model = modelAt(server.url);
    mkdirSync(join(folder, "tiny"));
    const progress: number[] = [];
    await downloadModel(model, join(folder, "tiny"), options({ onProgress: (done: number) => progress.push(done) }));
    expect(progress.at(-1)).toBe(totalBytes(model));
    expect(await listModels(folder)).toEqual([]);
    await writeManifest(folder, model);
    expect((await listModels(folder)).map(({ id }) => id)).toEqual(["tiny"]);
    const embedder = await openModel(folder, "tiny", { verify: true, threads: 1 });
    expect([...((await embedder.embedQuery({ tokens: [], text: "a" })) ?? [])].map((value) => Math.round(value * 10))).toEqual([6, 8]);
  });

  test("goes on where a broken one ended", async () => {
    const weights = randomBytes(300_000);
    let broken = true;
    server = await serve(weights, (request, response) => {
      if (!broken || request.url !== "/model.safetensors") return false;
      broken = false;
      response.writeHead(200, { "content-length": weights.length });
      response.write(weights.subarray(0, 100_000), () => setImmediate(() => response.destroy()));
      return true;
    });
    const model = modelAt(server.url, weights);
    await expect(downloadModel(model, folder, options())).rejects.toThrow(/What has arrived is kept/);
    const kept = readFileSync(join(folder, "model.safetensors.part")).length;
    await downloadModel(model, folder, options());
    expect(server.requests.at(-1)?.headers.range).toBe(kept > 0 ? `bytes=${kept}-` : undefined);
    expect(readFileSync(join(folder, "model.safetensors")).equals(weights)).toBe(true);
    expect(existsSync(join(folder, "model.safetensors.part"))).toBe(false);
  });

  test("starts again where the server knows no ranges", async () => {
    server = await startServer((request, response) => void response.end(request.url === "/tokenizer.json" ? TOKENIZER : WEIGHTS));
    writeFileSync(join(folder, "model.safetensors.part"), WEIGHTS.subarray(0, 40));
    await downloadModel(modelAt(server.url), folder, options());
    expect(readFileSync(join(folder, "model.safetensors")).equals(WEIGHTS)).toBe(true);
  });

  test.each([
    ["other bytes", Buffer.from(WEIGHTS.map((byte) => byte ^ 1))],
    ["more bytes", Buffer.concat([WEIGHTS, Buffer.from("more")])],
  ])("of %s than promised keeps nothing", async (_, served) => {
    server = await startServer((request, response) => void response.end(request.url === "/tokenizer.json" ? TOKENIZER : served));
    await expect(downloadModel(modelAt(server.url), folder, options())).rejects.toThrow(/damaged or is not the file/);
    expect(existsSync(join(folder, "model.safetensors"))).toBe(false);
    expect(existsSync(join(folder, "model.safetensors.part"))).toBe(false);
  });

  test("through a blocked network says which host, and that the built-in model serves", async () => {
    await expect(downloadModel(modelAt("http://127.0.0.1:9"), folder, options())).rejects.toThrow(
      /127\.0\.0\.1:9 cannot be reached.*built-in model goes on/,
    );
  });

  test("can be stopped", async () => {
    server = await serve(WEIGHTS);
    const controller = new AbortController();
    controller.abort();
    await expect(downloadModel(modelAt(server.url), folder, options({ signal: controller.signal }))).rejects.toThrow(/abort/i);
  });
});

describe("a model from a folder", () => {
  const given = (): string => {
    const path = join(folder, "given");
    mkdirSync(path, { recursive: true });
    writeFileSync(join(path, "tokenizer.json"), TOKENIZER);
    return path;
  };
  const modelsDir = (): string => join(folder, "models");

  test("is copied, tried and listed, static or ONNX", async () => {
    const path = given();
    writeFileSync(join(path, "model.safetensors"), WEIGHTS);
    const added = await importModel(modelsDir(), { path });
    expect(added).toMatchObject({ kind: "static", dimensions: 2 });
    mkdirSync(join(path, "onnx"));
    writeFileSync(join(path, "onnx/model_quantized.onnx"), lookupGraph(8, 2, [0, 0, 1, 1, 1, 0, 0, 1, 1, 0, 0, 1, 3, 4, 1, 1]));
    writeFileSync(join(path, "config.json"), JSON.stringify({ hidden_size: 2, max_position_embeddings: 64 }));
    expect(await importModel(modelsDir(), { path, queryPrefix: "query: " })).toMatchObject({
      kind: "onnx",
      maxTokens: 64,
      queryPrefix: "query: ",
    });
    expect((await listModels(modelsDir())).map(({ kind }) => kind).toSorted()).toEqual(["onnx", "static"]);
    rmSync(path, { recursive: true });
    expect((await openModel(modelsDir(), added.id, { verify: true, threads: 1 })).dimensions).toBe(2);
  });

  test("that is none, or does not run, leaves nothing behind", async () => {
    const path = given();
    await expect(importModel(modelsDir(), { path })).rejects.toThrow(/holds no model/);
    writeFileSync(join(path, "model.safetensors"), "broken");
    await expect(importModel(modelsDir(), { path })).rejects.toThrow(/safetensors/);
    expect(await listModels(modelsDir())).toEqual([]);
  });

  test("that was damaged later is not run", async () => {
    const path = given();
    writeFileSync(join(path, "model.safetensors"), WEIGHTS);
    const { id } = await importModel(modelsDir(), { path });
    const weights = join(modelsDir(), id, "model.safetensors");
    const changed = readFileSync(weights);
    changed[changed.length - 1] = (changed.at(-1) ?? 0) ^ 1;
    writeFileSync(weights, changed);
    await expect(openModel(modelsDir(), id, { verify: true, threads: 1 })).rejects.toThrow(/damaged/);
    truncateSync(weights, 20);
    await expect(openModel(modelsDir(), id, { verify: false, threads: 1 })).rejects.toThrow(/damaged/);
    await removeModel(modelsDir(), id);
    await expect(openModel(modelsDir(), id, { verify: false, threads: 1 })).rejects.toThrow(/not installed/);
    await expect(removeModel(modelsDir(), "../given")).rejects.toThrow();
  });
});
