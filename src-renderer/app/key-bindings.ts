/** Every key of the app, once: the dispatcher, the shortcuts sheet and the palette's hints all read this list. */

export type KeyGroup = "everywhere" | "lists" | "reading" | "search";

export interface KeyBinding {
  /** Alternatives, such as `mod+k` (Ctrl, or Cmd on a Mac) or `shift+n`. */
  readonly keys: readonly string[];
  readonly group: KeyGroup;
}

const binding = (group: KeyGroup, ...keys: readonly string[]): KeyBinding => ({ keys, group });

export const KEY_BINDINGS = {
  "palette.open": binding("everywhere", "mod+k"),
  "palette.goto": binding("everywhere", "mod+p"),
  "palette.symbols": binding("everywhere", "mod+t"),
  "search.open": binding("everywhere", "mod+shift+f"),
  "search.focus": binding("everywhere", "/"),
  "settings.open": binding("everywhere", "mod+,"),
  "history.back": binding("everywhere", "alt+arrowleft"),
  "history.forward": binding("everywhere", "alt+arrowright"),
  "shortcuts.open": binding("everywhere", "?"),
  "screen.back": binding("everywhere", "escape"),
  "list.next": binding("lists", "j", "arrowdown"),
  "list.previous": binding("lists", "k", "arrowup"),
  "list.first": binding("lists", "home"),
  "list.last": binding("lists", "end"),
  "list.open": binding("lists", "enter"),
  "list.preview": binding("lists", "space"),
  "session.previous": binding("reading", "["),
  "session.next": binding("reading", "]"),
  "star.toggle": binding("reading", "s"),
  "match.next": binding("reading", "n"),
  "match.previous": binding("reading", "shift+n"),
  "find.open": binding("reading", "mod+f"),
  "search.mode": binding("search", "e"),
  "search.save": binding("search", "mod+s"),
  "search.similar": binding("search", "m"),
  "search.within": binding("search", "w"),
  "search.suggestion": binding("search", "alt+enter"),
} as const satisfies Record<string, KeyBinding>;

export type KeyId = keyof typeof KEY_BINDINGS;
export const KEY_IDS = Object.keys(KEY_BINDINGS) as readonly KeyId[];

export interface KeyPress {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

/** Whether the key press is the chord, e.g. `mod+shift+f`. On layouts without Latin letters the key's place decides. */
export function pressMatches(press: KeyPress, chord: string, mac: boolean): boolean {
  const parts = chord.split("+");
  const wanted = parts.at(-1) ?? "";
  const mod = parts.includes("mod");
  if (press.ctrlKey !== (mod && !mac) || press.metaKey !== (mod && mac)) return false;
  if (press.altKey !== parts.includes("alt")) return false;
  const pressed = pressedKey(press);
  // `?` needs Shift on one layout and none on another: only letters and named keys ask for it.
  const shiftCounts = wanted.length > 1 || /[a-z]/.test(wanted);
  return pressed === wanted && (!shiftCounts || press.shiftKey === parts.includes("shift"));
}

function pressedKey({ key, code }: KeyPress): string {
  if (key === " ") return "space";
  if (key.length === 1 && key.charCodeAt(0) > 127) return /^Key([A-Z])$/.exec(code)?.[1]?.toLowerCase() ?? key;
  return key.toLowerCase();
}

/** True for a chord that types a character, and so must not fire while someone is typing. */
export function isPlain(chord: string): boolean {
  return !/(?:^|\+)(?:mod|alt)\+/.test(chord);
}

/** True for a chord of one printable character (WCAG 2.1.4): it can be switched off. */
export function isCharacter(chord: string): boolean {
  return isPlain(chord) && (chord.split("+").at(-1) ?? "").length === 1;
}

const NAMES: Readonly<Record<string, string>> = {
  arrowup: "↑",
  arrowdown: "↓",
  arrowleft: "←",
  arrowright: "→",
  enter: "Enter",
  escape: "Esc",
  space: "Space",
  home: "Home",
  end: "End",
};

/** The chord's keys as they are printed on the keyboard: `["Ctrl", "K"]`, on a Mac `["⌘", "K"]`. */
export function chordLabel(chord: string, mac: boolean): readonly string[] {
  const parts = chord.split("+");
  const isLetterWithShift = parts.length === 2 && parts[0] === "shift" && parts[1]?.length === 1;
  if (isLetterWithShift) return [(parts[1] ?? "").toUpperCase()];
  return parts.map((part) => {
    if (part === "mod") return mac ? "⌘" : "Ctrl";
    if (part === "alt") return mac ? "⌥" : "Alt";
    if (part === "shift") return mac ? "⇧" : "Shift";
    return NAMES[part] ?? (parts.length > 1 ? part.toUpperCase() : part);
  });
}
