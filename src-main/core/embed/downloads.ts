import { join } from "node:path";
import type { DownloadProgress } from "../../../src-shared/contract/embedding.ts";
import { VerdigrisError } from "../../../src-shared/rpc/errors.ts";
import { makeFolder } from "../make-folder.ts";
import type { NetworkLedger } from "../network/network-ledger.ts";
import { downloadModel } from "./models/download.ts";
import { writeManifest } from "./models/model-folder.ts";
import type { RegistryModel } from "./models/model-manifest.ts";

/** Downloads under way: at most one of a model, joined by whoever asks again. */
export interface Downloads {
  start(model: RegistryModel, onProgress: (progress: DownloadProgress) => void): Promise<void>;
  cancel(id: string): void;
  progress(id: string): DownloadProgress | null;
  close(): void;
}

interface Download {
  readonly controller: AbortController;
  readonly listeners: Set<(progress: DownloadProgress) => void>;
  readonly done: Promise<void>;
  progress: DownloadProgress;
}

export function createDownloads(modelsDir: string, network: NetworkLedger, onChange: () => void): Downloads {
  const running = new Map<string, Download>();

  function begin(model: RegistryModel): Download {
    const controller = new AbortController();
    const listeners = new Set<(progress: DownloadProgress) => void>();
    const folder = join(modelsDir, model.id);
    const fetchModel = async (): Promise<void> => {
      makeFolder(folder);
      await downloadModel(model, folder, {
        fetch: network.fetch(`Download of ${model.name}`),
        signal: controller.signal,
        onProgress(done, total) {
          download.progress = { done, total };
          for (const listener of listeners) listener(download.progress);
        },
      });
      await writeManifest(modelsDir, model);
    };
    const done = Promise.resolve()
      .then(fetchModel)
      .catch((error: unknown) => {
        throw controller.signal.aborted ? new VerdigrisError("cancelled", "The download was stopped. What has arrived is kept.") : error;
      })
      .finally(() => {
        running.delete(model.id);
        onChange();
      });
    const download: Download = { controller, listeners, done, progress: { done: 0, total: 0 } };
    running.set(model.id, download);
    onChange();
    return download;
  }

  return {
    async start(model, onProgress) {
      const download = running.get(model.id) ?? begin(model);
      download.listeners.add(onProgress);
      try {
        await download.done;
      } finally {
        download.listeners.delete(onProgress);
      }
    },
    cancel: (id) => running.get(id)?.controller.abort(),
    progress: (id) => running.get(id)?.progress ?? null,
    close() {
      for (const { controller } of running.values()) controller.abort();
    },
  };
}
