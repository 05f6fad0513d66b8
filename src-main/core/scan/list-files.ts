import type { GitPlace } from "../git/locate.ts";
import { streamGit } from "../git/run-git.ts";
import { splitNames } from "./records.ts";

/** A name as git lists it, before anything on disk is looked at. */
export interface ListedName {
  readonly path: string;
  readonly kind: "file" | "folder" | "submodule" | "not-utf8" | "unopened";
}

/**
 * Tracked files and those that are untracked and not ignored. `folder`: an untracked folder that git does not enter, since it is a
 * repository of its own. `unopened`: a folder that could not be opened, given at the end.
 */
export async function* listFiles(place: GitPlace, signal?: AbortSignal): AsyncGenerator<readonly ListedName[]> {
  let warnings = "";
  const args = ["-z", "-t", "--stage", "--cached", "--others", "--exclude-standard"];
  const stream = streamGit({ place, command: "ls-files", args, signal, onWarnings: (text) => (warnings = text) });
  let before = "";
  for await (const records of splitNames(stream)) {
    const names: ListedName[] = [];
    for (const { text, shown } of records) {
      const listed = parseListed(shown);
      // An unmerged path is listed once a stage, one after the other.
      if (listed === null || (listed.path === before && text !== null)) continue;
      before = listed.path;
      names.push(text === null ? { path: listed.path, kind: "not-utf8" } : listed);
    }
    yield names;
  }
  const unopened = [...warnings.matchAll(/^warning: could not open directory '(.+?)\/?': /gm)].map((match) => match[1] ?? "");
  if (unopened.length > 0) yield unopened.map((path) => ({ path, kind: "unopened" }));
}

/** Untracked files that git ignores, down to every single one. */
export async function* listIgnoredFiles(place: GitPlace, signal?: AbortSignal): AsyncGenerator<readonly ListedName[]> {
  const stream = streamGit({ place, command: "ls-files", args: ["-z", "--others", "--ignored", "--exclude-standard"], signal });
  for await (const records of splitNames(stream)) {
    yield records.filter((one) => one.shown !== "").map(({ text, shown }) => asOther(shown, text === null));
  }
}

/** `? <path>` for others; `H <mode> <object> <stage>\t<path>` for the index. */
function parseListed(line: string): ListedName | null {
  if (line.startsWith("? ")) return asOther(line.slice(2), false);
  const tab = line.indexOf("\t");
  if (tab < 0) return null;
  return { path: line.slice(tab + 1), kind: line.startsWith("160000", 2) ? "submodule" : "file" };
}

function asOther(path: string, isBad: boolean): ListedName {
  if (isBad) return { path, kind: "not-utf8" };
  return path.endsWith("/") ? { path: path.slice(0, -1), kind: "folder" } : { path, kind: "file" };
}
