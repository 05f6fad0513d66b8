import { realpath, stat } from "node:fs/promises";
import { basename, resolve } from "node:path";
import type { IndexPreview, PathVerdict } from "../../../src-shared/contract/library.ts";
import { messageOf, VerdigrisError } from "../../../src-shared/rpc/errors.ts";
import { countCommits } from "../git/commit-content.ts";
import { openRepository } from "../git/repository.ts";
import type { Checkout } from "../store/machine-store.ts";
import type { SourceCaps } from "./caps.ts";
import { listIgnored } from "./ignored.ts";
import { createTally } from "./preview-tally.ts";
import { scanFolder, type ScanRules } from "./scan-folder.ts";

const IGNORED_SHOWN = 200;

export interface PreviewOptions {
  readonly path: string;
  readonly rules: ScanRules;
  readonly caps: SourceCaps;
  /** What the library holds on this machine. */
  readonly indexed: readonly Checkout[];
  /** Rate the estimate goes by. */
  readonly bytesPerSecond: number;
  readonly signal?: AbortSignal | undefined;
}

interface Place {
  readonly verdict: PathVerdict;
  readonly message: string;
  readonly root: string;
  readonly name: string;
  readonly isGit: boolean;
  /** There is something to index. */
  readonly hasFiles: boolean;
}

/**
 * What a dropped or typed path is and what indexing it would do; reads names and sizes only, and the beginnings of session files.
 * A bad path is an answer (`missing`, `unreadable`, `file`) and no error.
 * @throws VerdigrisError `cancelled`; `unavailable` without git.
 */
export async function previewFolder(options: PreviewOptions): Promise<IndexPreview> {
  const place = await locate(options);
  if (!place.hasFiles) return emptyPreview(place);
  try {
    return await lookInto(place, options);
  } catch (error) {
    if (options.signal?.aborted === true)
      throw new VerdigrisError("cancelled", `Looking at ${place.root} was cancelled.`, { path: place.root }, { cause: error });
    if (error instanceof VerdigrisError && error.code === "unavailable") throw error;
    const message = messageOf(error);
    return emptyPreview({ ...place, verdict: "unreadable", message });
  }
}

async function lookInto(place: Place, { rules, caps, bytesPerSecond, signal }: PreviewOptions): Promise<IndexPreview> {
  const { root } = place;
  const tally = createTally(root);
  const [ignored, commits] = await Promise.all([
    listIgnored({ root, limit: IGNORED_SHOWN, signal }),
    place.isGit ? commitCount(root, signal) : 0,
    (async () => {
      for await (const entry of scanFolder({ root, rules, caps, signal })) await tally.add(entry);
    })(),
  ]);
  const counted = tally.result();
  return {
    ...emptyPreview(place),
    ...counted,
    commits,
    ignored: ignored.paths,
    ignoredTotal: ignored.total,
    estimatedSeconds: Math.ceil(counted.bytes / Math.max(1, bytesPerSecond)),
  };
}

/** A damaged history costs its count only: what of it can be read will be. */
async function commitCount(root: string, signal?: AbortSignal): Promise<number> {
  try {
    return await countCommits({ root, signal });
  } catch (error) {
    if (error instanceof VerdigrisError && error.code === "git-failed") return 0;
    throw error;
  }
}

async function locate({ path, indexed, signal }: PreviewOptions): Promise<Place> {
  const absolute = resolve(path.replaceAll("\0", ""));
  const nothing = { root: absolute, name: basename(absolute) || absolute, isGit: false, hasFiles: false };
  let asked: string;
  let isFile: boolean;
  try {
    asked = await realpath(absolute);
    isFile = !(await stat(asked)).isDirectory();
  } catch (error) {
    return { ...nothing, ...badPath(absolute, error as NodeJS.ErrnoException) };
  }
  try {
    const opened = await openRepository(asked, signal);
    if (opened?.kind === "bare") {
      return {
        ...nothing,
        root: opened.root,
        verdict: "unreadable",
        message: "This is a bare repository: it has no files. Clone it and add the clone.",
      };
    }
    if (opened === null && isFile) {
      return { ...nothing, verdict: "file", message: `${nothing.name} is a file. Choose the folder it lies in.` };
    }
    const root = opened?.root ?? asked;
    const place = { root, name: opened?.name ?? (basename(asked) || asked), isGit: opened !== null, hasFiles: true };
    return { ...place, ...verdictOf(asked, root, place, isFile, indexed) };
  } catch (error) {
    if (signal?.aborted === true || !(error instanceof VerdigrisError) || error.code === "unavailable") throw error;
    return { ...nothing, verdict: "unreadable", message: error.message };
  }
}

function verdictOf(
  asked: string,
  root: string,
  { name, isGit }: { readonly name: string; readonly isGit: boolean },
  isFile: boolean,
  indexed: readonly Checkout[],
): { readonly verdict: PathVerdict; readonly message: string } {
  if (indexed.some((checkout) => checkout.root === root)) {
    return asked === root
      ? { verdict: "already-indexed", message: `${name} is in the library already. You can index it again.` }
      : { verdict: "inside-indexed", message: `This is inside ${name}, which is in the library already.` };
  }
  // A plain folder in an indexed plain folder; a repository in an indexed folder stands by itself, since scans do not enter it.
  const around = isGit
    ? undefined
    : indexed.find((checkout) => root.startsWith(checkout.root.endsWith("/") ? checkout.root : `${checkout.root}/`));
  if (around !== undefined)
    return { verdict: "inside-indexed", message: `This is inside ${basename(around.root)}, which is in the library already.` };
  if (asked !== root) {
    const what = isFile ? "file" : "folder";
    return {
      verdict: "inside-repository",
      message: `This ${what} is inside the repository ${name}. The whole repository will be indexed.`,
    };
  }
  return isGit
    ? { verdict: "git-repository", message: `${name} is a git repository.` }
    : { verdict: "plain-folder", message: `${name} is a folder without git. Its files will be indexed, without a history.` };
}

function badPath(path: string, error: NodeJS.ErrnoException): { readonly verdict: PathVerdict; readonly message: string } {
  switch (error.code) {
    case "EACCES":
    case "EPERM":
      return { verdict: "unreadable", message: `${path} cannot be read. Check its permissions.` };
    case "ELOOP":
      return { verdict: "unreadable", message: `${path} is a link that leads to itself.` };
    case "ENAMETOOLONG":
      return { verdict: "missing", message: "This path is too long for this system." };
    default:
      return { verdict: "missing", message: `${path} does not exist. Check the path.` };
  }
}

function emptyPreview({ verdict, message, root, name }: Place): IndexPreview {
  const counts = { files: 0, bytes: 0, sessions: 0, beliefs: 0, docs: 0, commits: 0, ignoredTotal: 0, estimatedSeconds: 0 };
  return { verdict, message, root, name, ...counts, languages: [], transcripts: [], ignored: [], excluded: [] };
}
