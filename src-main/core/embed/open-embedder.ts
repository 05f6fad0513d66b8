import { loadBuiltin, type BuiltinModel } from "./builtin.ts";
import type { Embedder } from "./embedder.ts";
import { openModel } from "./models/model-folder.ts";

/** How a worker opens the embedder of a space. Survives structured cloning. */
export type EmbedderSpec =
  | { readonly kind: "builtin"; readonly model: Uint8Array }
  | {
      readonly kind: "model";
      readonly id: string;
      readonly modelsDir: string;
      /** Compares checksums before the model is run. */
      readonly verify: boolean;
      readonly threads: number;
    };

/** @throws VerdigrisError `corrupt`, `not-found`, `unsupported`: the message says what to do. */
export async function openEmbedder(spec: EmbedderSpec): Promise<Embedder> {
  return spec.kind === "builtin" ? builtinEmbedder(loadBuiltin(spec.model)) : openModel(spec.modelsDir, spec.id, spec);
}

export function builtinEmbedder(model: BuiltinModel): Embedder {
  return {
    dimensions: model.dimensions,
    embedPassages: async (passages) => passages.map(({ tokens }) => model.embed(tokens)),
    embedQuery: async ({ tokens }) => model.embedQuery(tokens),
    close: async () => undefined,
  };
}

/** What a space's `embedder` says. */
export type EmbedderName =
  { readonly kind: "builtin" } | { readonly kind: "model"; readonly id: string } | { readonly kind: "endpoint"; readonly address: string };

export const BUILTIN = "builtin";

export function parseEmbedderName(name: string): EmbedderName {
  if (name.startsWith("model:")) return { kind: "model", id: name.slice("model:".length) };
  if (name.startsWith("endpoint:")) return { kind: "endpoint", address: name.slice("endpoint:".length) };
  return { kind: "builtin" };
}
