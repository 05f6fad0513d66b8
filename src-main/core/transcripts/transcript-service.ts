import type { SweepProgress, SweepReport } from "../../../src-shared/contract/transcripts.ts";
import { ASSISTANTS, type Assistant, type RepositoryId } from "../../../src-shared/domain/index.ts";
import { openRepository } from "../git/repository.ts";
import { createTurns } from "../in-turn.ts";
import { createInFlight } from "../indexer/in-flight.ts";
import type { WorkerPool } from "../indexer/worker-pool.ts";
import type { Logger } from "../log/logger.ts";
import type { KnowledgeReader } from "../store/knowledge-store.ts";
import type { MachineStore } from "../store/machine-store.ts";
import type { Remote } from "../store/service.ts";
import { openArchive, type Archive } from "./archive/archive.ts";
import type { Manifest } from "./archive/manifest.ts";
import { findRepository, type TranscriptHome, type Whereabouts } from "./find-repository.ts";
import { contentMark, type TranscriptToIndex } from "./index-transcript.ts";
import { TRANSCRIPT_READERS } from "./registry.ts";
import { planIndex } from "./plan-index.ts";
import type { Machine, TranscriptRef } from "./transcript-reader.ts";

/** What the user said of an assistant. */
export type Permission = "allowed" | "ignored";

export interface TranscriptServiceOptions {
  readonly store: Remote<KnowledgeReader>;
  readonly machine: Remote<MachineStore>;
  readonly pool: WorkerPool;
  readonly logger: Logger;
  /** The archive's folder. */
  readonly folder: string;
  readonly here: () => Omit<Machine, "checkouts">;
  readonly maxTranscriptBytes: () => number;
}

/** Transcripts on this machine: what there is, what may be read, what is archived, and what belongs to which repository. */
export interface TranscriptService {
  readonly archive: Archive;
  machineHere(): Promise<Machine>;
  permissions(): Promise<ReadonlyMap<Assistant, Permission>>;
  setPermission(assistant: Assistant, permission: Permission): Promise<void>;
  /** `undefined` takes back what was said. */
  map(cwd: string, repositoryId: RepositoryId | null | undefined): Promise<void>;
  whereabouts(): Promise<Whereabouts>;
  homes(manifests: readonly Manifest[]): Promise<ReadonlyMap<Manifest, TranscriptHome | null>>;
  /** Archives what is new of those that are allowed. */
  sweep(signal: AbortSignal, onProgress?: (progress: SweepProgress) => void): Promise<SweepOutcome>;
  /**
   * What is to be indexed with a repository, each with a mark of its content. `inRepository` are paths that the scan found: transcripts among them are part
   * of the repository, and need no permission of their own.
   */
  forRepository(
    repositoryId: RepositoryId,
    root: string,
    inRepository: ReadonlySet<string>,
    signal: AbortSignal,
  ): Promise<readonly PlannedTranscript[]>;
}

export type SweepOutcome = Omit<SweepReport, "runIds"> & { readonly changed: readonly Manifest[] };
export interface PlannedTranscript {
  readonly input: TranscriptToIndex;
  readonly mark: string;
}

/** By {@link nameOf}. */
type Manifests = Map<string, Manifest>;

const PERMISSIONS = "transcripts:permissions";
const MAPPED = "transcripts:mapped";
/** Runs that follow one another closely do not look again. */
const FRESH_MS = 5000;

