import type { PassageId } from "../../../src-shared/domain/index.ts";
import { VerdigrisError } from "../../../src-shared/rpc/errors.ts";
import { transferring } from "../../../src-shared/rpc/transfer.ts";
import type { TrainedBuiltin } from "../embed/builtin.ts";
import type { Embedder } from "../embed/embedder.ts";
import { builtinEmbedder, openEmbedder } from "../embed/open-embedder.ts";
import { createFolderPlaces } from "../scan/read-source.ts";
import type { SourceReader } from "../sources/source-reader.ts";
import { openArchive } from "../transcripts/archive/archive.ts";
import { indexTranscript } from "../transcripts/index-transcript.ts";
import { TRANSCRIPT_READERS } from "../transcripts/registry.ts";
import type { DocumentWrite } from "../store/knowledge-store.ts";
import { pack } from "../store/packed.ts";
import type { VectorRow } from "../store/vector-reads.ts";
import { commitWrite } from "./commit-passages.ts";
import type { FileOutcome, FilesReading, IndexHandlers } from "./index-service.ts";
import { createCollector } from "./collector.ts";
import { readFile } from "./read-file.ts";
import { createReaders } from "./readers.ts";

/** What an index worker answers. Readers and models are made at the first call that needs them. */
export function createIndexHandlers(): IndexHandlers {
  let readers: Promise<readonly SourceReader[]> | null = null;
  const trainer = createCollector();
  let trained: { readonly spaceId: string; readonly vectors: TrainedBuiltin["embedCollected"] } | null = null;
  let opened: { readonly spaceId: string; readonly embedder: Embedder } | null = null;

  function embedderOf(spaceId: string): Embedder {
    if (opened?.spaceId !== spaceId) throw new VerdigrisError("internal", `The embedder of space ${spaceId} is not open in this worker.`);
    return opened.embedder;
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
      trainer.collect(
        input.collection,
        outcomes.flatMap((outcome) => (outcome.kind === "document" ? [outcome.write] : [])),
      );
      return readingOf(outcomes);
    },
    async "index.symbols"({ files, parseTimeoutMs }, { signal }) {
      readers ??= createReaders(parseTimeoutMs);
      const code = (await readers).find((reader) => reader.name === "code");
      return files.map((file) => {
        signal.throwIfAborted();
        return code?.read({ ...file, repositoryId: "" }).symbols ?? [];
      });
    },
    "transcripts.archive": ({ folder, ref, before }) => openArchive(folder).store(TRANSCRIPT_READERS[ref.assistant], ref, before),
    async "transcripts.index"(input) {
      const writes = await indexTranscript(input);
      trainer.collect(input.collection, writes);
      const packed = pack(writes);
      // Of a long day's work it is tens of megabytes: moved, not copied.
      return transferring({ writes: packed, ...countsOf(writes) }, [packed.bytes.buffer]);
    },
    "index.commits"({ repositoryId, commits, collection }) {
      const writes = commits.map((commit) => commitWrite(repositoryId, commit));
      trainer.collect(collection, writes);
      return { writes: pack(writes), passages: writes.reduce((sum, write) => sum + write.passages.length, 0) };
    },
    "embed.begin": () => trainer.begin(),
    "embed.collect"({ rows }) {
      for (const row of rows) trainer.add(row);
    },
    "embed.takeCollected": ({ collection }) => trainer.take(collection),
    "embed.addCollected": ({ collection, parts }) => trainer.addAll(collection, parts),
    "embed.train"({ spaceId }) {
      const { model, embedCollected } = trainer.train();
      opened = { spaceId, embedder: builtinEmbedder(model) };
      trained = { spaceId, vectors: embedCollected };
      return { model: model.serialise(), dimensions: model.dimensions };
    },
    "embed.collectedVectors": ({ spaceId, passages }) =>
      trained?.spaceId === spaceId ? vectorRows(passages, trained.vectors(passages)) : [],
    async "embed.open"({ spaceId, spec }) {
      trained = null;
      await opened?.embedder.close();
      opened = null;
      opened = { spaceId, embedder: await openEmbedder(spec) };
    },
    async "embed.vectors"({ spaceId, rows }, { signal }) {
      return vectorRows(rows, await embedderOf(spaceId).embedPassages(rows, signal));
    },
  };
}

function vectorRows(passages: readonly { readonly id: PassageId }[], vectors: readonly (Float32Array | null)[]): VectorRow[] {
  return passages.flatMap((passage, at): VectorRow[] => {
    const vector = vectors[at];
    return vector == null ? [] : [{ passageId: passage.id, vector }];
  });
}

function readingOf(outcomes: readonly FileOutcome[]): FilesReading {
  const writes = outcomes.flatMap((outcome) => (outcome.kind === "document" ? [outcome.write] : []));
  return {
    stats: outcomes.flatMap((outcome) => (outcome.kind === "vanished" ? [] : [outcome.stat])),
    vanished: outcomes.flatMap((outcome) => (outcome.kind === "vanished" ? [outcome.path] : [])),
    writes: writes.length === 0 ? null : pack(writes),
    ...countsOf(writes),
    hasSession: writes.some((write) => write.session !== null),
  };
}

function countsOf(writes: readonly DocumentWrite[]): Pick<FilesReading, "documents" | "passages" | "quarantined"> {
  return {
    documents: writes.length,
    passages: writes.reduce((sum, write) => sum + write.passages.length, 0),
    quarantined: writes.filter((write) => write.document.state !== "indexed").length,
  };
}
