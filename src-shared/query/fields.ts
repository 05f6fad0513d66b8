import { RESULT_TYPES, SYMBOL_KINDS } from "../domain/kinds.ts";
import { TURN_ROLES } from "../domain/transcript.ts";

/** Every field of the query language, with what completion and the parser need to know about it. */
export const FIELD_NAMES = [
  "repo",
  "path",
  "lang",
  "type",
  "kind",
  "symbol",
  "session",
  "commit",
  "before",
  "after",
  "author",
  "branch",
  "agent",
  "role",
  "tag",
  "has",
  "is",
  "sort",
  "count",
] as const;
export type FieldName = (typeof FIELD_NAMES)[number];

export interface FieldSpec {
  readonly name: FieldName;
  readonly aliases: readonly string[];
  readonly description: string;
  /** Allowed values; null when any text will do. */
  readonly values: readonly string[] | null;
  /** Other spellings of allowed values. */
  readonly synonyms: Readonly<Record<string, string>>;
  /** `a,b` and `a|b` mean either; false where a comma can be part of the value. */
  readonly list: boolean;
  /** `date` values are read by dates.ts, `number` values are whole numbers from 1. */
  readonly shape: "text" | "date" | "number";
}

export const HAS_VALUES = ["commit", "decision", "challenge", "pattern", "prompt", "goal"] as const;
export const IS_VALUES = ["starred", "archived"] as const;
export const SORT_VALUES = ["relevance", "newest", "oldest"] as const;
/** Suggestions only: any date will do. */
export const DATE_SUGGESTIONS = ["today", "yesterday", "7d", "last week", "30d", "last month", "1y"] as const;

export const COUNT_SUGGESTIONS = ["5", "10", "20", "50", "100"] as const;

const TYPE_SYNONYMS: Readonly<Record<string, string>> = {
  docs: "doc",
  document: "doc",
  documents: "doc",
  sessions: "session",
  decisions: "decision",
  challenges: "challenge",
  patterns: "pattern",
  beliefs: "belief",
  commits: "commit",
};
const KIND_SYNONYMS: Readonly<Record<string, string>> = {
  fn: "function",
  func: "function",
  def: "function",
  functions: "function",
  methods: "method",
  classes: "class",
  structs: "struct",
  interfaces: "interface",
  traits: "trait",
  enums: "enum",
  types: "type",
  const: "constant",
  constants: "constant",
  var: "variable",
  variables: "variable",
  fields: "field",
  mod: "module",
  modules: "module",
  macros: "macro",
};
const ROLE_SYNONYMS: Readonly<Record<string, string>> = {
  me: "user",
  human: "user",
  agent: "assistant",
  ai: "assistant",
  model: "assistant",
};
const HAS_SYNONYMS: Readonly<Record<string, string>> = {
  commits: "commit",
  decisions: "decision",
  challenges: "challenge",
  patterns: "pattern",
  prompts: "prompt",
  goals: "goal",
};

const text = (name: FieldName, description: string, options: Partial<FieldSpec> = {}): FieldSpec => ({
  name,
  aliases: [],
  description,
  values: null,
  synonyms: {},
  list: true,
  shape: "text",
  ...options,
});

export const FIELDS: readonly FieldSpec[] = [
  text("repo", "in this repository"),
  text("path", "file path contains", { aliases: ["file"], list: false }),
  text("lang", "written in this language", { aliases: ["language"] }),
  text("type", "only this type of result", { values: RESULT_TYPES, synonyms: TYPE_SYNONYMS }),
  text("kind", "only this kind of definition", { values: SYMBOL_KINDS, synonyms: KIND_SYNONYMS }),
  text("symbol", "definition with this name", { aliases: ["sym"], list: false }),
  text("session", "in this session"),
  text("commit", "this commit", { aliases: ["hash"] }),
  text("before", "older than this date", { aliases: ["until"], shape: "date", list: false }),
  text("after", "from this date on", { aliases: ["since"], shape: "date", list: false }),
  text("author", "commit author contains", { list: false }),
  text("branch", "session or commit on this branch"),
  text("agent", "session with this assistant", { aliases: ["llm"] }),
  text("role", "said by this role in a transcript", { values: TURN_ROLES, synonyms: ROLE_SYNONYMS }),
  text("tag", "has this tag", { list: false }),
  text("has", "session that has", { values: HAS_VALUES, synonyms: HAS_SYNONYMS }),
  text("is", "only what is", { values: IS_VALUES }),
  text("sort", "order of results", { values: SORT_VALUES, list: false }),
  text("count", "how many results", { shape: "number", list: false }),
];

const BY_NAME: ReadonlyMap<string, FieldSpec> = new Map(
  FIELDS.flatMap((spec) => [spec.name, ...spec.aliases].map((name): [string, FieldSpec] => [name, spec])),
);

/** The field of a name or alias, in any case; undefined when there is none. */
export function fieldNamed(name: string): FieldSpec | undefined {
  return BY_NAME.get(name.toLowerCase());
}

/** The specification of a known field. */
export function specOf(field: FieldName): FieldSpec {
  const spec = BY_NAME.get(field);
  if (spec === undefined) throw new RangeError(`no field ${field}`);
  return spec;
}

/** A value in canonical spelling, or null when the field does not allow it. */
export function canonicalValue(spec: FieldSpec, value: string): string | null {
  if (spec.shape === "number") return /^[1-9]\d{0,5}$/.test(value) ? value : null;
  if (spec.values === null) return value;
  const lower = value.toLowerCase();
  if (spec.values.includes(lower)) return lower;
  return Object.hasOwn(spec.synonyms, lower) ? (spec.synonyms[lower] ?? null) : null;
}
