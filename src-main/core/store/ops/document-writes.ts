import type { DocumentId, Repository, RepositoryId, SourceDocument } from "../../../../src-shared/domain/index.ts";
import { VerdigrisError } from "../../../../src-shared/rpc/errors.ts";
import type { CommitWrite, DocumentWrite, IndexedPassage, SessionLinkWrite } from "../knowledge-store.ts";
import { repositoryKey } from "../sql/keys.ts";
import { beliefRows, documentRow, documentTokens, passagePlace, passageRows, symbolRows } from "./document-rows.ts";
import { digestOf } from "../passage-digest.ts";
import { readHeldDocuments, type HeldDocuments } from "./held-documents.ts";
import { commitRows, sessionRows } from "./session-rows.ts";
import { forgetVectors } from "./vector-writes.ts";
import { change, inOrder, type Change, type DecidingWrite, type Write } from "./write.ts";

export function upsertRepository(repository: Repository): Write {
  return [
    change(
      `INSERT INTO repository (key, id, name, identity, remote_url, head_branch, head_commit, indexed_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (key) DO UPDATE SET identity = excluded.identity, remote_url = excluded.remote_url,
         head_branch = excluded.head_branch, head_commit = excluded.head_commit, indexed_at = excluded.indexed_at`,
      repositoryKey(repository.id),
      repository.id,
      repository.name,
      repository.identity,
      repository.remoteUrl,
      repository.head.branch,
      repository.head.commit,
      repository.indexedAt,
    ),
  ];
}

export function renameRepository(id: RepositoryId, name: string): Write {
  return [change("UPDATE repository SET name = ? WHERE id = ?", name, id)];
}

export function removeRepositoryRow(id: RepositoryId): Write {
  return [change("DELETE FROM repository WHERE key = ?", repositoryKey(id))];
}

/** Replaces documents with all that belongs to them. Named twice in one batch, the last one counts. */
export function* replaceDocuments(batch: readonly DocumentWrite[]): DecidingWrite {
  const writes = lastOfEach(batch);
  const before = yield* readHeldDocuments(writes.map(({ document }) => document.id));
  const removals: Change[] = [];
  const written: Change[] = [];
  for (const write of writes) {
    const { document, passages, session } = write;
    assertSameDocument(before, document);
    const kept = writePassages(before, document, passages, removals, written);
    removals.push(
      ...removeSessions(before, document.id),
      change("DELETE FROM symbol WHERE document_id = ?", document.id),
      change("DELETE FROM belief WHERE document_id = ?", document.id),
    );
    written.push(documentRow(document, kept, write.symbols.length), ...symbolRows(write), ...beliefRows(write));
    if (session !== null) written.push(...sessionRows(document, session));
  }
  return inOrder(removals, written);
}

export function* writeCommits(batch: readonly CommitWrite[]): DecidingWrite {
  const writes = lastOfEach(batch);
  const before = yield* readHeldDocuments(writes.map(({ document }) => document.id));
  const removals: Change[] = [];
  const written: Change[] = [];
  for (const write of writes) {
    const { document, passages } = write;
    assertSameDocument(before, document);
    const kept = writePassages(before, document, passages, removals, written);
    removals.push(change("DELETE FROM commit_file WHERE commit_id = ?", document.id));
    written.push(documentRow(document, kept, 0), ...commitRows(write));
  }
  return inOrder(removals, written);
}

/** Removes documents with everything that belongs to them. */
export function* removeDocuments(ids: readonly DocumentId[]): DecidingWrite {
  const before = yield* readHeldDocuments(ids);
  return ids.flatMap((id) => [
    ...[...(before.passages.get(id)?.keys() ?? [])].flatMap((passage) => removePassage(before, passage)),
    ...removeSessions(before, id),
    change("DELETE FROM commit_file WHERE commit_id = ?", id),
    change("DELETE FROM git_commit WHERE id = ?", id),
    change("DELETE FROM symbol WHERE document_id = ?", id),
    change("DELETE FROM belief WHERE document_id = ?", id),
    change("DELETE FROM document_fts WHERE rowid = ?", id),
    change("DELETE FROM document WHERE id = ?", id),
  ]);
}

export function replaceSessionLinks(repositoryId: RepositoryId, batch: readonly SessionLinkWrite[]): Write {
  const repository = repositoryKey(repositoryId);
  return inOrder(
    batch.map(({ sessionId }) => change("DELETE FROM session_commit WHERE session_id = ?", sessionId)),
    batch.flatMap(({ sessionId, links }) =>
      links.map(({ hash, grade, evidence, proofs }) =>
        change(
          "INSERT OR REPLACE INTO session_commit (session_id, repository, hash, grade, evidence, proofs) VALUES (?, ?, ?, ?, ?, ?)",
          sessionId,
          repository,
          hash,
          grade,
          evidence,
          JSON.stringify(proofs),
        ),
      ),
    ),
  );
}

/** Adds what changes in a document's passages and both their full-text rows. Returns how many there are. */
function writePassages(
  before: HeldDocuments,
  document: SourceDocument,
  passages: readonly IndexedPassage[],
  removals: Change[],
  written: Change[],
): number {
  const known = before.passages.get(document.id) ?? new Map<number, number>();
  const kept = new Set<number>();
  passages.forEach((passage, position) => {
    const digest = passage.digest ?? digestOf(passage);
    kept.add(passage.id);
    if (known.get(passage.id) === digest) {
      written.push(passagePlace(passage, position));
      return;
    }
    if (known.has(passage.id)) removals.push(...removePassage(before, passage.id));
    written.push(...passageRows(passage, document, position, digest));
  });
  for (const id of known.keys()) if (!kept.has(id)) removals.push(...removePassage(before, id));
  removals.push(change("DELETE FROM document_fts WHERE rowid = ?", document.id));
  written.push(...documentTokens(document, passages));
  return passages.length;
}

function removePassage({ spaces }: HeldDocuments, id: number): Change[] {
  return [
    change("DELETE FROM passage WHERE id = ?", id),
    change("DELETE FROM passage_content WHERE id = ?", id),
    change("DELETE FROM passage_fts WHERE rowid = ?", id),
    ...forgetVectors(spaces, id),
  ];
}

function removeSessions({ sessions }: HeldDocuments, document: DocumentId): Change[] {
  const held = sessions.get(document);
  if (held === undefined) return [];
  return [
    ...held.flatMap((id) => [
      change("DELETE FROM observation WHERE session_id = ?", id),
      change("DELETE FROM session_commit WHERE session_id = ?", id),
      change("DELETE FROM session_turns WHERE session_id = ?", id),
      change("DELETE FROM session_turn_page WHERE session_id = ?", id),
      change("DELETE FROM session_mention WHERE session_id = ?", id),
    ]),
    change("DELETE FROM session WHERE document_id = ?", document),
  ];
}

function assertSameDocument({ documents }: HeldDocuments, document: SourceDocument): void {
  const held = documents.get(document.id);
  if (held === undefined || (held.repository === repositoryKey(document.repositoryId) && held.path === document.path)) return;
  throw new VerdigrisError("conflict", `${document.path} and ${held.path} have the same identity by chance. Rename one of them.`, {
    path: document.path,
  });
}

function lastOfEach<T extends { readonly document: SourceDocument }>(batch: readonly T[]): T[] {
  return [...new Map(batch.map((write) => [write.document.id, write])).values()];
}
