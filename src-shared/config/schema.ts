/**
 * The configuration: one schema that gives the defaults, validates the file, and makes the settings form and the docs.
 * Names are those of the TOML file. Every setting has a default, so an empty file is a whole configuration.
 */
import { z } from "zod";
import { SEARCH_MODES } from "../contract/search.ts";
import { SHARED_BY_DEFAULT, SHARED_KINDS } from "../contract/sync.ts";
import { setting } from "./setting.ts";

/** A new schema each time: what a setting says of itself is kept by its schema, so two settings may not share one. */
const patterns = () => z.array(z.string().min(1).max(1000)).max(1000).default([]);

const sqlite = z.object({
  path: setting(z.string().min(1).max(4096).default("knowledge.db"), {
    label: "Database file",
    help: "Where the knowledge lies. A relative path starts at the data folder; ~ is your home folder.",
    control: "path",
    needsRestart: true,
  }),
});

const turso = z.object({
  mode: setting(z.enum(["local", "embedded", "remote"]).default("local"), {
    label: "Mode",
    help: "Local keeps one file here. Embedded keeps a replica here of a database elsewhere. Remote keeps nothing here.",
    choices: { local: "Local file", embedded: "Embedded replica", remote: "Remote" },
    needsRestart: true,
  }),
  path: setting(z.string().max(4096).default(""), {
    label: "File",
    help: "The local file or replica. A relative path starts at the data folder. Not used in remote mode.",
    control: "path",
    needsRestart: true,
  }),
  url: setting(z.string().max(2048).default(""), {
    label: "Database URL",
    help: "Such as libsql://name-owner.turso.io. Not used in local mode. It never holds a token.",
    needsRestart: true,
  }),
  sync_interval_seconds: setting(z.int().min(0).max(86_400).default(60), {
    label: "Sync every (seconds)",
    help: "How often an embedded replica syncs. 0 syncs only when you ask.",
  }),
  token_env: setting(
    z
      .string()
      .max(200)
      .regex(/^[A-Za-z_][A-Za-z0-9_]*$/, "is not the name of an environment variable")
      .default("TURSO_AUTH_TOKEN"),
    { label: "Token variable", help: "The environment variable that holds the token. The token itself never goes into this file." },
  ),
});

const sync = z.object({
  enabled: setting(z.boolean().default(false), {
    label: "Sync",
    help: "Share what is chosen below with your other machines through a database server of yours. Off sends nothing.",
  }),
  url: setting(z.string().max(2048).default(""), {
    label: "Database URL",
    help: "Such as libsql://name-owner.turso.io, or the https address of your own server. It never holds a token.",
  }),
  interval_seconds: setting(z.int().min(0).max(86_400).default(60), {
    label: "Sync every (seconds)",
    help: "How often to look for changes. 0 syncs only when you ask.",
  }),
  shared: setting(
    z
      .array(z.enum(SHARED_KINDS))
      .max(SHARED_KINDS.length)
      .default([...SHARED_BY_DEFAULT]),
    {
      label: "What leaves this machine",
      help: "Any of session, transcript, doc, belief, commit, star, code. Nothing else is ever sent.",
      choices: {
        session: "Sessions with their decisions",
        transcript: "Transcripts of other assistants",
        doc: "Documents",
        belief: "Beliefs",
        commit: "Commits",
        star: "Stars",
        code: "Source code",
      },
    },
  ),
});

const indexing = z.object({
  max_file_bytes: setting(z.int().min(1024).max(100_000_000).default(2_000_000), {
    label: "Largest file (bytes)",
    help: "Larger files are named in the library but not read.",
  }),
  max_transcript_bytes: setting(z.int().min(1024).max(1_000_000_000).default(50_000_000), {
    label: "Largest transcript (bytes)",
    help: "Larger .jsonl files in a repository are named in the library but not read.",
  }),
  exclude: setting(patterns(), {
    label: "Leave out",
    help: "Patterns as in .gitignore, beside what each repository itself ignores. For repositories added from now on.",
  }),
  include: setting(patterns(), {
    label: "Take in all the same",
    help: "Patterns of files to index although they are ignored. For repositories added from now on.",
  }),
  parse_timeout_ms: setting(z.int().min(10).max(60_000).default(250), {
    label: "Time to parse a file (ms)",
    help: "Time of the processor. A file that takes longer is indexed as plain lines.",
    needsRestart: true,
  }),
  threads: setting(z.int().min(0).max(64).default(0), {
    label: "Threads",
    help: "Worker threads for indexing. 0 chooses by the number of processor cores.",
    needsRestart: true,
  }),
  watch: setting(z.boolean().default(true), {
    label: "Watch for changes",
    help: "Follow changes in a repository as they happen. For repositories added from now on.",
  }),
});

const appearance = z.object({
  theme: setting(z.enum(["system", "light", "dark", "high-contrast"]).default("system"), {
    label: "Theme",
    help: "System follows the operating system.",
    choices: { system: "System", light: "Light", dark: "Dark", "high-contrast": "High contrast" },
  }),
  font_scale: setting(z.number().min(0.75).max(2).default(1), { label: "Text size", help: "1 is the normal size, 2 is twice as large." }),
  reduced_motion: setting(z.enum(["system", "on", "off"]).default("system"), {
    label: "Reduce motion",
    help: "Show changes at once, without animation. System follows the operating system.",
    choices: { system: "System", on: "On", off: "Off" },
  }),
  density: setting(z.enum(["comfortable", "compact"]).default("comfortable"), {
    label: "Density",
    help: "How close together rows stand.",
    choices: { comfortable: "Comfortable", compact: "Compact" },
  }),
});

