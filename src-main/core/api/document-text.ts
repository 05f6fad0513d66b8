import { join } from "node:path";
import { isTranscriptDocument, type SourceDocument } from "../../../src-shared/domain/index.ts";
import { VerdigrisError } from "../../../src-shared/rpc/errors.ts";
import type { CoreContext } from "../core-context.ts";
import { readSourceFile } from "../scan/read-source.ts";
import { transcriptMarkdown } from "../transcripts/markdown.ts";

/** Text beyond this is cut for display, at a line's end. */
const MAX_VIEW_CHARACTERS = 4_000_000;

export interface DocumentText {
  readonly document: SourceDocument;
  readonly text: string;
  readonly source: "file" | "index";
  /** The file differs from what was indexed. */
  readonly changed: boolean;
  readonly truncated: boolean;
}

/**
 * A document's text as its file holds it now; where the repository does not lie here, or the file is gone, put together from
 * the indexed passages.
 * @throws VerdigrisError `not-found` when the library does not know the document.
 */
export async function readDocumentText(context: CoreContext, documentId: number): Promise<DocumentText> {
  const document = await context.reader.readDocument(documentId);
  if (document === null) {
    throw new VerdigrisError("not-found", "This document is no longer in the library. It was removed, or its repository was.", {
      documentId,
    });
  }
  if (isTranscriptDocument(document.path) && document.sessionId !== null) {
    const found = await context.reader.readSession(document.sessionId);
    const turns = (await context.reader.readTurns(document.sessionId)) ?? [];
    if (found !== null) return { document, ...cut(transcriptMarkdown({ ...found.session, turns })), source: "index", changed: false };
  }
  const root = document.kind === "commit" ? null : await checkoutRoot(context, document.repositoryId);
  if (root !== null) {
    const { maxFileBytes, maxTranscriptBytes } = context.config.sourceCaps();
    const read = await readSourceFile(root, document.path, { maxFileBytes, maxTranscriptBytes });
    if (read.kind === "text") {
      return { document, ...cut(read.text), source: "file", changed: read.contentHash !== document.contentHash };
    }
  }
  const passages = await context.reader.documentPassages(documentId);
  return { document, ...cut(passages.map((passage) => passage.text).join("\n\n")), source: "index", changed: false };
}

/** Where a repository lies on this machine, or null. */
export async function checkoutRoot(context: CoreContext, repositoryId: string): Promise<string | null> {
  const checkouts = await context.machine.listCheckouts();
  return checkouts.find((checkout) => checkout.repositoryId === repositoryId)?.root ?? null;
}

/** Absolute path of a repository's file, for the user's own programs. */
export function absolutePath(root: string, path: string): string {
  return join(root, ...path.split("/"));
}

function cut(text: string): { text: string; truncated: boolean } {
  if (text.length <= MAX_VIEW_CHARACTERS) return { text, truncated: false };
  const end = text.lastIndexOf("\n", MAX_VIEW_CHARACTERS);
  return { text: text.slice(0, end > 0 ? end : MAX_VIEW_CHARACTERS), truncated: true };
}
