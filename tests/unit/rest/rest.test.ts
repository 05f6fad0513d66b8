import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createMemoryPortPair } from "../../../src-shared/rpc/memory-port.ts";
import { collectGarbage } from "../../../src-main/core/rest/collect-garbage.ts";
import { createRest, touching } from "../../../src-main/core/rest/rest.ts";

describe("rest", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("comes once when nothing was done for a while, and then no timer is left", () => {
    const work = vi.fn();
    const rest = createRest(work, 1000);
    expect(vi.getTimerCount()).toBe(0);
    rest.touch();
    vi.advanceTimersByTime(900);
    rest.touch();
    vi.advanceTimersByTime(900);
    expect(work).not.toHaveBeenCalled();
    vi.advanceTimersByTime(100);
    expect(work).toHaveBeenCalledTimes(1);
    expect(vi.getTimerCount()).toBe(0);
    rest.touch();
    vi.advanceTimersByTime(1000);
    expect(work).toHaveBeenCalledTimes(2);
  });

  it("does not come after it was closed", () => {
    const work = vi.fn();
    const rest = createRest(work, 1000);
    rest.touch();
    rest.close();
    rest.touch();
    vi.advanceTimersByTime(10_000);
    expect(work).not.toHaveBeenCalled();
  });
});

describe("a port that tells of its use", () => {
  it("tells of every frame, either way, and hands it on", async () => {
    const [near, far] = createMemoryPortPair();
    const touch = vi.fn();
    const told = touching(near, touch);
    const received = vi.fn();
    told.onFrame(received);
    far.onFrame((frame) => far.post({ answer: frame }));
    told.post({ question: 1 });
    await vi.waitFor(() => expect(received).toHaveBeenCalledWith({ answer: { question: 1 } }), 60_000);
    expect(touch).toHaveBeenCalledTimes(2);
    far.close();
    await vi.waitFor(() => expect(touch).toHaveBeenCalledTimes(3), 60_000);
  });
});

describe("collecting garbage", () => {
  it("frees what nothing refers to, and leaves no collector in sight", async () => {
    const gone = new WeakRef({ large: Array.from({ length: 1000 }, () => 0) });
    // Until the end of the turn, a reference that was made in it holds its object.
    await new Promise((resolve) => setImmediate(resolve));
    collectGarbage();
    expect(gone.deref()).toBeUndefined();
    expect("gc" in globalThis).toBe(false);
  });
});