/** Measured on questions with known answers (`npm run eval`): more of it puts what is only alike before what was asked for. */
export const DEFAULT_SEMANTIC_WEIGHT = 0.1;

const search = z.object({
  mode: setting(z.enum(SEARCH_MODES).default("fused"), {
    label: "Search by",
    help: "What a search starts with. It can be changed in each search.",
    choices: { fused: "Words and meaning", lexical: "Words", semantic: "Meaning" },
  }),
  semantic_weight: setting(z.number().min(0).max(1).default(DEFAULT_SEMANTIC_WEIGHT), {
    label: "Weight of meaning",
    help: "In searches by words and meaning: 0 counts words only, 1 meaning only.",
  }),
  history: setting(z.boolean().default(true), {
    label: "Remember searches",
    help: "Searches that led somewhere are offered in the empty search box. They stay on this machine.",
  }),
});

const embedding = z.object({
  model: setting(
    z
      .string()
      .max(100)
      .regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/, "is not the name of a model")
      .default("builtin"),
    {
      label: "Model",
      help: "What searches by meaning: builtin, the name of an installed model, or endpoint.",
    },
  ),
  endpoint_url: setting(
    z
      .string()
      .max(2048)
      .refine((value) => value === "" || /^https?:\/\/[^\s@]+$/.test(value), "is not an http or https address without a password")
      .default(""),
    { label: "Endpoint", help: "Address of an OpenAI-compatible service, such as http://127.0.0.1:11434/v1." },
  ),
  endpoint_model: setting(z.string().max(200).default(""), { label: "Endpoint's model", help: "The model's name there." }),
  endpoint_key_env: setting(
    z
      .string()
      .max(200)
      .regex(/^[A-Za-z_][A-Za-z0-9_]*$/, "is not the name of an environment variable")
      .default("VERDIGRIS_EMBEDDING_KEY"),
    { label: "Key variable", help: "The environment variable that holds the endpoint's key, if it asks for one." },
  ),
  endpoint_query_prefix: setting(z.string().max(200).default(""), {
    label: "Before a query",
    help: "What the endpoint's model wants to see before a query.",
  }),
  endpoint_passage_prefix: setting(z.string().max(200).default(""), { label: "Before a passage", help: "The same before a passage." }),
});

const logging = z.object({
  level: setting(z.enum(["error", "warn", "info", "debug"]).default("info"), {
    label: "Log level",
    help: "How much goes into the log files in the data folder.",
    choices: { error: "Errors", warn: "Warnings", info: "Normal", debug: "Everything" },
  }),
});

/** Electron's accelerator syntax: one or more modifiers and a key, joined by +. */
const MODIFIER = "(?:Command|Cmd|Control|Ctrl|CommandOrControl|CmdOrCtrl|Alt|Option|AltGr|Shift|Super|Meta)";
const ACCELERATOR = new RegExp(`^(?:${MODIFIER}\\+)+(?!${MODIFIER}$)(?:[A-Z0-9]|[A-Z][A-Za-z0-9]{1,20}|[!-/:-@[-\`{-~])$`);

const keys = z.object({
  summon: setting(
    z
      .string()
      .max(100)
      .refine((value) => value === "" || ACCELERATOR.test(value), "is not a key combination")
      .default(""),
    { label: "Summon key", help: "Brings the window to the front from anywhere, such as CommandOrControl+Shift+V. Empty is off." },
  ),
});

export const configSchema = z.object({
  backend: setting(z.enum(["sqlite", "turso"]).default("sqlite"), {
    label: "Storage",
    help: "SQLite keeps everything on this machine, and is the fastest.",
    choices: { sqlite: "SQLite", turso: "Turso" },
    needsRestart: true,
  }),
  sqlite: setting(sqlite.prefault({}), { label: "SQLite", help: "Used when backend is sqlite." }),
  turso: setting(turso.prefault({}), {
    label: "Turso",
    help: "Used when backend is turso: the whole library, source code too, is kept there.",
  }),
  sync: setting(sync.prefault({}), { label: "Sync", help: "The same library on all your machines." }),
  indexing: setting(indexing.prefault({}), { label: "Indexing", help: "What is read of a repository, and how." }),
  appearance: setting(appearance.prefault({}), { label: "Appearance", help: "How the app looks." }),
  search: setting(search.prefault({}), { label: "Search", help: "How a search starts." }),
  embedding: setting(embedding.prefault({}), { label: "Meaning", help: "The model that searches by meaning." }),
  logging: setting(logging.prefault({}), { label: "Logging", help: "What is written to the log files." }),
  keys: setting(keys.prefault({}), { label: "Keys", help: "Keys that work outside the window." }),
});

/** A whole, valid configuration. */
export type Config = z.output<typeof configSchema>;

/** The configuration of an empty file. A new value each time. */
export function defaultConfig(): Config {
  return configSchema.parse({});
}
