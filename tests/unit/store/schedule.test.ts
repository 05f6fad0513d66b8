import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createSchedule } from "../../../src-main/core/store/turso/schedule.ts";

describe("a schedule", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  test("tries again after a failure elsewhere, also one that comes while a run is under way", async () => {
    let release = (): void => undefined;
    const work = vi.fn(() => new Promise<void>((resolve) => (release = resolve)));
    const schedule = createSchedule(work, 0);
    const running = schedule.now();
    schedule.later();
    release();
    await running;
    expect(schedule.nextAt()).not.toBeNull();
    await vi.advanceTimersByTimeAsync(2000);
    expect(work).toHaveBeenCalledTimes(2);
    release();
    await vi.advanceTimersByTimeAsync(600_000);
    expect(work).toHaveBeenCalledTimes(2);
    await schedule.stop();
  });

  test("waits longer after each failure of its own, and no shorter for what fails elsewhere", async () => {
    const work = vi.fn(() => Promise.reject(new Error("down")));
    const schedule = createSchedule(work, 60_000);
    await expect(schedule.now()).rejects.toThrow("down");
    await vi.advanceTimersByTimeAsync(2000);
    await vi.advanceTimersByTimeAsync(4000);
    expect(work).toHaveBeenCalledTimes(3);
    schedule.later();
    schedule.soon();
    await vi.advanceTimersByTimeAsync(7000);
    expect(work).toHaveBeenCalledTimes(3);
    await vi.advanceTimersByTimeAsync(1000);
    expect(work).toHaveBeenCalledTimes(4);
    await schedule.stop();
  });
});
