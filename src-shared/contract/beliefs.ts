import { z } from "zod";
import type { Belief, DocumentId, RepositoryId } from "../domain/index.ts";
import { defineContract, method } from "../rpc/contract.ts";
import type { Reference } from "./sessions.ts";

/** A session or commit that a belief's evidence names. */
export interface BeliefSource {
  readonly kind: "session" | "commit";
  /** As named: a session's own id, a commit's hash. */
  readonly name: string;
  /** The session's id or the whole hash; null where the library has none, or several, of that name. */
  readonly id: string | null;
  /** Where it is, which can be another repository. */
  readonly repositoryId: RepositoryId;
  /** The session's title or the commit's subject. */
  readonly title: string | null;
}

/** A belief as the list and the graph show it. Targets are ids as written; those without a file of their own are normal. */
export interface BeliefListItem {
  readonly repositoryId: RepositoryId;
  readonly repositoryName: string;
  readonly documentId: DocumentId;
  readonly path: string;
  readonly id: string;
  readonly statement: string;
  readonly status: string | null;
  readonly entrenchment: string | null;
  readonly confidence: number | null;
  readonly facets: readonly string[];
  readonly revised: string | null;
  readonly evidence: readonly { readonly target: string | null; readonly weight: number | null }[];
  /** Sessions and commits that the evidence names, linked or in plain words, each once. */
  readonly sources: readonly BeliefSource[];
  readonly supports: readonly string[];
  readonly attacks: readonly { readonly target: string; readonly status: string | null }[];
  readonly attackedBy: readonly { readonly target: string; readonly status: string | null }[];
  readonly problems: number;
}

export interface BeliefView {
  readonly repositoryId: RepositoryId;
  readonly repositoryName: string;
  readonly documentId: DocumentId;
  readonly path: string;
  readonly belief: Belief;
  /** Beliefs that name this one as what they support or attack. */
  readonly supportedBy: readonly string[];
  readonly alsoAttackedBy: readonly string[];
  /** Targets that resolve. */
  readonly references: readonly Reference[];
}

export const beliefsContract = defineContract({
  methods: {
    "beliefs.list": method(z.object({ repositoryId: z.string().exactOptional() })).returns<readonly BeliefListItem[]>(),
    "beliefs.get": method(z.object({ repositoryId: z.string().max(400), id: z.string().min(1).max(400) })).returns<BeliefView>(),
  },
});
