/**
 * Identities. All are derived from content, so that two machines which index the same thing write the same rows.
 *
 * `DocumentId` and `PassageId` are 52-bit integers (the top bits of a SHA-256), because FTS5 and vec0 key rows by
 * integer and JavaScript holds integers exactly up to 2^53. At a million rows the chance of any collision is about 1 in 10,000;
 * the store refuses to overwrite a row of another document, so a collision is reported and never silent.
 */

/** A repository's `.patina/uid`, else its root commit hash, else a hash of its real path: a plain string, safe in URLs. */
export type RepositoryId = string;
export type DocumentId = number;
export type PassageId = number;
/** Session ids are the session's own (for Patina the file's stem), made unique across repositories by `<repositoryId>/<own id>`. */
export type SessionId = string;
/** Full 40 or 64 hex digit commit hash. */
export type CommitHash = string;
/** ISO 8601 instant in UTC, as `2026-02-04T21:31:18Z`. */
export type Instant = string;

/** First and last line, 1-based, both inclusive. */
export interface LineRange {
  readonly start: number;
  readonly end: number;
}
