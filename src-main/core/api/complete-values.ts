import type { QueryCompletion } from "../../../src-shared/query/complete.ts";
import { valueItem } from "../../../src-shared/query/complete.ts";
import type { FieldName } from "../../../src-shared/query/fields.ts";
import type { Remote } from "../store/service.ts";
import type { KnowledgeReader } from "../store/knowledge-store.ts";

type Reader = Remote<KnowledgeReader>;
type StoredField = Parameters<KnowledgeReader["fieldValues"]>[0];

const STORED_FIELDS: ReadonlySet<FieldName> = new Set<StoredField>([
  "repo",
  "lang",
  "path",
  "kind",
  "agent",
  "branch",
  "author",
  "tag",
  "session",
]);
/** The fewest digits of a hash that the store looks up. */
const SHORTEST_HASH = 4;
const SHOWN_HASH = 10;

/** Values that only the library knows, for any field whose values are free. */
export async function completeValues(reader: Reader, field: FieldName, prefix: string, limit: number): Promise<readonly QueryCompletion[]> {
  if (field === "symbol") return completeSymbols(reader, prefix, limit);
  if (field === "commit") return completeCommits(reader, prefix.toLowerCase(), limit);
  if (!isStored(field)) return [];
  return (await reader.fieldValues(field, prefix, limit)).map((value) => valueItem(value, ""));
}

async function completeSymbols(reader: Reader, prefix: string, limit: number): Promise<readonly QueryCompletion[]> {
  const found = new Map<string, QueryCompletion>();
  for (const { name, kind, path } of await reader.findSymbols(prefix, limit * 3)) {
    if (!found.has(name)) found.set(name, valueItem(name, `${kind} · ${path}`));
  }
  return [...found.values()].slice(0, limit);
}

/** By the start of the hash, or the newest ones; each with its subject, for a hash says nothing. */
async function completeCommits(reader: Reader, prefix: string, limit: number): Promise<readonly QueryCompletion[]> {
  const named: { readonly hash: string; readonly subject: string; readonly committedAt: string }[] = [];
  if (/^[0-9a-f]*$/.test(prefix) && prefix.length >= SHORTEST_HASH) {
    for (const { repositoryId, hash } of (await reader.resolveCommit(prefix)).slice(0, limit)) {
      const commit = await reader.readCommit(repositoryId, hash);
      if (commit !== null) named.push(commit);
    }
  } else {
    for (const { id } of await reader.listRepositories()) named.push(...(await reader.listCommits(id, limit, null)));
  }
  return named
    .filter(({ hash }) => hash.startsWith(prefix))
    .toSorted((a, b) => (a.committedAt < b.committedAt ? 1 : -1))
    .slice(0, limit)
    .map(({ hash, subject }) => valueItem(hash.slice(0, SHOWN_HASH), subject));
}

function isStored(field: FieldName): field is StoredField {
  return STORED_FIELDS.has(field);
}
