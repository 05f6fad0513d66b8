import {
  PROOF_KINDS,
  type CommitHash,
  type CommitLink,
  type LinkGrade,
  type LinkProof,
  type ProofKind,
} from "../../../src-shared/domain/index.ts";

/** What each kind of proof is worth. */
const GRADE_OF: Readonly<Record<ProofKind, LinkGrade>> = {
  "tag-range": "exact",
  recorded: "strong",
  "recorded-range": "strong",
  printed: "strong",
  trailer: "strong",
  note: "strong",
  named: "strong",
  "edited-lines": "strong",
  "shared-files": "likely",
  mention: "mentioned",
};

/** Gathers proofs of one session's links; each kind counts once a commit. */
export class ProofCollector {
  readonly #byCommit = new Map<CommitHash, LinkProof[]>();

  add(hash: CommitHash, kind: ProofKind, facts: LinkProof["facts"], text: string): void {
    const proofs = this.#byCommit.get(hash);
    if (proofs === undefined) this.#byCommit.set(hash, [{ kind, facts, text }]);
    else if (!proofs.some((proof) => proof.kind === kind)) proofs.push({ kind, facts, text });
  }

  has(hash: CommitHash, ...kinds: readonly ProofKind[]): boolean {
    return this.#byCommit.get(hash)?.some((proof) => kinds.length === 0 || kinds.includes(proof.kind)) ?? false;
  }

  /** Commits with a proof of more than a mention, in the order they were found. */
  made(): CommitHash[] {
    return [...this.#byCommit].filter(([, proofs]) => proofs.some((proof) => proof.kind !== "mention")).map(([hash]) => hash);
  }

  links(): CommitLink[] {
    return [...this.#byCommit].flatMap(([hash, found]) => {
      const proofs = found.toSorted((a, b) => PROOF_KINDS.indexOf(a.kind) - PROOF_KINDS.indexOf(b.kind));
      const [best] = proofs;
      return best === undefined ? [] : [{ hash, grade: GRADE_OF[best.kind], evidence: best.text, proofs }];
    });
  }
}
