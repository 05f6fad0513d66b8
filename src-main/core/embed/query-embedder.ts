import { VerdigrisError } from "../../../src-shared/rpc/errors.ts";
import type { KnowledgeReader } from "../store/knowledge-store.ts";
import type { EmbeddingSpace } from "../store/vector-reads.ts";
import type { Embedder } from "./embedder.ts";
import { openEmbedder, parseEmbedderName } from "./open-embedder.ts";

/**
 * Opens the embedder that a space's queries need, in the reader's thread. A pretrained model that is gone or damaged is no failure of the
 * search: words answer then, and the settings say why. An endpoint's queries are embedded where the network is.
 */
export function queryEmbedder(modelsDir: string): (space: EmbeddingSpace, reader: KnowledgeReader) => Promise<Embedder | null> {
  return async (space, reader) => {
    const name = parseEmbedderName(space.embedder);
    if (name.kind === "endpoint") return null;
    if (name.kind === "model") {
      return openEmbedder({ kind: "model", id: name.id, modelsDir, verify: false, threads: 1 }).catch((error: unknown) => {
        if (error instanceof VerdigrisError) return null;
        throw error;
      });
    }
    const model = await reader.readSpaceModel(space.id);
    return model === null ? null : openEmbedder({ kind: "builtin", model });
  };
}
