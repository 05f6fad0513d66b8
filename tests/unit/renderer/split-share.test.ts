import { expect, test } from "vitest";
import { clampShare, keyedShare } from "../../../src-renderer/ui/split-share.ts";

test("neither pane gets smaller than the minimum", () => {
  expect(clampShare(0.05, 0.2)).toBe(0.2);
  expect(clampShare(0.95, 0.2)).toBe(0.8);
  expect(keyedShare("ArrowLeft", 0.21, 0.2, 0.5)).toBe(0.2);
});

test("arrows step, Home and End go to the limits, Enter resets, other keys do nothing", () => {
  expect(keyedShare("ArrowRight", 0.5, 0.2, 0.4)).toBeCloseTo(0.52);
  expect(keyedShare("Home", 0.5, 0.2, 0.4)).toBe(0.2);
  expect(keyedShare("End", 0.5, 0.2, 0.4)).toBe(0.8);
  expect(keyedShare("Enter", 0.7, 0.2, 0.4)).toBe(0.4);
  expect(keyedShare("Tab", 0.5, 0.2, 0.4)).toBeNull();
});
