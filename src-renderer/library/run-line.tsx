import type { RunProgress } from "../../src-shared/contract/index.ts";
import { currentPhase, phaseShare } from "../app/runs.ts";
import { common } from "../strings/en-common.ts";
import { libraryWords } from "../strings/en-library.ts";
import { formatNumber, formatSeconds } from "../strings/format.ts";
import { ProgressBar } from "../ui/progress-bar.tsx";
import { RunButtons } from "./run-buttons.tsx";

/** A run in one line, for the list. */
export function RunLine({ run, name }: { readonly run: RunProgress; readonly name: string }) {
  const phase = currentPhase(run);
  const numbers = phase === null ? "" : phase.total === null ? formatNumber(phase.done) : libraryWords.run.of(phase.done, phase.total);
  const left = run.secondsLeft === null ? "" : ` · ${libraryWords.run.left(formatSeconds(run.secondsLeft))}`;
  return (
    <div className="run-line">
      <ProgressBar
        label={run.state === "paused" ? libraryWords.run.paused : phase === null ? libraryWords.run.title : common.phases[phase.phase]}
        value={phase === null ? null : phaseShare(phase)}
        text={`${numbers}${left}`}
      />
      <RunButtons run={run} name={name} />
    </div>
  );
}
