import type { TranscriptEntry, TranscriptSourceView, UnmappedFolder } from "../../../src-shared/contract/transcripts.ts";
import { stat } from "node:fs/promises";
import { ASSISTANT_NAMES, ASSISTANTS, type Assistant, type RepositoryId } from "../../../src-shared/domain/index.ts";
import { partsOf, type Manifest } from "./archive/manifest.ts";
import { suggestRepository, type TranscriptHome, type Whereabouts } from "./find-repository.ts";
import { TRANSCRIPT_READERS } from "./registry.ts";
import { deletionOf, retentionOf } from "./retention.ts";
import type { Permission, TranscriptService } from "./transcript-service.ts";
import type { Machine, TranscriptRef } from "./transcript-reader.ts";

type Homes = ReadonlyMap<Manifest, TranscriptHome | null>;

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
  const own = manifests.filter((manifest) => manifest.assistant === assistant && manifest.erasedAt === null);
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
    repositories: byRepository(own, homes, where),
    unmapped: await unmappedFolders(own, homes, where),
    problem,
  };
}

interface Look {
  readonly places: readonly string[];
  readonly refs: readonly TranscriptRef[];
  /** False when it could not be listed, and for a database that may not be opened. */
  readonly counted: boolean;
  readonly problem: string | null;
}

/** Databases are opened only once they are allowed: their lists are in them. */
async function lookFor(assistant: Assistant, here: Machine, mayOpen: boolean): Promise<Look> {
  const reader = TRANSCRIPT_READERS[assistant];
  const places = await reader.detect(here);
  const refs: TranscriptRef[] = [];
  if (!mayOpen && (assistant === "opencode" || assistant === "cursor"))
    return { places, refs, counted: places.length === 0, problem: null };
  try {
    if (places.length > 0) for await (const ref of reader.list(here)) refs.push(ref);
    return { places, refs, counted: true, problem: null };
  } catch (error) {
    return { places, refs, counted: false, problem: error instanceof Error ? error.message : String(error) };
  }
}

function byRepository(own: readonly Manifest[], homes: Homes, where: Whereabouts): TranscriptSourceView["repositories"] {
  const counts = new Map<RepositoryId, number>();
  for (const manifest of own) {
    const id = homes.get(manifest)?.repositoryId;
    if (id !== undefined) counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return where.repositories.flatMap(({ id, name }) => (counts.has(id) ? [{ repositoryId: id, name, count: counts.get(id) ?? 0 }] : []));
}

async function unmappedFolders(own: readonly Manifest[], homes: Homes, where: Whereabouts): Promise<readonly UnmappedFolder[]> {
  const open = own.filter((manifest) => {
    const cwd = manifest.sessions[0]?.cwd ?? null;
    return manifest.sessions.length > 0 && homes.get(manifest) === null && !(cwd !== null && where.mapped.has(cwd));
  });
  const folders = Map.groupBy(open, (manifest) => manifest.sessions[0]?.cwd ?? null);
  const views = await Promise.all(
    [...folders].map(async ([cwd, manifests]) => ({
      cwd,
      count: manifests.length,
      exists: cwd !== null && (await stat(cwd).catch(() => null))?.isDirectory() === true,
      suggestion: manifests[0] === undefined ? null : suggestRepository(manifests[0], where),
    })),
  );
  return views.sort((a, b) => b.count - a.count || (a.cwd ?? "").localeCompare(b.cwd ?? ""));
}

/** Every transcript that is archived, or found with an assistant that is allowed. */
export async function transcriptEntries(service: TranscriptService): Promise<readonly TranscriptEntry[]> {
  const [here, permissions, manifests] = await Promise.all([service.machineHere(), service.permissions(), service.archive.list()]);
  const held = manifests.filter((manifest) => manifest.erasedAt === null);
  const homes = await service.homes(held);
  const lastUsed = new Map<string, number>();
  const uncounted = new Set<Assistant>();
  for (const assistant of ASSISTANTS) {
    const { refs, counted } = await lookFor(assistant, here, permissions.get(assistant) === "allowed");
    if (!counted) uncounted.add(assistant);
    for (const ref of refs) lastUsed.set(`${ref.assistant}/${ref.key}`, ref.files[0]?.mtimeMs ?? 0);
  }
  const entries = await Promise.all(
    held.map(async (manifest): Promise<TranscriptEntry> => {
      const [first] = manifest.sessions;
      const used = lastUsed.get(`${manifest.assistant}/${manifest.key}`);
      return {
        assistant: manifest.assistant,
        key: manifest.key,
        title: first?.title ?? manifest.key,
        agent: first?.agent ?? manifest.assistant,
        ownIds: manifest.sessions.map((session) => session.ownId),
        repositoryId: homes.get(manifest)?.repositoryId ?? null,
        cwd: first?.cwd ?? null,
        startedAt: first?.startedAt ?? null,
        endedAt: manifest.sessions.at(-1)?.endedAt ?? null,
        turns: manifest.sessions.reduce((sum, session) => sum + session.turns, 0),
        bytes: manifest.files.reduce((sum, file) => sum + file.bytes, 0),
        archivedAt: manifest.updatedAt,
        present: used !== undefined || uncounted.has(manifest.assistant),
        deletesAt: used === undefined ? null : deletionOf(await retentionOf(manifest.assistant, here), used),
        problem: manifest.problem,
      };
    }),
  );
  return entries.sort((a, b) => compare(a.deletesAt ?? NEVER, b.deletesAt ?? NEVER) || compare(b.endedAt ?? "", a.endedAt ?? ""));
}

/** After every instant. */
const NEVER = "~";

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
