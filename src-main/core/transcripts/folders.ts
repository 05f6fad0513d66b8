import { stat } from "node:fs/promises";
import type { TranscriptFolder } from "../../../src-shared/contract/transcripts.ts";
import type { Manifest } from "./archive/manifest.ts";
import { suggestRepository, type TranscriptHome, type Whereabouts } from "./find-repository.ts";

export type Homes = ReadonlyMap<Manifest, TranscriptHome | null>;

/** The folders that transcripts name, by where they belong: those of no repository first, then the most used. */
export async function foldersOf(manifests: readonly Manifest[], homes: Homes, where: Whereabouts): Promise<readonly TranscriptFolder[]> {
  const groups = new Map<string, { readonly folder: Omit<TranscriptFolder, "count" | "exists">; count: number }>();
  for (const manifest of manifests) {
    if (manifest.sessions.length === 0) continue;
    const folder = folderOf(manifest, homes.get(manifest) ?? null, where);
    const key = JSON.stringify([folder.cwd, folder.repositoryId]);
    const group = groups.get(key) ?? { folder, count: 0 };
    group.count += 1;
    groups.set(key, group);
  }
  const folders = await Promise.all(
    [...groups.values()].map(async ({ folder, count }) => ({ ...folder, count, exists: await isFolder(folder.cwd) })),
  );
  return folders.sort(
    (a, b) => Number(a.reason !== null) - Number(b.reason !== null) || b.count - a.count || ((a.cwd ?? "") < (b.cwd ?? "") ? -1 : 1),
  );
}

function folderOf(manifest: Manifest, home: TranscriptHome | null, where: Whereabouts): Omit<TranscriptFolder, "count" | "exists"> {
  const cwd = manifest.sessions[0]?.cwd ?? null;
  if (home !== null) return { cwd, repositoryId: home.repositoryId, reason: home.reason, suggestion: null };
  if (cwd !== null && where.mapped.has(cwd)) return { cwd, repositoryId: null, reason: "said", suggestion: null };
  return { cwd, repositoryId: null, reason: null, suggestion: suggestRepository(manifest, where) };
}

async function isFolder(path: string | null): Promise<boolean> {
  return path !== null && (await stat(path).catch(() => null))?.isDirectory() === true;
}
