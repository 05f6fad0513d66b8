import { languageOf } from "../../../src-shared/domain/index.ts";
import type { RepositoryId, SourceDocument } from "../../../src-shared/domain/index.ts";
import { documentId } from "./identity.ts";

/** A source file of which nothing is known but its place and size: what a reader fills, and what stands for a file that was not read. */
export function emptyDocument(repositoryId: RepositoryId, path: string, bytes: number): SourceDocument {
  return {
    id: documentId(repositoryId, path),
    repositoryId,
    kind: "doc",
    path,
    title: path.slice(path.lastIndexOf("/") + 1),
    language: languageOf(path),
    contentHash: "",
    bytes,
    sessionId: null,
    date: null,
    state: "indexed",
    reason: "",
  };
}
