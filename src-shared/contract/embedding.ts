import { z } from "zod";
import type { Instant } from "../domain/index.ts";
import { defineContract, event, method } from "../rpc/contract.ts";

/** Something that can turn text into vectors. */
export interface EmbeddingModel {
  /** What `embedding.choose` takes: `builtin`, `endpoint`, or a model's id. */
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly kind: "builtin" | "static" | "onnx" | "endpoint";
  readonly licence: string;
  readonly homepage: string;
  /** Null when only the model itself can tell. */
  readonly dimensions: number | null;
  /** Of the download, or on disk. */
  readonly bytes: number;
  readonly installed: boolean;
  /** The configuration asks for it. */
  readonly chosen: boolean;
  readonly download: DownloadProgress | null;
}

export interface DownloadProgress {
  readonly done: number;
  readonly total: number;
}

/** All passages as points of one embedder. One space serves; others wait, are built, or served before. */
export interface EmbeddingSpaceInfo {
  readonly id: string;
  readonly modelId: string;
  readonly modelName: string;
  readonly state: "building" | "active" | "retired";
  readonly dimensions: number;
  readonly createdAt: Instant;
}

/** A space on its way. The active one serves meanwhile. */
export interface EmbeddingBuild {
  readonly modelId: string;
  readonly modelName: string;
  readonly done: number;
  readonly total: number;
  /** Passages a second over the whole build. */
  readonly rate: number;
  readonly state: "running" | "paused" | "failed";
  /** Why it failed and what to do; empty otherwise. */
  readonly message: string;
}

export interface EmbeddingStatus {
  readonly models: readonly EmbeddingModel[];
  readonly spaces: readonly EmbeddingSpaceInfo[];
  readonly build: EmbeddingBuild | null;
}

const id = z.string().min(1).max(200);
const prefix = z.string().max(200).optional();

export const embeddingContract = defineContract({
  methods: {
    "embedding.status": method(z.object({})).returns<EmbeddingStatus>(),
    /** Fetches a model of the registry. Goes on where an earlier download ended. */
    "embedding.download": method(z.object({ id })).returns<void>().reports<DownloadProgress>(),
    "embedding.cancelDownload": method(z.object({ id })).returns<void>(),
    /** Copies a model from a folder; answers with its id. */
    "embedding.import": method(
      z.object({
        path: z.string().min(1).max(4096),
        pooling: z.enum(["mean", "cls"]).optional(),
        queryPrefix: prefix,
        passagePrefix: prefix,
      }),
    ).returns<{ readonly id: string }>(),
    /** Removes an installed model. Refused while it is chosen. */
    "embedding.removeModel": method(z.object({ id })).returns<void>(),
    /** Writes the choice into the settings and builds its space beside the one that serves. */
    "embedding.choose": method(z.object({ id })).returns<void>(),
    /** Asks the endpoint of the settings, or another, for one vector. */
    "embedding.testEndpoint": method(z.object({ url: z.url().max(2048).optional(), model: z.string().max(200).optional() })).returns<{
      readonly dimensions: number;
      readonly milliseconds: number;
    }>(),
    "embedding.pause": method(z.object({})).returns<void>(),
    /** Also tries a failed build again. */
    "embedding.resume": method(z.object({})).returns<void>(),
    /** Lets the space that served before serve again, and its model be chosen. */
    "embedding.rollback": method(z.object({})).returns<void>(),
    /** Removes a space that does not serve. */
    "embedding.removeSpace": method(z.object({ id })).returns<void>(),
    /** Waits until every passage has its vector in the chosen model's space. Rejects with what stopped the build. */
    "embedding.settle": method(z.object({})).returns<void>().reports<EmbeddingBuild>(),
  },
  events: {
    "embedding.changed": event<EmbeddingStatus>(),
  },
});
