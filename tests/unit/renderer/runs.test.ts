import { expect, test } from "vitest";
import type { PhaseProgress, RunProgress } from "../../../src-shared/contract/index.ts";
import { currentPhase, isActive, phaseShare } from "../../../src-renderer/app/runs.ts";
import { errorDetails } from "../../../src-renderer/ui/error-details.ts";
import { VerdigrisError } from "../../../src-shared/rpc/errors.ts";

const phase = (name: PhaseProgress["phase"], state: PhaseProgress["state"], done = 0, total: number | null = null): PhaseProgress => ({
  phase: name,
  state,
  done,
  total,
  rate: 0,
});
const run = (state: RunProgress["state"], ...phases: readonly PhaseProgress[]): RunProgress => ({
  runId: "r",
  repositoryId: "x",
  state,
  phases,
  secondsLeft: null,
  quarantined: 0,
  message: "",
});

test("the last running phase is the current one, else the next that waits", () => {
  expect(currentPhase(run("running", phase("scan", "running"), phase("read", "running"), phase("embed", "waiting")))?.phase).toBe("read");
  expect(currentPhase(run("running", phase("scan", "done"), phase("read", "waiting")))?.phase).toBe("read");
  expect(currentPhase(run("done", phase("scan", "done")))).toBeNull();
});

test("a share is known once the end is, and never above one", () => {
  expect(phaseShare(phase("read", "running", 5))).toBeNull();
  expect(phaseShare(phase("read", "running", 5, 10))).toBe(0.5);
  expect(phaseShare(phase("read", "running", 12, 10))).toBe(1);
  expect(phaseShare(phase("read", "done"))).toBe(1);
});

test("paused work is still active, ended work is not", () => {
  expect([isActive(run("paused")), isActive(run("cancelled")), isActive(null)]).toEqual([true, false, false]);
});

test("an error's details say code and facts, and never a stack", () => {
  const text = errorDetails(new VerdigrisError("not-found", "No such session.", { id: "s1", lines: [1] }), new Date(0));
  expect(text).toBe("No such session.\ncode: not-found\nid: s1\nlines: [1]\ntime: 1970-01-01T00:00:00.000Z");
});
