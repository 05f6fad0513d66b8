import type { Commit, PassageDraft, RepositoryId, SourceDocument } from "../../../src-shared/domain/index.ts";
import type { CommitWrite } from "../store/knowledge-store.ts";
import { documentId } from "./identity.ts";
import { indexPassages } from "./passages.ts";

/** Paths named in a commit's passage; a sweeping change names its first ones. */
const MAX_PATHS = 60;
const MAX_BODY = 8000;

/** A commit as one passage: its subject, its body, the paths it touched and its tags. */
export function commitWrite(repositoryId: RepositoryId, commit: Commit): CommitWrite {
  const document: SourceDocument = {
    id: documentId(repositoryId, commit.hash),
    repositoryId,
    kind: "commit",
    path: commit.hash,
    title: commit.subject === "" ? commit.hash.slice(0, 8) : commit.subject,
    language: null,
    contentHash: commit.hash,
    bytes: Buffer.byteLength(commit.subject) + Buffer.byteLength(commit.body),
    sessionId: null,
    date: commit.committedAt,
    state: "indexed",
    reason: "",
  };
  const paths = commit.files.slice(0, MAX_PATHS).map((file) => file.path);
  const more = commit.files.length > MAX_PATHS ? [`and ${commit.files.length - MAX_PATHS} more files`] : [];
  const parts = [commit.subject, commit.body.slice(0, MAX_BODY), [...paths, ...more].join("\n"), commit.tags.join(" ")];
  const draft: PassageDraft = {
    positionKey: "commit",
    type: "commit",
    symbolKind: null,
    title: document.title,
    breadcrumb: [],
    text: parts.filter((part) => part.trim() !== "").join("\n\n"),
    lines: null,
    date: commit.committedAt,
  };
  return { commit, document, passages: indexPassages(document, [draft]) };
}
