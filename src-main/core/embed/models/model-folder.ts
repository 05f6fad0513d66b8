import { copyFile, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { VerdigrisError } from "../../../../src-shared/rpc/errors.ts";
import { makeFolder } from "../../make-folder.ts";
import type { Embedder } from "../embedder.ts";
import { hashFile } from "./download.ts";
import { manifestSchema, weightsFile, type ModelManifest } from "./model-manifest.ts";

const MANIFEST = "model.json";

/** Models that are whole in the models' folder, by id. A folder without a manifest is a download that has not ended. */
export async function listModels(modelsDir: string): Promise<readonly ModelManifest[]> {
  const entries = await readdir(modelsDir, { withFileTypes: true }).catch(() => []);
  const manifests = await Promise.all(
    entries.filter((entry) => entry.isDirectory()).map((entry) => readManifest(join(modelsDir, entry.name))),
  );
  return manifests.filter((manifest) => manifest !== null).sort((a, b) => a.id.localeCompare(b.id));
}

async function readManifest(folder: string): Promise<ModelManifest | null> {
  try {
    const manifest = manifestSchema.parse(JSON.parse(await readFile(join(folder, MANIFEST), "utf8")));
    return manifest.id === basename(folder) ? manifest : null;
  } catch {
    return null;
  }
}

/** Makes a downloaded folder a model: from here on it is listed. */
export async function writeManifest(modelsDir: string, manifest: ModelManifest): Promise<void> {
  await writeFile(join(modelsDir, manifest.id, MANIFEST), JSON.stringify(manifestSchema.parse(manifest), null, 2), { mode: 0o600 });
}

export async function removeModel(modelsDir: string, id: string): Promise<void> {
  await rm(join(modelsDir, manifestSchema.shape.id.parse(id)), { recursive: true, force: true });
}

/**
 * Opens an installed model, its files checked first: their sizes always, their checksums when `verify` is set.
 * @throws VerdigrisError `not-found` when it is not installed, `corrupt` when a file is not the one that was installed.
 */
export async function openModel(
  modelsDir: string,
  id: string,
  options: { readonly verify: boolean; readonly threads: number },
): Promise<Embedder> {
  const folder = join(modelsDir, id);
  const manifest = await readManifest(folder);
  if (manifest === null)
    throw new VerdigrisError(
      "not-found",
      `The embedding model ${id} is not installed. Download it in Settings, or choose the built-in one.`,
      { id },
    );
  for (const file of manifest.files) {
    const path = join(folder, file.name);
    const size = (await stat(path).catch(() => null))?.size;
    if (size !== file.bytes || (options.verify && (await hashFile(path)) !== file.sha256)) {
      throw new VerdigrisError(
        "corrupt",
        `${file.name} of the embedding model ${manifest.name} is damaged. Remove the model and get it again.`,
        { id },
      );
    }
  }
  return load(folder, manifest, options.threads);
}

async function load(folder: string, manifest: ModelManifest, threads: number): Promise<Embedder> {
  const embedder = await create(folder, manifest, threads);
  if (embedder.dimensions === manifest.dimensions) return embedder;
  await embedder.close();
  throw new VerdigrisError(
    "corrupt",
    `The model ${manifest.name} has ${embedder.dimensions} dimensions instead of ${manifest.dimensions}.`,
    { id: manifest.id },
  );
}

/** What runs a model is loaded with the first one. */
async function create(folder: string, manifest: ModelManifest, threads: number): Promise<Embedder> {
  const tokenizer: unknown = JSON.parse(await readFile(join(folder, "tokenizer.json"), "utf8"));
  const weights = join(folder, weightsFile(manifest));
  if (manifest.kind === "static") {
    const { createStaticEmbedder } = await import("../pretrained/static-embedder.ts");
    return createStaticEmbedder({ model: await readWhole(weights), tokenizer });
  }
  const { createOnnxEmbedder } = await import("../pretrained/onnx-embedder.ts");
  return createOnnxEmbedder({ ...manifest, graph: weights, tokenizer, threads });
}

/** A file as memory of its own: a small file's buffer would be a piece of Node's pool. */
async function readWhole(path: string): Promise<ArrayBuffer> {
  const bytes = await readFile(path);
  return bytes.buffer.byteLength === bytes.byteLength ? bytes.buffer : new Uint8Array(bytes).buffer;
}

/** What a user says of a model in a folder of theirs; what is left out is guessed from its files. */
export interface FolderModel {
  readonly path: string;
  readonly pooling?: ModelManifest["pooling"];
  readonly queryPrefix?: string;
  readonly passagePrefix?: string;
}

const GRAPHS = ["onnx/model_quantized.onnx", "onnx/model_int8.onnx", "model_quantized.onnx", "model.onnx", "onnx/model.onnx"];

/**
 * Copies a model from a folder (as downloaded from a model hub) into the models' folder, and tries it on a sentence.
 * @throws VerdigrisError `not-found` when the folder holds no model, `corrupt` when it does not run.
 */
export async function importModel(modelsDir: string, from: FolderModel): Promise<ModelManifest> {
  const weights = await findWeights(from.path);
  const tokenizer = (await exists(join(from.path, "tokenizer.json")))
    ? join(from.path, "tokenizer.json")
    : join(from.path, "onnx/tokenizer.json");
  if (weights === null || !(await exists(tokenizer))) {
    throw new VerdigrisError(
      "not-found",
      `${from.path} holds no model: it needs tokenizer.json and either model.safetensors (static) or model.onnx.`,
      { path: from.path },
    );
  }
  const kind = weights.endsWith(".onnx") ? "onnx" : "static";
  const sha256 = await hashFile(weights);
  const label =
    basename(from.path)
      .replace(/[^A-Za-z0-9._-]/g, "-")
      .replace(/^[^A-Za-z0-9]+/, "") || "model";
  const id = `${label.slice(0, 60)}-${sha256.slice(0, 8)}`;
  const folder = join(modelsDir, id);
  makeFolder(folder);
  try {
    const target = kind === "onnx" ? "model.onnx" : "model.safetensors";
    await copyFile(weights, join(folder, target));
    await copyFile(tokenizer, join(folder, "tokenizer.json"));
    const files = await Promise.all(
      [target, "tokenizer.json"].map(async (name) => {
        const path = join(folder, name);
        return { name, bytes: (await stat(path)).size, sha256: await hashFile(path) };
      }),
    );
    const config = await readConfig(from.path);
    const draft: ModelManifest = {
      id,
      name: label,
      description: `Added from ${from.path}`,
      kind,
      licence: "unknown",
      homepage: "",
      dimensions: config.dimensions ?? 384,
      maxTokens: Math.max(8, Math.min(512, config.maxTokens ?? 512)),
      pooling: from.pooling ?? "mean",
      queryPrefix: from.queryPrefix ?? "",
      passagePrefix: from.passagePrefix ?? "",
      files,
    };
    const manifest = await tried(folder, draft);
    await writeManifest(modelsDir, manifest);
    return manifest;
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

/** Embeds one sentence; a static model says its own dimensions. */
async function tried(folder: string, draft: ModelManifest): Promise<ModelManifest> {
  const embedder = draft.kind === "static" ? await create(folder, draft, 1) : await load(folder, draft, 1);
  const manifest = { ...draft, dimensions: embedder.dimensions };
  const vector = await embedder.embedQuery({ tokens: [], text: "A sentence to try the model on." });
  await embedder.close();
  if (vector === null) throw new VerdigrisError("corrupt", `The model in ${draft.description} gives no vector for a plain sentence.`);
  return manifest;
}

async function findWeights(folder: string): Promise<string | null> {
  for (const name of ["model.safetensors", ...GRAPHS]) {
    const path = join(folder, name);
    // A sentence encoder's folder may hold safetensors of the whole network beside the graph: the graph is what runs.
    if (name === "model.safetensors" && (await Promise.all(GRAPHS.map((graph) => exists(join(folder, graph))))).includes(true)) continue;
    if (await exists(path)) return path;
  }
  return null;
}

async function readConfig(folder: string): Promise<{ readonly dimensions?: number; readonly maxTokens?: number }> {
  try {
    const config = JSON.parse(await readFile(join(folder, "config.json"), "utf8")) as Record<string, unknown>;
    const { hidden_size: dimensions, max_position_embeddings: maxTokens } = config;
    return { ...(typeof dimensions === "number" ? { dimensions } : {}), ...(typeof maxTokens === "number" ? { maxTokens } : {}) };
  } catch {
    return {};
  }
}

async function exists(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null))?.isFile() ?? false;
}
