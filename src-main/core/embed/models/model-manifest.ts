import { z } from "zod";

/** A file of a model: where it lies in the model's folder, and how to know it. */
const fileSchema = z.object({
  name: z.string().regex(/^[A-Za-z0-9._-]+$/),
  bytes: z.int().min(0),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});

/** What is known of a pretrained model, and enough to run it. Written beside its files as `model.json`. */
export const manifestSchema = z.object({
  /** Name of its folder, and of its embedding spaces. */
  id: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/),
  name: z.string().min(1).max(200),
  description: z.string().max(500),
  kind: z.enum(["static", "onnx"]),
  licence: z.string().max(100),
  /** Where it is described. */
  homepage: z.string().max(500),
  dimensions: z.int().min(1).max(16_384),
  maxTokens: z.int().min(8).max(8192),
  pooling: z.enum(["mean", "cls"]),
  queryPrefix: z.string().max(200),
  passagePrefix: z.string().max(200),
  /** `model.safetensors` or `model.onnx`, and `tokenizer.json`. */
  files: z.array(fileSchema).min(2).max(10),
});
export type ModelManifest = z.output<typeof manifestSchema>;
export type ModelFile = z.output<typeof fileSchema>;

/** A model that can be downloaded: the manifest, and each file's address. */
export interface RegistryModel extends ModelManifest {
  readonly sources: Readonly<Record<string, string>>;
}

export function totalBytes(model: Pick<ModelManifest, "files">): number {
  return model.files.reduce((sum, file) => sum + file.bytes, 0);
}

/** The file with the weights. */
export function weightsFile(model: ModelManifest): string {
  return model.kind === "static" ? "model.safetensors" : "model.onnx";
}
