import type { ModelManifest, RegistryModel } from "./model-manifest.ts";

const HUB = "https://huggingface.co";

interface Entry extends Omit<ModelManifest, "files" | "homepage"> {
  readonly repository: string;
  /** A commit, so that the bytes cannot change under the checksums. */
  readonly revision: string;
  /** Name here → path there, bytes, SHA-256. */
  readonly files: readonly (readonly [name: string, path: string, bytes: number, sha256: string])[];
}

/**
 * Models that are known to work, each pinned to a commit of its makers' repository, with the size and SHA-256 of every file.
 * Nothing of it is fetched before the user asks.
 */
const ENTRIES: readonly Entry[] = [
  {
    id: "potion-retrieval-32m",
    name: "Potion retrieval 32M",
    description: "Static word vectors made for search. English.",
    kind: "static",
    licence: "MIT",
    dimensions: 512,
    maxTokens: 512,
    pooling: "mean",
    queryPrefix: "",
    passagePrefix: "",
    repository: "minishlab/potion-retrieval-32M",
    revision: "6fc8051fab2a1e0ee76689cf08c853792ac285e7",
    files: [
      ["tokenizer.json", "tokenizer.json", 1_493_150, "7d75cbc54318138807c401b0f0c9721117c628b39de8e8e0edb6cb17e0ee7d18"],
      ["model.safetensors", "model.safetensors", 129_210_456, "07609e5bd33aad37900b3fd62f4ec96f6daec88ca4d46b9d8b928bfababf6ea0"],
    ],
  },
  {
    id: "all-minilm-l6-v2",
    name: "MiniLM L6 v2",
    description: "A small sentence encoder, 8-bit. English. Slower than word vectors, and knows the order of words.",
    kind: "onnx",
    licence: "Apache-2.0",
    dimensions: 384,
    maxTokens: 256,
    pooling: "mean",
    queryPrefix: "",
    passagePrefix: "",
    repository: "Xenova/all-MiniLM-L6-v2",
    revision: "751bff37182d3f1213fa05d7196b954e230abad9",
    files: [
      ["tokenizer.json", "tokenizer.json", 711_661, "da0e79933b9ed51798a3ae27893d3c5fa4a201126cef75586296df9b4d2c62a0"],
      ["model.onnx", "onnx/model_quantized.onnx", 22_972_370, "afdb6f1a0e45b715d0bb9b11772f032c399babd23bfc31fed1c170afc848bdb1"],
    ],
  },
  {
    id: "bge-small-en-v1.5",
    name: "BGE small English v1.5",
    description: "A sentence encoder made for search, 8-bit. English. Better and slower than MiniLM.",
    kind: "onnx",
    licence: "MIT",
    dimensions: 384,
    maxTokens: 512,
    pooling: "cls",
    queryPrefix: "Represent this sentence for searching relevant passages: ",
    passagePrefix: "",
    repository: "Xenova/bge-small-en-v1.5",
    revision: "ea104dacec62c0de699686887e3f920caeb4f3e3",
    files: [
      ["tokenizer.json", "tokenizer.json", 711_396, "d241a60d5e8f04cc1b2b3e9ef7a4921b27bf526d9f6050ab90f9267a1f9e5c66"],
      ["model.onnx", "onnx/model_quantized.onnx", 34_014_426, "6c9c6101a956d62dfb5e7190c538226c0c5bb9cb27b651234b6df063ee7dbfe4"],
    ],
  },
  {
    id: "multilingual-e5-small",
    name: "E5 small, multilingual",
    description: "A sentence encoder made for search in about a hundred languages, 8-bit.",
    kind: "onnx",
    licence: "MIT",
    dimensions: 384,
    maxTokens: 512,
    pooling: "mean",
    queryPrefix: "query: ",
    passagePrefix: "passage: ",
    repository: "Xenova/multilingual-e5-small",
    revision: "761b726dd34fb83930e26aab4e9ac3899aa1fa78",
    files: [
      ["tokenizer.json", "tokenizer.json", 17_082_730, "0b44a9d7b51c3c62626640cda0e2c2f70fdacdc25bbbd68038369d14ebdf4c39"],
      ["model.onnx", "onnx/model_quantized.onnx", 118_308_185, "f80102d3f2a1229f387d3c81909990d8945513e347b0eab049f7de3c6f98c193"],
    ],
  },
];

export const MODEL_REGISTRY: readonly RegistryModel[] = ENTRIES.map(({ repository, revision, files, ...model }) => ({
  ...model,
  homepage: `${HUB}/${repository}`,
  files: files.map(([name, , bytes, sha256]) => ({ name, bytes, sha256 })),
  sources: Object.fromEntries(files.map(([name, path]) => [name, `${HUB}/${repository}/resolve/${revision}/${path}`])),
}));
