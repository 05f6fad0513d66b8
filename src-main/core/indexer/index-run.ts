import type { RunReport } from "../../../src-shared/contract/library.ts";
import { VerdigrisError } from "../../../src-shared/rpc/errors.ts";
import { bothOrFirstFailure } from "../both.ts";
import { MAX_TRAINING_PASSAGES } from "../embed/fill-space.ts";
import { embedPassages } from "./embed-phase.ts";
import { readFiles } from "./files-phase.ts";
import { readHistory } from "./history-phase.ts";
import type { RunContext, RunTally } from "./run-context.ts";
import { readTranscripts } from "./transcripts-phase.ts";

/**
 * One index run: files and history side by side, then links, then vectors. Each batch lands atomically, so a run that is
 * cancelled or killed leaves what it had written in service, and the next one goes on from there.
 */
export async function runIndex(given: Omit<RunContext, "collection">): Promise<RunReport> {
  const started = performance.now();
  let isFirst = false;
  const tally: RunTally = { filesSeen: 0, filesRead: 0, filesRemoved: 0, passagesWritten: 0, commitsWritten: 0, vectorsWritten: 0 };
  const collection = (): string | null => (isFirst && tally.passagesWritten < MAX_TRAINING_PASSAGES ? given.runId : null);
  const run: RunContext = { ...given, collection };
  const report = (state: RunReport["state"], message: string): RunReport => {
    run.progress.setState(state, message);
    return { runId: run.runId, repositoryId: run.repository.id, state, seconds: (performance.now() - started) / 1000, message, ...tally };
  };
  try {
    await saveRepository(run, run.repository.indexedAt);
    isFirst = await isLibraryEmpty(run);
    let sessionsChanged = false;
    const history = run.isGit ? readHistory(run, tally, () => sessionsChanged) : Promise.resolve(async () => undefined);
    const [files, link] = await bothOrFirstFailure(readFiles(run, tally), history);
    const transcriptsChanged = await readTranscripts(run, tally, files);
    sessionsChanged = files.sessionsChanged || transcriptsChanged;
    // None of the three needs what another one writes; each leaves threads idle that the others use.
    const hasChanged = tally.passagesWritten > 0 || tally.filesRemoved > 0;
    const linkedAndMerged = bothOrFirstFailure(link(), hasChanged ? run.store.optimise() : Promise.resolve());
    await bothOrFirstFailure(linkedAndMerged, embedPassages(run, tally));
    run.progress.start("finish", null);
    await saveRepository(run, new Date().toISOString());
    run.progress.finish("finish");
    return report("done", "");
  } catch (error) {
    if (run.signal.aborted || (error instanceof VerdigrisError && error.code === "cancelled")) {
      return report("cancelled", "The run was cancelled. What it had read stays searchable.");
    }
    run.logger.error("An index run failed.", { repository: run.repository.name, error });
    const reason = error instanceof VerdigrisError ? error.message : "Something unexpected happened; the log says what.";
    return report("failed", `${reason} What was indexed before stays searchable; start it again to go on.`);
  }
}

/** Its first model is trained on what this run reads. */
async function isLibraryEmpty({ store }: RunContext): Promise<boolean> {
  return (await store.listSpaces()).length === 0 && (await store.passageCount()) === 0;
}

async function saveRepository({ store, repository }: RunContext, indexedAt: string | null): Promise<void> {
  await store.upsertRepository({ ...repository, indexedAt });
}
