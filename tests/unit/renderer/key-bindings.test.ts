import { describe, expect, test } from "vitest";
import { chordLabel, isCharacter, isPlain, KEY_BINDINGS, KEY_IDS, pressMatches } from "../../../src-renderer/app/key-bindings.ts";

const press = (key: string, held: { ctrl?: boolean; meta?: boolean; shift?: boolean; alt?: boolean } = {}, code = "") => ({
  key,
  code,
  ctrlKey: held.ctrl ?? false,
  metaKey: held.meta ?? false,
  shiftKey: held.shift ?? false,
  altKey: held.alt ?? false,
});

describe("a key press and a chord", () => {
  test("mod is Ctrl, and Cmd on a Mac", () => {
    expect(pressMatches(press("k", { ctrl: true }), "mod+k", false)).toBe(true);
    expect(pressMatches(press("k", { meta: true }), "mod+k", true)).toBe(true);
    expect(pressMatches(press("k", { meta: true }), "mod+k", false)).toBe(false);
  });

  test("Shift counts for letters, and not for signs that need it on some layouts only", () => {
    expect(pressMatches(press("N", { shift: true }), "n", false)).toBe(false);
    expect(pressMatches(press("N", { shift: true }), "shift+n", false)).toBe(true);
    expect(pressMatches(press("?", { shift: true }), "?", false)).toBe(true);
  });

  test("on a layout without Latin letters the key's place decides", () => {
    expect(pressMatches(press("л", { ctrl: true }, "KeyK"), "mod+k", false)).toBe(true);
  });

  test("keys that type a character are known, so that they rest while someone types", () => {
    expect([isPlain("j"), isPlain("shift+n"), isPlain("mod+k"), isPlain("alt+arrowleft")]).toEqual([true, true, false, false]);
    expect([isCharacter("j"), isCharacter("enter")]).toEqual([true, false]);
  });
});

test("no chord is bound twice in one place", () => {
  const chords = KEY_IDS.flatMap((id) => KEY_BINDINGS[id].keys);
  expect(new Set(chords).size).toBe(chords.length);
});

test("labels are those printed on the keyboard", () => {
  expect(chordLabel("mod+shift+f", false)).toEqual(["Ctrl", "Shift", "F"]);
  expect(chordLabel("mod+k", true)).toEqual(["⌘", "K"]);
  expect(chordLabel("shift+n", false)).toEqual(["N"]);
});
