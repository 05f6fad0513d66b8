import { hash } from "node:crypto";
import type { DocumentId, PassageId, RepositoryId, ResultType } from "../../../src-shared/domain/index.ts";

/** The 52-bit integer identity of a text: the first 13 hex digits of its SHA-256 (see `src-shared/domain/ids.ts` for why). */
function hash52(text: string): number {
  return Number.parseInt(hash("sha256", text, "hex").slice(0, 13), 16);
}

/** Identity of a source document: repository and path (for a commit its full hash). */
export function documentId(repositoryId: RepositoryId, path: string): DocumentId {
  return hash52(`${repositoryId}\0${path}`);
}

/** Identity of a passage. The position key is unique within its document and type. */
export function passageId(repositoryId: RepositoryId, path: string, type: ResultType, positionKey: string): PassageId {
  return hash52(`${repositoryId}\0${path}\0${type}\0${positionKey}`);
}
