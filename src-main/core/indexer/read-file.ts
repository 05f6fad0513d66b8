import type { SourceDocument } from "../../../src-shared/domain/index.ts";
import { messageOf } from "../../../src-shared/rpc/errors.ts";
import { beyondPlainText, readSourceFile, type FolderPlaces } from "../scan/read-source.ts";
import { chooseReader } from "../sources/registry.ts";
import { HEAD_LENGTH, type SourceReader } from "../sources/source-reader.ts";
import type { DocumentWrite } from "../store/knowledge-store.ts";
import type { FileStat } from "../store/machine-store.ts";
import { emptyDocument } from "./empty-document.ts";
import type { FileOutcome, FileToRead, ReadFilesInput } from "./index-service.ts";
import { indexPassages } from "./passages.ts";
import { READERS_VERSION } from "./readers-version.ts";

/** Reads, parses and analyses one file. Whatever is wrong with it becomes a document in state `skipped` or `failed`. */
export async function readFile(
  input: ReadFilesInput,
  file: FileToRead,
  readers: readonly SourceReader[],
  places: FolderPlaces,
): Promise<FileOutcome> {
  const read = await readSourceFile(input.root, file.path, input.caps, places);
  if (read.kind === "skipped" && read.reason === "vanished") return { kind: "vanished", path: file.path };
  const stat: FileStat = {
    path: file.path,
    bytes: file.bytes,
    mtimeMs: file.mtimeMs,
    inode: file.inode,
    contentHash: read.kind === "text" ? read.contentHash : "",
    readerVersion: READERS_VERSION,
  };
  if (read.kind === "skipped") return { kind: "document", write: withoutContent(input, file, "skipped", read.message), stat };
  if (file.known !== null && file.known.contentHash === read.contentHash && file.known.readerVersion === READERS_VERSION) {
    return { kind: "unchanged", stat };
  }
  const reader = chooseReader(readers, file.path, read.text.slice(0, HEAD_LENGTH));
  const refused = reader.isFallback === true ? beyondPlainText(read.text, read.bytes, input.caps) : null;
  if (refused !== null) return { kind: "document", write: withoutContent(input, file, "skipped", refused), stat };
  try {
    return { kind: "document", write: parse(input, file, read, reader), stat };
  } catch (error) {
    // A reader's own defect must cost one file and never the run.
    const message = `It could not be parsed: ${messageOf(error)}`;
    return { kind: "document", write: withoutContent(input, file, "failed", message), stat };
  }
}

function parse(
  input: ReadFilesInput,
  file: FileToRead,
  read: { readonly text: string; readonly contentHash: string; readonly bytes: number },
  reader: SourceReader,
): DocumentWrite {
  const reading = reader.read({ path: file.path, text: read.text, repositoryId: input.repositoryId });
  const document: SourceDocument = {
    ...emptyDocument(input.repositoryId, file.path, file.bytes),
    kind: reading.kind,
    title: reading.title,
    language: reading.language,
    contentHash: read.contentHash,
    bytes: read.bytes,
    sessionId: reading.session?.id ?? null,
    date: reading.date,
    state: "indexed",
  };
  return {
    document,
    passages: indexPassages(document, reading.passages),
    symbols: reading.symbols,
    session: reading.session,
    belief: reading.belief,
  };
}

function withoutContent(input: ReadFilesInput, file: FileToRead, state: "skipped" | "failed", reason: string): DocumentWrite {
  return {
    document: { ...emptyDocument(input.repositoryId, file.path, file.bytes), state, reason },
    passages: [],
    symbols: [],
    session: null,
    belief: null,
  };
}
