import type { UseQueryResult } from "@tanstack/react-query";
import { SHARED_KINDS, type SharedKind, type SyncPreview } from "../../../src-shared/contract/sync.ts";
import { useCoreQuery } from "../../app/core-query.ts";

/** What a choice would send, to the server at `url` where that is not yet the one in use. Counted here; no server is asked. */
export function usePreview(shared: readonly SharedKind[], url?: string): UseQueryResult<SyncPreview> {
  // One order, so that choosing in another order is not another question.
  const choice = SHARED_KINDS.filter((kind) => shared.includes(kind));
  return useCoreQuery("sync.preview", { shared: choice, ...(url === undefined ? {} : { url }) }, { keepPrevious: true });
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
