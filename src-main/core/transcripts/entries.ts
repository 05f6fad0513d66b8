import type { RetentionPolicy, TranscriptEntry } from "../../../src-shared/contract/transcripts.ts";
import { ASSISTANTS, type Assistant } from "../../../src-shared/domain/index.ts";
import { lookFor } from "./look-for.ts";
import { deletionOf, retentionOf } from "./retention.ts";
import type { TranscriptService } from "./transcript-service.ts";

/** Every transcript that is archived, or found with an assistant that is allowed. */
export async function transcriptEntries(service: TranscriptService): Promise<readonly TranscriptEntry[]> {
  const [here, permissions, held] = await Promise.all([service.machineHere(), service.permissions(), service.archive.held()]);
  const homes = await service.homes(held);
  const lastUsed = new Map<string, number>();
  const uncounted = new Set<Assistant>();
  for (const assistant of ASSISTANTS) {
    const { refs, counted } = await lookFor(assistant, here, permissions.get(assistant) === "allowed");
    if (!counted) uncounted.add(assistant);
    for (const ref of refs) lastUsed.set(`${ref.assistant}/${ref.key}`, ref.files[0]?.mtimeMs ?? 0);
  }
  const policies = new Map<Assistant, RetentionPolicy>();
  for (const assistant of ASSISTANTS) policies.set(assistant, await retentionOf(assistant, here));
  const entries = held.map((manifest): TranscriptEntry => {
    const [first] = manifest.sessions;
    const policy = policies.get(manifest.assistant);
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
      deletesAt: used === undefined || policy === undefined ? null : deletionOf(policy, used),
      problem: manifest.problem,
    };
  });
  return entries.sort((a, b) => compare(a.deletesAt ?? NEVER, b.deletesAt ?? NEVER) || compare(b.endedAt ?? "", a.endedAt ?? ""));
}

/** After every instant. */
const NEVER = "~";

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
