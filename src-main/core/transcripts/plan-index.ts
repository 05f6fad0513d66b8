import type { Manifest } from "./archive/manifest.ts";

export interface IndexPlan {
  readonly manifest: Manifest;
  /** Sessions taken from it. */
  readonly ownIds: readonly string[];
  /** Keys of transcripts it goes on from. */
  readonly earlier: readonly string[];
}

/**
 * Which transcript of a repository each session is taken from. The same session in two (an export and another of different completeness) is taken from the
 * longer one. Transcripts that share their first record are one conversation, resumed: a later one tells only what the earlier ones do not.
 */
export function planIndex(manifests: readonly Manifest[]): readonly IndexPlan[] {
  const best = new Map<string, { manifest: Manifest; turns: number }>();
  for (const manifest of manifests) {
    for (const { ownId, turns } of manifest.sessions) {
      const held = best.get(ownId);
      if (held === undefined || turns > held.turns || (turns === held.turns && manifest.key < held.manifest.key))
        best.set(ownId, { manifest, turns });
    }
  }
  const conversations = Map.groupBy(manifests, (manifest) => {
    const first = manifest.sessions[0]?.firstRecord ?? null;
    return first === null ? null : `${manifest.assistant}/${first}`;
  });
  return manifests.flatMap((manifest): IndexPlan[] => {
    const ownIds = manifest.sessions.map((session) => session.ownId).filter((ownId) => best.get(ownId)?.manifest === manifest);
    if (ownIds.length === 0) return [];
    const first = manifest.sessions[0]?.firstRecord ?? null;
    const same = first === null ? [] : (conversations.get(`${manifest.assistant}/${first}`) ?? []);
    const earlier = same.filter((other) => other !== manifest && endsBefore(other, manifest)).map((other) => other.key);
    return [{ manifest, ownIds, earlier: earlier.sort() }];
  });
}

function endsBefore(a: Manifest, b: Manifest): boolean {
  const [first, second] = [a.sessions[0]?.endedAt ?? "", b.sessions[0]?.endedAt ?? ""];
  return first === second ? a.key < b.key : first < second;
}
