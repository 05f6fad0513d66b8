import { SHARED_KINDS, type SharedKind, type SyncPreview } from "../../../src-shared/contract/sync.ts";
import { maskWrite } from "../secrets/mask-writes.ts";
import type { KnowledgeStore } from "../store/knowledge-store.ts";
import type { DocumentDigest } from "../store/transfer-reads.ts";
import type { MachineStore } from "../store/machine-store.ts";
import type { Remote } from "../store/service.ts";
import { sharedKindOf } from "./shared-kind.ts";
import { readDigests } from "../store/copy-library.ts";
import { unsentStars } from "./sync-stars.ts";

/** Documents looked at for samples, and samples shown, of each chosen kind. Those with secrets come first. */
const LOOKED_AT = 40;
const SHOWN = 3;
const MOST_TEXT = 2000;

export interface PreviewParts {
  readonly local: Remote<KnowledgeStore>;
  readonly machine: Remote<MachineStore>;
  readonly chosen: readonly SharedKind[];
  /** The server is the one that the notes of what was sent are about. */
  readonly isKnown: boolean;
}

/** What a round would send of a choice, with examples as they would leave. Nothing is sent, and no server asked. */
export async function previewSending({ local, machine, chosen, isKnown }: PreviewParts): Promise<SyncPreview> {
  const sent = new Map(isKnown ? (await machine.syncedDocuments()).map(({ id, digest }) => [id, digest]) : []);
  const unsent = (await readDigests(local)).filter(({ id, digest }) => sent.get(id) !== digest);
  const byKind = Map.groupBy(unsent, sharedKindOf);
  const names = new Map((await local.listRepositories()).map(({ id, name }) => [id, name]));
  const samples: SyncPreview["samples"][number][] = [];
  const stars = await unsentStars(local, machine, chosen);
  for (const kind of chosen) samples.push(...(await samplesOf(local, kind, byKind.get(kind) ?? [], names)));
  return {
    kinds: SHARED_KINDS.map((kind) => {
      if (kind === "star") {
        return { kind, documents: stars.length, bytes: JSON.stringify(stars).length, chosen: chosen.includes(kind) };
      }
      const documents = byKind.get(kind) ?? [];
      return {
        kind,
        documents: documents.length,
        bytes: documents.reduce((sum, { bytes }) => sum + bytes, 0),
        chosen: chosen.includes(kind),
      };
    }),
    samples,
  };
}

async function samplesOf(
  local: Remote<KnowledgeStore>,
  kind: SharedKind,
  documents: readonly DocumentDigest[],
  names: ReadonlyMap<string, string>,
): Promise<SyncPreview["samples"][number][]> {
  const writes = await local.exportDocuments(documents.slice(0, LOOKED_AT).map(({ id }) => id));
  return writes
    .map((write) => {
      const { value, count } = maskWrite(write);
      const text = value.passages.map((passage) => passage.text).join("\n\n");
      const { repositoryId, path } = write.document;
      return { kind, repository: names.get(repositoryId) ?? repositoryId, path, text: text.slice(0, MOST_TEXT), masked: count };
    })
    .sort((a, b) => b.masked - a.masked)
    .slice(0, SHOWN);
}
