import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** One part of the benchmark, in a file of its own under `sections/`. */
export interface BenchSection {
  /** What it is chosen by on the command line. */
  readonly name: string;
  readonly description: string;
  /** Runs only when it is named: it takes many minutes. */
  readonly optional?: true;
  run(bench: Bench): Promise<void>;
}

/** What a section is given. */
export interface Bench {
  /** A folder that is gone when the benchmark ends. */
  folder(name: string): string;
  /** Prints a figure: median, 95th percentile and how often it was measured. */
  figure(what: string, samples: readonly number[], unit: string): void;
  /** Prints a single value: a ratio, a size, a count. */
  value(what: string, value: number, unit: string): void;
}

/** Linear between the two nearest ranks. `share` in [0, 1]. */
export function quantile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  const place = (sorted.length - 1) * share;
  const below = sorted[Math.floor(place)] ?? Number.NaN;
  const above = sorted[Math.ceil(place)] ?? Number.NaN;
  return below + (above - below) * (place - Math.floor(place));
}

export function median(samples: readonly number[]): number {
  return quantile(samples, 0.5);
}

/** Milliseconds that `work` takes. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

/** Milliseconds of `work`, done so many times, one after the other. */
export async function repeated(times: number, work: () => Promise<unknown>): Promise<number[]> {
  const samples: number[] = [];
  for (let n = 0; n < times; n++) samples.push(await timed(work));
  return samples;
}

export function createBench(print: (line: string) => void): Bench & { close(): void } {
  const folders: string[] = [];
  const line = (what: string, ...cells: readonly string[]): void => print(`  ${what.padEnd(52)} ${cells.join("  ")}`);
  return {
    folder(name) {
      const path = mkdtempSync(join(tmpdir(), `verdigris-bench-${name}-`));
      folders.push(path);
      return path;
    },
    figure: (what, samples, unit) =>
      line(what, `median ${format(median(samples))} ${unit}`, `p95 ${format(quantile(samples, 0.95))} ${unit}`, `n ${samples.length}`),
    value: (what, value, unit) => line(what, `${format(value)} ${unit}`),
    close() {
      for (const path of folders) rmSync(path, { recursive: true, force: true });
    },
  };
}

function format(value: number): string {
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2);
}
