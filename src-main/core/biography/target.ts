import { realpath } from "node:fs/promises";
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import type { RepositoryId, SourceDocument } from "../../../src-shared/domain/index.ts";
import { VerdigrisError } from "../../../src-shared/rpc/errors.ts";
import type { CoreContext } from "../core-context.ts";

/** A target as written, taken apart. */
export interface TargetText {
  readonly file: string;
  readonly symbol: string | null;
  readonly line: number | null;
}

/**
 * Ways to read a target: `FILE`, `FILE:LINE` (a column behind it is dropped), `FILE:SYMBOL` (`Type::method` too). A path may hold colons itself, so
 * the whole is tried as a file first.
 */
export function readTarget(text: string): TargetText[] {
  const readings: TargetText[] = [{ file: text, symbol: null, line: null }];
  const line = /^(.+?):(\d+)(?::\d+)?$/s.exec(text);
  if (line?.[1] !== undefined && Number(line[2]) > 0) readings.push({ file: line[1], symbol: null, line: Number(line[2]) });
  // A drive letter's colon separates nothing.
  const cut = text.indexOf(":", /^[A-Za-z]:[\\/]/.test(text) ? 2 : 0);
  const symbol = text.slice(cut + 1);
  if (cut > 0 && symbol !== "" && line === null) readings.push({ file: text.slice(0, cut), symbol, line: null });
  return readings;
}

export interface FoundFile {
  readonly repositoryId: RepositoryId;
  readonly path: string;
}

/** The file that a path as written names. Null when there is none. Throws `conflict` when several fit equally. */
export async function findFile(context: CoreContext, written: string, from: string | null): Promise<FoundFile | null> {
  const { reader } = context;
  const inside = await insideCheckout(context, written, from);
  if (inside !== null) {
    if ((await reader.findDocument(inside.repositoryId, inside.path)) !== null) return inside;
    if ((await reader.pathChanges(inside.repositoryId, [inside.path])).length > 0) return inside;
  }
  const wanted = written.replaceAll("\\", "/").replace(/^(?:\.\/)+/, "");
  if (wanted === "" || isAbsolute(written)) return null;
  const documents = (await reader.findDocuments(wanted, 200)).filter(isFile);
  const exact = documents.filter((document) => document.path === wanted);
  const fitting = exact.length > 0 ? exact : documents.filter((document) => document.path.endsWith(`/${wanted}`));
  const [only, another] = fitting;
  if (only !== undefined && another !== undefined) {
    throw new VerdigrisError("conflict", `Several files end in "${wanted}". Write more of the path.`, {
      path: written,
      candidates: fitting.slice(0, 20).map((document) => document.path),
    });
  }
  if (only !== undefined) return { repositoryId: only.repositoryId, path: only.path };
  // It may be gone, and still have a history.
  for (const { id } of await reader.listRepositories())
    if ((await reader.pathChanges(id, [wanted])).length > 0) return { repositoryId: id, path: wanted };
  return null;
}

function isFile(document: SourceDocument): boolean {
  return document.kind !== "commit";
}

/** A path on this machine as a path in the repository that lies around it. */
async function insideCheckout({ machine }: CoreContext, written: string, from: string | null): Promise<FoundFile | null> {
  if (!isAbsolute(written) && from === null) return null;
  const absolute = resolve(from ?? "/", written);
  // The folder's real path: a link to the repository leads into it.
  const folder = await realpath(dirname(absolute)).catch(() => dirname(absolute));
  const real = join(folder, basename(absolute));
  const checkouts = (await machine.listCheckouts()).toSorted((a, b) => b.root.length - a.root.length);
  for (const { repositoryId, root } of checkouts) {
    const path = relative(root, real);
    if (path !== "" && !isAbsolute(path) && path !== ".." && !path.startsWith(`..${sep}`))
      return { repositoryId, path: path.replaceAll(sep, "/") };
  }
  return null;
}
