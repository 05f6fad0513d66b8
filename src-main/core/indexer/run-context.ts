import type { Repository } from "../../../src-shared/domain/index.ts";
import type { Logger } from "../log/logger.ts";
import type { KnowledgeStore } from "../store/knowledge-store.ts";
import type { Checkout, MachineStore } from "../store/machine-store.ts";
import type { Remote } from "../store/service.ts";
import type { TranscriptService } from "../transcripts/transcript-service.ts";
import type { Gate } from "./gate.ts";
import type { SourceCaps } from "./index-service.ts";
import type { ProgressTracker } from "./progress.ts";
import type { WorkerPool } from "./worker-pool.ts";

/** What every phase of a run is given. */
export interface RunContext {
  readonly runId: string;
  readonly repository: Repository;
  readonly checkout: Checkout;
  readonly isGit: boolean;
  readonly store: Remote<KnowledgeStore>;
  readonly machine: Remote<MachineStore>;
  readonly pool: WorkerPool;
  readonly transcripts: Pick<TranscriptService, "forRepository">;
  readonly caps: SourceCaps;
  /** Names what the workers collect for training on the way; null when the run trains nothing, or from the store. */
  readonly collection: () => string | null;
  /** Only these paths, when quarantined files are retried. */
  readonly only: ReadonlySet<string> | null;
  readonly signal: AbortSignal;
  readonly gate: Gate;
  readonly progress: ProgressTracker;
  readonly logger: Logger;
}

/** What the run has done so far; phases add to it. */
export interface RunTally {
  filesSeen: number;
  filesRead: number;
  filesRemoved: number;
  passagesWritten: number;
  commitsWritten: number;
  vectorsWritten: number;
}
