import { describe, expect, test } from "vitest";
import { createSavedSearches } from "../../../src-main/core/api/saved-searches.ts";

function machine() {
  const values = new Map<string, string>();
  return {
    values,
    readValue: async (key: string) => values.get(key) ?? null,
    writeValue: async (key: string, value: string | null) => void (value === null ? values.delete(key) : values.set(key, value)),
  };
}

describe("saved searches", () => {
  test("are listed by name, replaced by name and leave nothing behind", async () => {
    const kept = machine();
    const saved = createSavedSearches(kept);
    await Promise.all([saved.save({ name: "b", text: "two" }), saved.save({ name: "a", text: "one" })]);
    await saved.save({ name: "b", text: "three" });
    expect(await saved.list()).toEqual([
      { name: "a", text: "one" },
      { name: "b", text: "three" },
    ]);
    await saved.remove("a");
    expect(await saved.remove("b")).toEqual([]);
    expect(kept.values.size).toBe(0);
  });
});
