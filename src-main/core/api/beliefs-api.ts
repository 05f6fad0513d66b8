import type { BeliefListItem, beliefsContract } from "../../../src-shared/contract/beliefs.ts";
import type { Belief } from "../../../src-shared/domain/index.ts";
import { VerdigrisError } from "../../../src-shared/rpc/errors.ts";
import type { CoreContext, Handlers } from "../core-context.ts";
import { evidenceSources } from "./evidence-sources.ts";
import { resolveTargets } from "./mentions.ts";

/** Beliefs: the list that is also the graph, and one of them. */
export function createBeliefsApi({ reader }: CoreContext): Handlers<typeof beliefsContract> {
  async function names(): Promise<ReadonlyMap<string, string>> {
    return new Map((await reader.listRepositories()).map((repository) => [repository.id, repository.name] as const));
  }
  return {
    async "beliefs.list"({ repositoryId }) {
      const [rows, repositoryNames] = await Promise.all([reader.readBeliefs(repositoryId ?? null), names()]);
      const sources = await evidenceSources(reader, rows);
      return rows.map(({ belief, ...row }, index): BeliefListItem => ({
        ...row,
        repositoryName: repositoryNames.get(row.repositoryId) ?? row.repositoryId,
        id: belief.id,
        statement: belief.statement,
        status: belief.status,
        entrenchment: belief.entrenchment,
        confidence: belief.confidence,
        facets: belief.facets,
        revised: belief.revised ?? belief.extracted,
        evidence: belief.evidence.map(({ target, weight }) => ({ target, weight })),
        sources: sources[index] ?? [],
        supports: belief.supports.map(({ target }) => target),
        attacks: belief.attacks.map(({ target, status }) => ({ target, status })),
        attackedBy: belief.attackedBy.map(({ target, status }) => ({ target, status })),
        problems: belief.problems.length,
      }));
    },
    async "beliefs.get"({ repositoryId, id }) {
      const [rows, repositoryNames] = await Promise.all([reader.readBeliefs(repositoryId), names()]);
      const found = rows.find((row) => row.belief.id === id);
      if (found === undefined) throw new VerdigrisError("not-found", `The belief ${id} is not in the library.`, { repositoryId, id });
      const { belief } = found;
      const naming = (list: (one: Belief) => readonly { readonly target: string }[]): readonly string[] =>
        rows.filter((row) => row.belief.id !== id && list(row.belief).some(({ target }) => target === id)).map((row) => row.belief.id);
      const written = new Set(belief.attackedBy.map(({ target }) => target));
      return {
        ...found,
        repositoryName: repositoryNames.get(repositoryId) ?? repositoryId,
        supportedBy: naming((one) => one.supports),
        alsoAttackedBy: naming((one) => one.attacks).filter((attacker) => !written.has(attacker)),
        references: await resolveTargets(reader, repositoryId, mentionsOf(belief), rows),
      };
    },
  };
}

/** Everything the belief names: in its relations, and as wiki links in what it says of them. */
function mentionsOf(belief: Belief): ReadonlySet<string> {
  const relations = [...belief.supports, ...belief.attacks, ...belief.attackedBy];
  const texts = [...belief.evidence.map((one) => one.text), ...relations.map((one) => one.text), ...belief.appliedIn, ...belief.revisions];
  const targets = [...belief.evidence.flatMap((one) => one.target ?? []), ...relations.map((one) => one.target)];
  for (const text of texts) {
    for (const match of text.matchAll(/\[\[([^[\]\n]{1,200})\]\]|\b(\d{8}-\d{6})\b/g)) targets.push((match[1] ?? match[2] ?? "").trim());
  }
  return new Set(targets);
}
