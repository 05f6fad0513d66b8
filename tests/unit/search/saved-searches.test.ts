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

const search = (name: string, text: string) => ({ name, text, mode: "fused" }) as const;

describe("saved searches", () => {
  test("are listed by name, replaced by name and leave nothing behind", async () => {
    const kept = machine();
    const saved = createSavedSearches(kept);
    await Promise.all([saved.save(search("b", "two")), saved.save(search("a", "one"))]);
    await saved.save(search("b", "three"));
    expect(await saved.list()).toEqual([search("a", "one"), search("b", "three")]);
    await saved.remove("a");
    expect(await saved.remove("b")).toEqual([]);
    expect(kept.values.size).toBe(0);
  });

  test("take another name, but never another search's", async () => {
    const saved = createSavedSearches(machine());
    await saved.save(search("a", "one"));
    await saved.save({ name: "b", text: "two", mode: "lexical" });
    expect(await saved.rename("b", "c")).toEqual([search("a", "one"), { name: "c", text: "two", mode: "lexical" }]);
    await expect(saved.rename("c", "a")).rejects.toMatchObject({ code: "conflict" });
    await expect(saved.rename("b", "d")).rejects.toMatchObject({ code: "not-found" });
    expect(await saved.rename("a", "a")).toHaveLength(2);
  });

  test("of before they kept how to match search by meaning", async () => {
    const kept = machine();
    await kept.writeValue("saved-searches", JSON.stringify([{ name: "a", text: "one" }]));
    expect(await createSavedSearches(kept).list()).toEqual([search("a", "one")]);
  });
});
