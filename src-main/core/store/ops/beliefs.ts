import type { Belief, BeliefSummary, DocumentId } from "../../../../src-shared/domain/index.ts";
import { repositoryKey } from "../sql/keys.ts";
import { all, get, type Read } from "./operation.ts";

export function* listBeliefs(repositoryId: string | null): Read<BeliefSummary[]> {
  type Row = Omit<BeliefSummary, "repositoryId"> & { readonly repository_id: string };
  const sql = `SELECT b.id, r.id AS repository_id, d.path, b.statement, b.status, b.confidence, b.evidence, b.supports, b.attacks
    FROM belief b JOIN document d ON d.id = b.document_id JOIN repository r ON r.key = b.repository WHERE ? IS NULL OR r.id = ? ORDER BY b.id`;
  return (yield* all<Row>(sql, [repositoryId, repositoryId])).map(({ repository_id, ...row }) => ({ ...row, repositoryId: repository_id }));
}

export function* readBelief(repositoryId: string, id: string): Read<Belief | null> {
  const row = yield* get<{ body: string }>("SELECT body FROM belief WHERE repository = ? AND id = ?", [repositoryKey(repositoryId), id]);
  return row === undefined ? null : (JSON.parse(row.body) as Belief);
}

export function* beliefOfDocument(id: DocumentId): Read<Belief | null> {
  const row = yield* get<{ body: string }>("SELECT body FROM belief WHERE document_id = ?", [id]);
  return row === undefined ? null : (JSON.parse(row.body) as Belief);
}
