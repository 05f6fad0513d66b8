/** The vocabulary of Verdigris: what can be found, and how each kind is named in queries, chips and the index. */

/** What a result is, as shown in chips and named by `type:` in a query. */
export const RESULT_TYPES = ["code", "doc", "session", "decision", "challenge", "pattern", "belief", "commit"] as const;
export type ResultType = (typeof RESULT_TYPES)[number];

/** What a source file (or a commit) is, decided once by its reader. */
export const DOCUMENT_KINDS = ["code", "doc", "session", "belief", "commit"] as const;
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

/** Definition kinds across languages, named by `kind:` in a query. */
export const SYMBOL_KINDS = [
  "function",
  "method",
  "class",
  "struct",
  "interface",
  "trait",
  "enum",
  "type",
  "constant",
  "variable",
  "field",
  "module",
  "macro",
  "impl",
  "contract",
  "event",
] as const;
export type SymbolKind = (typeof SYMBOL_KINDS)[number];

/** What was noted in a session. `other` keeps a block whose label is not known, under its own name. */
export const OBSERVATION_KINDS = [
  "decision",
  "challenge",
  "pattern",
  "work",
  "insight",
  "finding",
  "discussion",
  "summary",
  "status",
  "next-step",
  "git",
  "commit",
  "other",
] as const;
export type ObservationKind = (typeof OBSERVATION_KINDS)[number];

/** What the ledger keeps account of across sessions. */
export const LEDGER_KINDS = ["decision", "challenge"] as const satisfies readonly ObservationKind[];
export type LedgerKind = (typeof LEDGER_KINDS)[number];

/** The four kinds of Patina session file; `transcript` is reserved for other assistants' logs. */
export const SESSION_FORMATS = ["header", "front-matter", "init", "free-form", "transcript"] as const;
export type SessionFormat = (typeof SESSION_FORMATS)[number];
