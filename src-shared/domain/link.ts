import type { CommitHash } from "./ids.ts";

/**
 * How sure a link between a session and a commit is. `exact`: the session's own tags enclose it. `strong`: something recorded names it.
 * `likely`: files, time and branch agree. `mentioned`: the session names it, but did not make it. Time alone is no link.
 */
export const LINK_GRADES = ["exact", "strong", "likely", "mentioned"] as const;
export type LinkGrade = (typeof LINK_GRADES)[number];

/** What speaks for a link, strongest first. */
export const PROOF_KINDS = [
  "tag-range",
  "recorded",
  "recorded-range",
  "printed",
  "trailer",
  "note",
  "named",
  "edited-lines",
  "shared-files",
  "mention",
] as const;
export type ProofKind = (typeof PROOF_KINDS)[number];

/** One piece of evidence: its kind, the facts it consists of, and the same in words. */
export interface LinkProof {
  readonly kind: ProofKind;
  /** By kind: tags, hashes as written, paths, counts. */
  readonly facts: Readonly<Record<string, string | number | readonly string[]>>;
  /** For a person. */
  readonly text: string;
}

export interface CommitLink {
  readonly hash: CommitHash;
  readonly grade: LinkGrade;
  /** For a person: the strongest proof in words. */
  readonly evidence: string;
  /** All that speaks for it, strongest first. */
  readonly proofs: readonly LinkProof[];
}
