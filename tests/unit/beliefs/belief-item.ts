import type { BeliefListItem } from "../../../src-shared/contract/index.ts";

/** A belief as the list has it. */
export const beliefItem = (id: string, fields: Partial<BeliefListItem> = {}): BeliefListItem => ({
  repositoryId: "r",
  repositoryName: "lighthouse",
  documentId: 1,
  path: `${id}.md`,
  id,
  statement: id,
  status: "active",
  entrenchment: null,
  confidence: 0.8,
  facets: [],
  revised: null,
  evidence: [],
  sources: [],
  supports: [],
  attacks: [],
  attackedBy: [],
  problems: 0,
  ...fields,
});
