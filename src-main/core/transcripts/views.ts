import type { TranscriptSourceView } from "../../../src-shared/contract/transcripts.ts";
import { ASSISTANT_NAMES, type Assistant, type RepositoryId } from "../../../src-shared/domain/index.ts";
import { partsOf, type Manifest } from "./archive/manifest.ts";
import { placeNames, type Whereabouts } from "./find-repository.ts";
import { foldersOf, type Homes } from "./folders.ts";
import { lookFor } from "./look-for.ts";
import { retentionOf } from "./retention.ts";
import type { Permission } from "./transcript-service.ts";
import type { Machine, TranscriptRef } from "./transcript-reader.ts";

/** What there is of one assistant: by names alone until it is allowed. */
export async function sourceView(
  assistant: Assistant,
  here: Machine,
  permission: Permission | undefined,
  manifests: readonly Manifest[],
  homes: Homes,
  where: Whereabouts,
): Promise<TranscriptSourceView> {
  const { places, refs, counted, problem } = await lookFor(assistant, here, permission === "allowed");
  const own = manifests.filter((manifest) => manifest.assistant === assistant);
  const present = new Set(refs.map((ref) => ref.key));
  return {
    assistant,
    name: ASSISTANT_NAMES[assistant],
    state: permission ?? (places.length > 0 ? "found" : "absent"),
    places,
    found: counted ? refs.length : null,
    foundBytes: refs.reduce(
      (sum, ref) => sum + ref.files.reduce((bytes, file) => bytes + (file.name === "rows.jsonl" ? 0 : file.bytes), 0),
      0,
    ),
    archived: own.length,
    archivedBytes: own.flatMap(partsOf).reduce((sum, part) => sum + part.stored, 0),
    onlyArchived: counted ? own.filter((manifest) => !present.has(manifest.key)).length : 0,
    retention: await retentionOf(assistant, here),
    repositories: byRepository(
      own.length > 0 ? own.map((manifest) => homes.get(manifest)?.repositoryId) : refs.map((ref) => namedBy(ref, where)),
      where,
    ),
    folders: await foldersOf(own, homes, where),
    problem,
  };
}

function byRepository(ids: readonly (RepositoryId | undefined)[], where: Whereabouts): TranscriptSourceView["repositories"] {
  const counts = new Map<RepositoryId, number>();
  for (const id of ids) if (id !== undefined) counts.set(id, (counts.get(id) ?? 0) + 1);
  return where.repositories.flatMap(({ id, name }) => (counts.has(id) ? [{ repositoryId: id, name, count: counts.get(id) ?? 0 }] : []));
}

/** The repository whose checkout a transcript's place names: known without opening it. */
function namedBy({ place }: TranscriptRef, where: Whereabouts): RepositoryId | undefined {
  return where.checkouts.find(({ root }) => placeNames(place, root))?.repositoryId;
}
