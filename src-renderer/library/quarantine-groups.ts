import type { QuarantinedFile } from "../../src-shared/contract/index.ts";

export interface QuarantineGroup {
  readonly reason: string;
  readonly state: QuarantinedFile["state"];
  readonly files: readonly QuarantinedFile[];
}

/** Files by reason: failures first, then the largest groups; within a group by path. */
export function groupByReason(files: readonly QuarantinedFile[]): readonly QuarantineGroup[] {
  const groups = Map.groupBy(files, (file) => `${file.state}\0${file.reason}`);
  return [...groups.values()]
    .flatMap((group): readonly QuarantineGroup[] => {
      const first = group[0];
      if (first === undefined) return [];
      return [{ reason: first.reason, state: first.state, files: group.toSorted((a, b) => (a.path < b.path ? -1 : 1)) }];
    })
    .toSorted((a, b) => Number(b.state === "failed") - Number(a.state === "failed") || b.files.length - a.files.length);
}
