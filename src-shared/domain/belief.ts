import type { LineRange } from "./ids.ts";

/** A claim the project holds, with what supports and attacks it (Patina `layer/surface/epistemic/beliefs`). */
export interface Belief {
  /** Own id from the front matter, else the file's stem. */
  readonly id: string;
  readonly statement: string;
  readonly persona: string | null;
  readonly facets: readonly string[];
  readonly status: string | null;
  readonly entrenchment: string | null;
  /** 0…1 where given. */
  readonly confidence: number | null;
  readonly extracted: string | null;
  readonly revised: string | null;
  readonly endorsed: boolean;
  readonly evidence: readonly BeliefEvidence[];
  readonly supports: readonly BeliefRelation[];
  readonly attacks: readonly BeliefRelation[];
  readonly attackedBy: readonly BeliefRelation[];
  readonly appliedIn: readonly string[];
  /** Shown as text, never run. */
  readonly verification: readonly { readonly info: string; readonly code: string }[];
  readonly revisions: readonly string[];
  readonly problems: readonly { readonly line: number; readonly message: string }[];
}

export interface BeliefEvidence {
  /** Wiki-link target as written (`session-20260203-192041`), or null for plain text. */
  readonly target: string | null;
  readonly text: string;
  readonly weight: number | null;
  readonly lines: LineRange;
}

export interface BeliefRelation {
  readonly target: string;
  readonly text: string;
  readonly status: string | null;
  readonly confidence: number | null;
  readonly scope: string | null;
}
