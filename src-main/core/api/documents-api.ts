import type { documentsContract, GotoItem } from "../../../src-shared/contract/documents.ts";
import type { CommitHash, SourceDocument } from "../../../src-shared/domain/index.ts";
import { VerdigrisError } from "../../../src-shared/rpc/errors.ts";
import { documentId } from "../indexer/identity.ts";
import type { CoreContext, Handlers } from "../core-context.ts";
import { commitDiff } from "../git/diff.ts";
import type { SymbolRecord } from "../store/knowledge-store.ts";
import { resolveMentions } from "./mentions.ts";
import { checkoutRoot, readDocumentText } from "./document-text.ts";

const MAX_DIFF_BYTES = 2_000_000;

/** Reading single documents and commits, and going to them by name. */
export function createDocumentsApi(context: CoreContext): Handlers<typeof documentsContract> {
  const { reader } = context;

  async function repositoryName(id: string): Promise<string> {
    return (await reader.listRepositories()).find((repository) => repository.id === id)?.name ?? id;
  }

  async function fullHash(repositoryId: string, hash: string): Promise<CommitHash> {
    const found = (await reader.resolveCommit(hash)).filter((commit) => commit.repositoryId === repositoryId);
    const [only, another] = found;
    if (only === undefined) throw new VerdigrisError("not-found", `The commit ${hash} is not in the library.`, { repositoryId, hash });
    if (another !== undefined) throw new VerdigrisError("conflict", `Several commits start with ${hash}. Write more digits.`, { hash });
    return only.hash;
  }

  return {
    async "documents.read"({ documentId: id, query }) {
      const text = await readDocumentText(context, id);
      const { document } = text;
      const [symbols, belief, matches, name, root] = await Promise.all([
        reader.documentSymbols(id),
        document.kind === "belief" ? reader.beliefOfDocument(id) : null,
        query === undefined || query.trim() === "" ? [] : context.searcher.matches(query, text.text),
        repositoryName(document.repositoryId),
        checkoutRoot(context, document.repositoryId),
      ]);
      return { ...text, repositoryName: name, elsewhere: root === null, symbols, belief, matches };
    },
    "documents.find": ({ repositoryId, path }) => reader.findDocument(repositoryId, path),
    async "documents.goto"({ text, kinds, limit }) {
      const wanted = new Set<GotoItem["type"]>(kinds);
      const symbolFirst = wanted.has("symbol") && text !== "";
      const [documents, symbols] = await Promise.all([
        wanted.has("file") || wanted.has("session") || wanted.has("commit") ? reader.findDocuments(text, limit * 2) : [],
        symbolFirst ? reader.findSymbols(text, limit) : [],
      ]);
      const items = [...symbols.map(symbolItem), ...documents.map(documentItem).filter((item) => wanted.has(item.type))];
      return items.slice(0, limit);
    },
    "documents.resolve": ({ repositoryId, references }) => resolveMentions(reader, repositoryId, references),
    async "documents.commit"({ repositoryId, hash }) {
      const full = await fullHash(repositoryId, hash);
      const [commit, sessions, name] = await Promise.all([
        reader.readCommit(repositoryId, full),
        reader.commitSessions(repositoryId, full),
        repositoryName(repositoryId),
      ]);
      if (commit === null) throw new VerdigrisError("not-found", `The commit ${hash} is not in the library.`, { repositoryId, hash });
      return { repositoryId, repositoryName: name, documentId: documentId(repositoryId, full), commit, sessions };
    },
    async "documents.diff"({ repositoryId, hash, path }, { signal }) {
      const root = await checkoutRoot(context, repositoryId);
      if (root === null) {
        return { text: "", truncated: false, unavailable: "From another machine; its folder is not here, and diffs are read from it." };
      }
      try {
        const full = await fullHash(repositoryId, hash);
        const diff = await commitDiff({ root, hash: full, ...(path === undefined ? {} : { path }), signal, maxBytes: MAX_DIFF_BYTES });
        return { ...diff, unavailable: null };
      } catch (error) {
        if (!(error instanceof VerdigrisError) || error.code === "cancelled") throw error;
        return { text: "", truncated: false, unavailable: error.message };
      }
    },
  };
}

function symbolItem(symbol: SymbolRecord): GotoItem {
  return {
    type: "symbol",
    label: symbol.qualifiedName,
    detail: `${symbol.path}:${symbol.lines.start}`,
    repositoryId: symbol.repositoryId,
    documentId: symbol.documentId,
    path: symbol.path,
    sessionId: null,
    commit: null,
    symbolKind: symbol.kind,
    lines: symbol.lines,
  };
}

function documentItem(document: SourceDocument): GotoItem {
  const type =
    document.kind === "session" ? "session" : document.kind === "commit" ? "commit" : document.kind === "belief" ? "belief" : "file";
  return {
    type,
    label: type === "file" ? (document.path.split("/").at(-1) ?? document.path) : document.title,
    detail: type === "commit" ? document.path.slice(0, 8) : document.path,
    repositoryId: document.repositoryId,
    documentId: document.id,
    path: document.path,
    sessionId: document.sessionId,
    commit: type === "commit" ? document.path : null,
    symbolKind: null,
    lines: null,
  };
}
