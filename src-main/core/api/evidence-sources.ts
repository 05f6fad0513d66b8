import type { BeliefSource } from "../../../src-shared/contract/beliefs.ts";
import type { Belief, RepositoryId } from "../../../src-shared/domain/index.ts";
import { findMentions } from "../sources/patina/mentions.ts";
import type { KnowledgeReader } from "../store/knowledge-store.ts";
import type { Remote } from "../store/service.ts";
import { resolveMentions, type Mention } from "./mentions.ts";

interface Row {
  readonly repositoryId: RepositoryId;
  readonly belief: Belief;
}

/** For each belief the sessions and commits that its evidence names, in its order, each once, with what they are called in the library. */
export async function evidenceSources(
  reader: Remote<KnowledgeReader>,
  rows: readonly Row[],
): Promise<readonly (readonly BeliefSource[])[]> {
  const named = rows.map(({ belief }) => namedIn(belief));
  const byRepository = new Map<RepositoryId, Map<string, Mention>>();
  rows.forEach(({ repositoryId }, index) => {
    const mentions = byRepository.get(repositoryId) ?? new Map<string, Mention>();
    for (const mention of named[index] ?? []) mentions.set(mention.name, mention);
    byRepository.set(repositoryId, mentions);
  });
  const found = new Map<string, BeliefSource>();
  await Promise.all(
    Array.from(byRepository, async ([repositoryId, mentions]) => {
      for (const source of await resolved(reader, repositoryId, [...mentions.values()]))
        found.set(`${repositoryId}\n${source.name}`, source.source);
    }),
  );
  return rows.map(({ repositoryId }, index) => (named[index] ?? []).flatMap(({ name }) => found.get(`${repositoryId}\n${name}`) ?? []));
}

function namedIn(belief: Belief): readonly Mention[] {
  const named = new Map<string, Mention>();
  for (const { text, target } of belief.evidence) {
    // A link may be written in the text, or stand before it.
    const { sessions, commits } = findMentions([target === null ? text : `[[${target}]] ${text}`], "");
    for (const { text: name } of sessions) named.set(name, { kind: "session", name });
    for (const { text: name } of commits) named.set(name, { kind: "commit", name });
  }
  return [...named.values()];
}

async function resolved(
  reader: Remote<KnowledgeReader>,
  repositoryId: RepositoryId,
  mentions: readonly Mention[],
): Promise<readonly { readonly name: string; readonly source: BeliefSource }[]> {
  const [references, sessions] = await Promise.all([
    resolveMentions(reader, repositoryId, mentions),
    reader.sessionsNamed(
      repositoryId,
      mentions.map(({ name }) => name),
    ),
  ]);
  const titles = new Map(sessions.map(({ id, title }) => [id, title]));
  return Promise.all(
    mentions.map(async ({ kind, name }, index) => {
      const reference = references[index] ?? null;
      let source: BeliefSource = { kind: kind === "commit" ? kind : "session", name, id: null, repositoryId, title: null };
      if (reference?.kind === "session") source = { ...source, id: reference.sessionId, title: titles.get(reference.sessionId) ?? null };
      else if (reference?.kind === "commit") {
        const commit = await reader.readCommit(reference.repositoryId, reference.hash);
        source = { ...source, id: reference.hash, repositoryId: reference.repositoryId, title: commit?.subject ?? null };
      }
      return { name, source };
    }),
  );
}
