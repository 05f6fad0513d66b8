import { RUN_PHASES } from "../../../src-shared/contract/library.ts";
import type { PhaseProgress, RunPhase, RunProgress } from "../../../src-shared/contract/library.ts";

/** Progress of one run: counts by phase, a rate over the last seconds, and the time left. Reports at most ten times a second. */
export interface ProgressTracker {
  start(phase: RunPhase, total: number | null): void;
  /** Adds to what is done; `total` may grow while a phase runs. */
  advance(phase: RunPhase, count: number): void;
  setTotal(phase: RunPhase, total: number): void;
  finish(phase: RunPhase): void;
  quarantined(count: number): void;
  setState(state: RunProgress["state"], message?: string): void;
  snapshot(): RunProgress;
}

interface Phase {
  done: number;
  total: number | null;
  state: PhaseProgress["state"];
  /** Samples of (time, done) over the last {@link RATE_WINDOW_MS}. */
  samples: { at: number; done: number }[];
}

const REPORT_INTERVAL_MS = 100;
const RATE_WINDOW_MS = 3000;

export function createProgressTracker(
  ids: { readonly runId: string; readonly repositoryId: string },
  report: (progress: RunProgress) => void,
  now: () => number = () => performance.now(),
): ProgressTracker {
  const phases = new Map<RunPhase, Phase>(RUN_PHASES.map((name) => [name, { done: 0, total: null, state: "waiting", samples: [] }]));
  let state: RunProgress["state"] = "running";
  let message = "";
  let quarantined = 0;
  let lastReport = Number.NEGATIVE_INFINITY;

  function phaseOf(name: RunPhase): Phase {
    return phases.get(name) as Phase;
  }
  function changed(atOnce: boolean): void {
    if (!atOnce && now() - lastReport < REPORT_INTERVAL_MS) return;
    lastReport = now();
    report(snapshot());
  }
  function rateOf(phase: Phase): number {
    const first = phase.samples[0];
    const last = phase.samples.at(-1);
    if (first === undefined || last === undefined || last.at - first.at < 50) return 0;
    return ((last.done - first.done) * 1000) / (last.at - first.at);
  }
  /** The slowest running phase decides; phases that wait are not guessed at. */
  function secondsLeft(): number | null {
    let longest: number | null = null;
    for (const phase of phases.values()) {
      const rate = rateOf(phase);
      if (phase.state !== "running" || phase.total === null || rate <= 0) continue;
      longest = Math.max(longest ?? 0, Math.max(0, phase.total - phase.done) / rate);
    }
    return longest;
  }
  function snapshot(): RunProgress {
    return {
      ...ids,
      state,
      message,
      quarantined,
      secondsLeft: state === "running" ? secondsLeft() : null,
      phases: RUN_PHASES.map((name) => {
        const phase = phaseOf(name);
        return { phase: name, done: phase.done, total: phase.total, rate: rateOf(phase), state: phase.state };
      }),
    };
  }

  return {
    start(name, total) {
      const phase = phaseOf(name);
      phase.state = "running";
      phase.total = total;
      phase.samples = [{ at: now(), done: phase.done }];
      changed(true);
    },
    advance(name, count) {
      const phase = phaseOf(name);
      phase.done += count;
      const at = now();
      if (at - (phase.samples.at(-1)?.at ?? 0) >= 50) phase.samples.push({ at, done: phase.done });
      while (phase.samples.length > 2 && at - (phase.samples[0]?.at ?? 0) > RATE_WINDOW_MS) phase.samples.shift();
      changed(false);
    },
    setTotal(name, total) {
      phaseOf(name).total = total;
      changed(false);
    },
    finish(name) {
      const phase = phaseOf(name);
      phase.state = "done";
      phase.total = phase.done;
      changed(true);
    },
    quarantined(count) {
      quarantined += count;
    },
    setState(next, text = "") {
      state = next;
      message = text;
      changed(true);
    },
    snapshot,
  };
}
