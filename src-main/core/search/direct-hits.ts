import type { Repository } from "../../../src-shared/domain/index.ts";
import type { KnowledgeReader } from "../store/knowledge-store.ts";
import type { RankedDocument } from "./group.ts";
import type { Hit } from "./hit.ts";

const MAX_DIRECT = 3;
const NAMED = { label: "named", value: 100, detail: "The query is its very name: it comes before everything that is only found" };

/** A pasted commit hash, session id, path or address of an indexed repository goes straight there. */
export async function directHits(reader: KnowledgeReader, pasted: string, repositories: readonly Repository[]): Promise<RankedDocument[]> {
  if (pasted === "" || /\s/.test(pasted)) return [];
  const text = /^https?:\/\//i.test(pasted) ? namedByUrl(pasted, repositories) : pasted;
  if (text === null) return [];
  const documentIds: number[] = [];
  if (/^[0-9a-f]{7,64}$/i.test(text)) {
    for (const { repositoryId, hash } of (await reader.resolveCommit(text)).slice(0, MAX_DIRECT)) {
      const document = await reader.findDocument(repositoryId, hash);
      if (document !== null) documentIds.push(document.id);
    }
  }
  if (/^\d{8}-\d{4,6}/.test(text)) {
    for (const id of (await reader.resolveSession(text)).slice(0, MAX_DIRECT)) {
      const session = await reader.readSession(id);
      const document = session === null ? null : await reader.findDocument(session.summary.repositoryId, session.path);
      if (document !== null) documentIds.push(document.id);
    }
  }
  // `a.rs:12` and `a.rs:12:3`, as compilers print them.
  const name = text.replace(/(?::\d+){1,2}$/, "");
  if (name.includes("/") || /\.\w{1,8}$/.test(name)) {
    const path = name.replace(/^\.?\//, "").toLowerCase();
    const found = await reader.findDocuments(path, MAX_DIRECT * 2);
    for (const document of found) {
      if (document.kind !== "commit" && (document.path.toLowerCase() === path || document.path.toLowerCase().endsWith(`/${path}`)))
        documentIds.push(document.id);
    }
  }
  const ranked: RankedDocument[] = [];
  for (const documentId of documentIds.slice(0, MAX_DIRECT)) {
    const [passage] = await reader.documentPassages(documentId);
    if (passage === undefined) continue;
    const parts: Hit["parts"] = () => [NAMED];
    const best: Hit = {
      passageId: passage.id,
      documentId,
      type: passage.type,
      score: NAMED.value,
      parts,
      lexicalRank: null,
      semanticRank: null,
    };
    ranked.push({ documentId, score: NAMED.value, best, others: [], parts });
  }
  return ranked;
}

/** The path or hash that a page of a forge shows: `…/blob/main/src/a.rs#L10`, `…/commit/<hash>`. Null when it is of no indexed repository. */
function namedByUrl(address: string, repositories: readonly Repository[]): string | null {
  const bare = withoutScheme(address.replace(/[?#].*$/, ""));
  const repository = repositories.find(({ remoteUrl }) => remoteUrl !== null && bare.startsWith(`${withoutScheme(remoteUrl)}/`));
  if (repository?.remoteUrl == null) return null;
  const rest = bare.slice(withoutScheme(repository.remoteUrl).length + 1).replace(/^-\//, "");
  return /^(?:blob|tree|raw|blame|src\/branch)\/[^/]+\/(.+)$/.exec(rest)?.[1] ?? /^commits?\/([0-9a-f]{7,64})/i.exec(rest)?.[1] ?? null;
}

/** `git@github.com:a/b.git` and `https://github.com/a/b` are the same place. */
function withoutScheme(url: string): string {
  return url
    .replace(/^[a-z+]+:\/\//i, "")
    .replace(/^[^@/]+@/, "")
    .replace(/^([^/:]+):(?!\d+\/)/, "$1/")
    .replace(/\.git$/, "")
    .replace(/\/$/, "");
}
