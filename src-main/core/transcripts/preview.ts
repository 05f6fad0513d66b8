import type { PreviewTranscripts } from "../../../src-shared/contract/transcripts.ts";
import { ASSISTANT_NAMES, ASSISTANTS, type Assistant } from "../../../src-shared/domain/index.ts";
import type { Manifest } from "./archive/manifest.ts";
import { isInside, placeNames } from "./find-repository.ts";
import { TRANSCRIPT_READERS } from "./registry.ts";
import type { TranscriptService } from "./transcript-service.ts";
import type { Machine } from "./transcript-reader.ts";

/** How many transcripts of other assistants a folder has: exact for those that are allowed, by names alone for the others. */
export async function previewTranscripts(service: TranscriptService, root: string): Promise<readonly PreviewTranscripts[]> {
  const [here, permissions, manifests] = await Promise.all([service.machineHere(), service.permissions(), service.archive.held()]);
  const views: PreviewTranscripts[] = [];
  for (const assistant of ASSISTANTS) {
    const permission = permissions.get(assistant);
    if (permission === "ignored") continue;
    const archived = manifests.filter((manifest) => manifest.assistant === assistant && isOf(manifest, root)).length;
    const named = await countByName(assistant, { ...here, checkouts: [root] }, root);
    const count = permission === "allowed" ? Math.max(archived, named ?? 0) : named;
    if (count === 0) continue;
    views.push({ assistant, name: ASSISTANT_NAMES[assistant], state: permission ?? "found", count });
  }
  return views;
}

function isOf(manifest: Manifest, root: string): boolean {
  const cwd = manifest.sessions[0]?.cwd ?? null;
  return (cwd !== null && isInside(cwd, root)) || placeNames(manifest.place, root);
}

/** Null when names do not tell, and the assistant has transcripts here; 0 when it has none. */
async function countByName(assistant: Assistant, here: Machine, root: string): Promise<number | null> {
  const reader = TRANSCRIPT_READERS[assistant];
  if ((await reader.detect(here)).length === 0) return 0;
  if (!reader.isPlaceTelling) return null;
  let count = 0;
  try {
    for await (const ref of reader.list(here)) if (placeNames(ref.place, root)) count++;
  } catch {
    return null;
  }
  return count;
}
