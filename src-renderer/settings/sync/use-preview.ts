import type { UseQueryResult } from "@tanstack/react-query";
import { SHARED_KINDS, type SharedKind, type SyncPreview } from "../../../src-shared/contract/sync.ts";
import { useCoreQuery } from "../../app/core-query.ts";

/** What a choice would send. Counted here; no server is asked. */
export function usePreview(shared: readonly SharedKind[]): UseQueryResult<SyncPreview> {
  // One order, so that choosing in another order is not another question.
  return useCoreQuery("sync.preview", { shared: SHARED_KINDS.filter((kind) => shared.includes(kind)) }, { keepPrevious: true });
}

/** Documents and bytes of a choice; null before they are counted. */
export function totalOf(
  preview: SyncPreview | undefined,
  shared: readonly SharedKind[],
): { readonly documents: number; readonly bytes: number } | null {
  if (preview === undefined) return null;
  const chosen = preview.kinds.filter(({ kind }) => shared.includes(kind));
  return {
    documents: chosen.reduce((sum, one) => sum + one.documents, 0),
    bytes: chosen.reduce((sum, one) => sum + one.bytes, 0),
  };
}
