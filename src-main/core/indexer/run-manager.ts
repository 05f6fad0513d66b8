import { randomUUID } from "node:crypto";
import type { RunProgress, RunReport } from "../../../src-shared/contract/library.ts";
import type { Repository, RepositoryId } from "../../../src-shared/domain/index.ts";
import { VerdigrisError } from "../../../src-shared/rpc/errors.ts";
import type { Logger } from "../log/logger.ts";
import type { KnowledgeStore } from "../store/knowledge-store.ts";
import type { Checkout, MachineStore, RunRecord } from "../store/machine-store.ts";
import type { Remote } from "../store/service.ts";
import type { TranscriptService } from "../transcripts/transcript-service.ts";
import { createGate, type Gate } from "./gate.ts";
import { runIndex } from "./index-run.ts";
import type { SourceCaps } from "./index-service.ts";
import { createProgressTracker, type ProgressTracker } from "./progress.ts";
import type { WorkerPool } from "./worker-pool.ts";

export interface RunRequest {
  readonly repository: Repository;
  readonly checkout: Checkout;
  readonly isGit: boolean;
  readonly only?: readonly string[];
}

/** Index runs, one at a time and in the order asked: two at once would only take each other's processor and lock. */
export interface RunManager {
  /** Starts a run, or queues it. A repository that has a run waiting gets that one. @throws VerdigrisError "closed" once it was closed. */
  start(request: RunRequest): string;
  /** Resolves when the run has ended, also for one that ended some time ago. */
  wait(runId: string): Promise<RunReport>;
  onProgress(runId: string, listener: (progress: RunProgress) => void): () => void;
  pause(runId: string): void;
  resume(runId: string): void;
  cancel(runId: string): void;
  active(): readonly RunProgress[];
  /** Cancels a repository's runs and resolves when none is left. */
  stop(repositoryId: RepositoryId): Promise<void>;
  close(): Promise<void>;
}

export interface RunManagerOptions {
  readonly store: Remote<KnowledgeStore>;
  readonly machine: Remote<MachineStore>;
  readonly pool: WorkerPool;
  readonly transcripts: Pick<TranscriptService, "forRepository">;
  readonly caps: () => SourceCaps;
  readonly logger: Logger;
  readonly onProgress: (progress: RunProgress) => void;
  readonly onEnd: (report: RunReport) => void;
}

interface Run {
  readonly id: string;
  readonly request: RunRequest;
  readonly startedAt: string;
  readonly controller: AbortController;
  readonly gate: Gate;
  readonly progress: ProgressTracker;
  readonly listeners: Set<(progress: RunProgress) => void>;
  readonly ended: Promise<RunReport>;
  started: boolean;
}

/** Reports of ended runs that are kept for a late `wait`. */
const KEPT_REPORTS = 100;

export function createRunManager(options: RunManagerOptions): RunManager {
  const runs = new Map<string, Run>();
  const reports = new Map<string, RunReport>();
  let queue: Promise<unknown> = Promise.resolve();
  let closing = false;

  function find(runId: string): Run {
    const run = runs.get(runId);
    if (run === undefined) throw new VerdigrisError("not-found", "This index run has ended.", { runId });
    return run;
  }

  async function execute(run: Run): Promise<RunReport> {
    run.started = true;
    await record(run, "running", "");
    const report = await runIndex({
      runId: run.id,
      repository: run.request.repository,
      checkout: run.request.checkout,
      isGit: run.request.isGit,
      only: run.request.only === undefined ? null : new Set(run.request.only),
      store: options.store,
      machine: options.machine,
      pool: options.pool,
      transcripts: options.transcripts,
      caps: options.caps(),
      logger: options.logger,
      signal: run.controller.signal,
      gate: run.gate,
      progress: run.progress,
    });
    // Cut off by closing, it stays `running` in the record: the next start goes on with it.
    if (!closing) await record(run, report.state, report.message);
    return report;
  }

  /** A record that cannot be written (a full disk) costs going on after a crash; the run's own end is what its caller is told. */
  async function record(run: Run, state: RunRecord["state"], message: string): Promise<void> {
    const finishedAt = state === "running" ? null : new Date().toISOString();
    const { id, startedAt } = run;
    try {
      await options.machine.saveRun({ id, repositoryId: run.request.repository.id, startedAt, finishedAt, state, message });
    } catch (error) {
      options.logger.error("An index run could not be recorded.", { error });
    }
  }

  return {
    start(request) {
      if (closing) throw new VerdigrisError("closed", "The library is being closed.");
      const waiting = [...runs.values()].find((run) => !run.started && run.request.repository.id === request.repository.id);
      if (waiting !== undefined && waiting.request.only === undefined) return waiting.id;
      const id = randomUUID();
      const listeners = new Set<(progress: RunProgress) => void>();
      const progress = createProgressTracker({ runId: id, repositoryId: request.repository.id }, (snapshot) => {
        options.onProgress(snapshot);
        for (const listener of listeners) listener(snapshot);
      });
      const { promise: ended, resolve, reject } = Promise.withResolvers<RunReport>();
      ended.catch(() => undefined); // Whoever waits is told; a run nobody waits for is in the log.
      const run: Run = {
        id,
        request,
        startedAt: new Date().toISOString(),
        controller: new AbortController(),
        gate: createGate(),
        progress,
        listeners,
        ended,
        started: false,
      };
      runs.set(id, run);
      queue = queue
        .then(() => execute(run))
        .then((report) => {
          runs.delete(id);
          reports.set(id, report);
          for (const old of [...reports.keys()].slice(0, -KEPT_REPORTS)) reports.delete(old);
          options.onEnd(report);
          resolve(report);
        })
        .catch((error: unknown) => {
          runs.delete(id);
          options.logger.error("An index run ended unexpectedly.", { error });
          reject(error);
        });
      return id;
    },
    async wait(runId) {
      const report = reports.get(runId);
      return report ?? find(runId).ended;
    },
    onProgress(runId, listener) {
      const run = runs.get(runId);
      run?.listeners.add(listener);
      return () => void run?.listeners.delete(listener);
    },
    pause(runId) {
      const run = find(runId);
      run.gate.close();
      run.progress.setState("paused");
    },
    resume(runId) {
      const run = find(runId);
      run.gate.open();
      run.progress.setState("running");
    },
    cancel: (runId) => find(runId).controller.abort(),
    active: () => [...runs.values()].map((run) => run.progress.snapshot()),
    async stop(repositoryId) {
      const own = [...runs.values()].filter((run) => run.request.repository.id === repositoryId);
      for (const run of own) run.controller.abort();
      await Promise.allSettled(own.map((run) => run.ended));
    },
    async close() {
      closing = true;
      for (const run of runs.values()) run.controller.abort();
      await Promise.allSettled([...runs.values()].map((run) => run.ended));
    },
  };
}
