import { describe, expect, test } from "vitest";
import { resolveAppearance } from "../../../src-renderer/app/appearance.ts";

const plain = { moreContrast: false, reducedMotion: false };

describe("how the page looks", () => {
  test("follows the system where nothing is set", () => {
    expect(resolveAppearance({}, plain)).toEqual({
      theme: "system",
      contrast: "normal",
      motion: "full",
      density: "comfortable",
      fontScale: 1,
    });
    expect(resolveAppearance({}, { moreContrast: true, reducedMotion: true })).toMatchObject({ contrast: "more", motion: "reduced" });
  });

  test("a chosen theme wins over the system", () => {
    expect(resolveAppearance({ "appearance.theme": "dark" }, plain).theme).toBe("dark");
    expect(resolveAppearance({ "appearance.theme": "high-contrast" }, plain)).toMatchObject({ theme: "system", contrast: "more" });
  });

  test("motion can be chosen either way", () => {
    expect(resolveAppearance({ "appearance.reduced_motion": "on" }, plain).motion).toBe("reduced");
    expect(resolveAppearance({ "appearance.reduced_motion": "off" }, { ...plain, reducedMotion: true }).motion).toBe("full");
  });

  test.each([
    [2, 2],
    [9, 2],
    [0.1, 0.75],
    ["large", 1],
  ])("text size %s becomes %d", (set, scale) => {
    expect(resolveAppearance({ "appearance.font_scale": set }, plain).fontScale).toBe(scale);
  });
});
