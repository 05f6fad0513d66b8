import { VerdigrisError } from "../../../src-shared/rpc/errors.ts";
import { createEmbedTrainer, loadBuiltin, type BuiltinModel } from "../embed/builtin.ts";
import { createFolderPlaces } from "../scan/read-source.ts";
import type { SourceReader } from "../sources/source-reader.ts";
import type { VectorRow } from "../store/knowledge-store.ts";
import { commitWrite } from "./commit-passages.ts";
import type { FileOutcome, IndexHandlers } from "./index-service.ts";
import { readFile } from "./read-file.ts";
import { createReaders } from "./readers.ts";

/** What an index worker answers. Readers and models are made at the first call that needs them. */
export function createIndexHandlers(): IndexHandlers {
  let readers: Promise<readonly SourceReader[]> | null = null;
  let trainer = createEmbedTrainer();
  let model: { readonly spaceId: string; readonly model: BuiltinModel } | null = null;

  function modelOf(spaceId: string): BuiltinModel {
    if (model?.spaceId !== spaceId) throw new VerdigrisError("internal", `The model of space ${spaceId} is not loaded in this worker.`);
    return model.model;
  }

  return {
    async "index.readFiles"(input, { signal }) {
      readers ??= createReaders(input.caps.parseTimeoutMs);
      const chosen = await readers;
      const places = createFolderPlaces(input.root);
      const outcomes: FileOutcome[] = [];
      for (const file of input.files) {
        signal.throwIfAborted();
        outcomes.push(await readFile(input, file, chosen, places));
      }
      return outcomes;
    },
    "index.commits": ({ repositoryId, commits }) => commits.map((commit) => commitWrite(repositoryId, commit)),
    "embed.begin"() {
      trainer = createEmbedTrainer();
    },
    "embed.collect"({ rows }) {
      for (const row of rows) trainer.add(row.tokens);
    },
    "embed.train"({ spaceId }) {
      const trained = trainer.train();
      trainer = createEmbedTrainer();
      model = { spaceId, model: trained };
      return { model: trained.serialise(), dimensions: trained.dimensions };
    },
    "embed.load"({ spaceId, model: bytes }) {
      model = { spaceId, model: loadBuiltin(bytes) };
    },
    "embed.vectors"({ spaceId, rows }) {
      const active = modelOf(spaceId);
      const vectors: VectorRow[] = [];
      for (const row of rows) {
        const vector = active.embed(row.tokens);
        if (vector !== null) vectors.push({ passageId: row.id, vector });
      }
      return vectors;
    },
  };
}
