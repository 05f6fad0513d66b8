/** Preloaded into a process: its clock is ahead (or behind) of the machine's by CLOCK_AHEAD_MS, in every thread and child of it. */
const ahead = Number(process.env["CLOCK_AHEAD_MS"] ?? 0);
const RealDate = Date;

globalThis.Date = class extends RealDate {
  constructor(...args: readonly unknown[]) {
    super(...((args.length === 0 ? [RealDate.now() + ahead] : args) as [number]));
  }
  static override now(): number {
    return RealDate.now() + ahead;
  }
} as DateConstructor;
