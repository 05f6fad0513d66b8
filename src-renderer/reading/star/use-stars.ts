import { useMemo } from "react";
import type { StarTarget } from "../../../src-shared/domain/index.ts";
import { useCoreQuery } from "../../app/core-query.ts";

export function starKey({ documentId, passageId }: StarTarget): string {
  return `${documentId}:${passageId ?? ""}`;
}

/** What is starred, to be asked for any number of rows. */
export function useStars(): (target: StarTarget) => boolean {
  const { data } = useCoreQuery("stars.list", {}, { staysFresh: true });
  const starred = useMemo(() => new Set(data?.map(starKey)), [data]);
  return (target) => starred.has(starKey(target));
}