export function createTranscriptService(options: TranscriptServiceOptions): TranscriptService {
  const { store, machine, pool, logger } = options;
  const archive = openArchive(options.folder);
  const folders = new Map<string, Promise<{ readonly id: RepositoryId; readonly root: string } | null>>();
  const inTurn = createTurns();
  let sweeping: Promise<unknown> | null = null;
  let sweptAt = Number.NEGATIVE_INFINITY;

  async function readRecord(key: string): Promise<Record<string, unknown>> {
    try {
      return JSON.parse((await machine.readValue(key)) ?? "{}") as Record<string, unknown>;
    } catch {
      return {};
    }
  }
  /** What was said at the same time is all kept. */
  function note(key: string, name: string, value: unknown): Promise<void> {
    return inTurn(async () => machine.writeValue(key, JSON.stringify({ ...(await readRecord(key)), [name]: value })));
  }
  async function machineHere(): Promise<Machine> {
    return { ...options.here(), checkouts: (await machine.listCheckouts()).map((checkout) => checkout.root) };
  }
  async function permissions(): Promise<ReadonlyMap<Assistant, Permission>> {
    const held = await readRecord(PERMISSIONS);
    return new Map(
      ASSISTANTS.flatMap((assistant): [Assistant, Permission][] => {
        const value = held[assistant];
        return value === "allowed" || value === "ignored" ? [[assistant, value]] : [];
      }),
    );
  }

  async function manifestsHere(): Promise<Manifests> {
    return new Map((await archive.list()).map((manifest) => [nameOf(manifest), manifest]));
  }

  /** What is archived anew is put into `known`. */
  async function archiveAll(
    found: AsyncIterable<TranscriptRef>,
    known: Manifests,
    signal: AbortSignal,
    onProgress?: (progress: SweepProgress) => void,
  ): Promise<SweepOutcome> {
    // Names only: how many there are is known before any is read.
    const refs: TranscriptRef[] = [];
    for await (const ref of found) refs.push(ref);
    if (refs.length === 0) return { archived: 0, unchanged: 0, failed: 0, changed: [] };
    let done = 0;
    const report = (): void => onProgress?.({ done, total: refs.length });
    const work = createInFlight(pool.size);
    const changed: Manifest[] = [];
    let [unchanged, failed] = [0, 0];
    report();
    for (const ref of refs) {
      signal.throwIfAborted();
      const before = known.get(nameOf(ref)) ?? null;
      if (before !== null && (before.erasedAt !== null || looksTheSame(before, ref))) {
        unchanged++;
        done++;
        continue;
      }
      await work.add(async () => {
        try {
          const manifest = await pool.call("transcripts.archive", { folder: options.folder, ref, before }, signal);
          known.set(nameOf(manifest), manifest);
          if (before === null || manifest.updatedAt !== before.updatedAt) changed.push(manifest);
        } catch (error) {
          if (signal.aborted) throw error;
          failed++;
          logger.warn("A transcript could not be archived.", { assistant: ref.assistant, key: ref.key, error });
        }
        done++;
        report();
      });
    }
    await work.drain();
    return { archived: changed.length, unchanged, failed, changed };
  }

  async function* allowedRefs(): AsyncGenerator<TranscriptRef> {
    const here = await machineHere();
    for (const [assistant, permission] of await permissions()) {
      if (permission !== "allowed") continue;
      try {
        yield* TRANSCRIPT_READERS[assistant].list(here);
      } catch (error) {
        logger.warn("An assistant's transcripts could not be listed.", { assistant, error });
      }
    }
  }

  async function sweep(
    signal: AbortSignal,
    onProgress?: (progress: SweepProgress) => void,
  ): Promise<{ readonly outcome: SweepOutcome; readonly known: Manifests }> {
    // One at a time: who asks meanwhile waits for that one and then looks again.
    while (sweeping !== null) await sweeping.catch(() => undefined);
    const work = manifestsHere().then(async (known) => ({ known, outcome: await archiveAll(allowedRefs(), known, signal, onProgress) }));
    sweeping = work;
    try {
      const swept = await work;
      sweptAt = performance.now();
      return swept;
    } finally {
      sweeping = null;
    }
  }

  async function whereabouts(): Promise<Whereabouts> {
    const [repositories, checkouts, mapped] = await Promise.all([store.listRepositories(), machine.listCheckouts(), readRecord(MAPPED)]);
    const known = new Set(repositories.map((repository) => repository.id));
    return {
      repositories,
      checkouts,
      mapped: new Map(Object.entries(mapped).flatMap(([cwd, id]) => (id === null || typeof id === "string" ? [[cwd, id] as const] : []))),
      async folderRepository(folder) {
        const found =
          folders.get(folder) ??
          openRepository(folder)
            .then((opened) => (opened === null || opened.kind === "bare" ? null : { id: opened.id, root: opened.root }))
            .catch(() => null);
        folders.set(folder, found);
        const repository = await found;
        return repository !== null && known.has(repository.id) ? repository : null;
      },
      commitRepositories: async (hash) => (await store.resolveCommit(hash)).map((commit) => commit.repositoryId),
    };
  }

  async function homes(manifests: readonly Manifest[]): Promise<ReadonlyMap<Manifest, TranscriptHome | null>> {
    const where = await whereabouts();
    const found = new Map<Manifest, TranscriptHome | null>();
    for (const manifest of manifests) found.set(manifest, await findRepository(manifest, where));
    return found;
  }

  return {
    archive,
    machineHere,
    permissions,
    whereabouts,
    homes,
    sweep: async (signal, onProgress) => (await sweep(signal, onProgress)).outcome,
    setPermission: (assistant, permission) => note(PERMISSIONS, assistant, permission),
    map: (cwd, repositoryId) => note(MAPPED, cwd, repositoryId),
    async forRepository(repositoryId, root, inRepository, signal) {
      const isFresh = performance.now() - sweptAt <= FRESH_MS;
      const known = isFresh ? await manifestsHere() : (await sweep(signal)).known;
      await archiveAll(refsInside(options.here(), root, inRepository), known, signal);
      folders.clear();
      const manifests = [...known.values()].filter((manifest) => manifest.erasedAt === null && manifest.sessions.length > 0);
      const where = await homes(manifests);
      const own = manifests.filter((manifest) => where.get(manifest)?.repositoryId === repositoryId);
      return planIndex(own).map(({ manifest, ownIds, earlier }) => {
        const recorded = where.get(manifest)?.recordedRoot ?? null;
        const input = {
          assistant: manifest.assistant,
          key: manifest.key,
          repositoryId,
          roots: recorded === null || recorded === root ? [root] : [root, recorded],
          ownIds,
          earlier,
          maxBytes: options.maxTranscriptBytes(),
        };
        return { input: { ...input, archive: options.folder }, mark: contentMark(manifest, input) };
      });
    },
  };
}

function nameOf({ assistant, key }: Pick<Manifest, "assistant" | "key">): string {
  return `${assistant}/${key}`;
}

/** Transcripts that lie in a repository and were found by its scan. */
async function* refsInside(here: Omit<Machine, "checkouts">, root: string, paths: ReadonlySet<string>): AsyncGenerator<TranscriptRef> {
  for (const reader of Object.values(TRANSCRIPT_READERS)) {
    if (reader.inRepository === undefined) continue;
    for await (const ref of reader.list({ ...here, checkouts: [root] })) {
      const path = ref.files[0]?.path.slice(root.length + 1).replaceAll("\\", "/") ?? "";
      if (paths.has(path)) yield ref;
    }
  }
}

/** Whether its files look as they did when they were archived, by names, sizes and times. */
function looksTheSame(before: Manifest, ref: TranscriptRef): boolean {
  if (before.readerVersion !== TRANSCRIPT_READERS[ref.assistant].version) return false;
  return ref.files.every((file) => {
    const seen = before.files.find((one) => one.name === file.name)?.seen;
    return seen !== undefined && seen.bytes === file.bytes && seen.mtimeMs === file.mtimeMs;
  });
}
