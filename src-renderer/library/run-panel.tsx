import { Check, Circle, LoaderCircle } from "lucide-react";
import type { PhaseProgress, RunProgress } from "../../src-shared/contract/index.ts";
import { phaseShare } from "../app/runs.ts";
import { common } from "../strings/en-common.ts";
import { libraryWords } from "../strings/en-library.ts";
import { formatNumber, formatSeconds } from "../strings/format.ts";
import { ProgressBar } from "../ui/progress-bar.tsx";
import { RunButtons } from "./run-buttons.tsx";

const words = libraryWords.run;
const ICONS = { done: Check, running: LoaderCircle, waiting: Circle };

/** A run by phase: counts, rate, time left, and what can be done with it. */
export function RunPanel({ run, name }: { readonly run: RunProgress; readonly name: string }) {
  return (
    <section className="run-panel" aria-label={words.title}>
      <header className="run-head">
        <h2>
          {run.state === "paused" ? words.paused : words.title}
          {run.secondsLeft !== null && <span className="muted tabular"> {words.left(formatSeconds(run.secondsLeft))}</span>}
        </h2>
        <RunButtons run={run} name={name} />
      </header>
      <ol className="run-phases">
        {run.phases.map((phase) => (
          <Phase key={phase.phase} phase={phase} />
        ))}
      </ol>
      <p className="muted">
        {words.searchable}
        {run.quarantined > 0 && ` ${words.quarantined(run.quarantined)}.`}
      </p>
    </section>
  );
}

function Phase({ phase }: { readonly phase: PhaseProgress }) {
  const Icon = ICONS[phase.state];
  return (
    <li className="run-phase" data-state={phase.state}>
      <Icon size="1.15em" strokeWidth={1.75} aria-hidden />
      <ProgressBar label={common.phases[phase.phase]} value={phase.state === "waiting" ? 0 : phaseShare(phase)} text={phaseText(phase)} />
    </li>
  );
}

function phaseText(phase: PhaseProgress): string {
  if (phase.state === "waiting") return words.waiting;
  if (phase.state === "done") return phase.done === 0 ? words.done : formatNumber(phase.done);
  const numbers = phase.total === null ? formatNumber(phase.done) : words.of(phase.done, phase.total);
  return phase.rate >= 1 ? `${numbers} · ${words.rate(phase.rate)}` : numbers;
}
