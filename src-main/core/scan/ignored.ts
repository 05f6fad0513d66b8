import type { IgnoredPath } from "../../../src-shared/contract/library.ts";
import type { GitPlace } from "../git/locate.ts";
import { readGit, streamGit } from "../git/run-git.ts";
import { splitNames } from "./records.ts";
import { openScanPlace } from "./scan-place.ts";

/**
 * What git ignores in a folder, an ignored folder as one path (ending in `/`), with the very rule: `.gitignore:3: target/`.
 * The first `limit` paths by name; `total` counts them all.
 * @throws VerdigrisError `git-failed`, `cancelled`, `unavailable`.
 */
export async function listIgnored(options: {
  readonly root: string;
  readonly limit: number;
  readonly signal?: AbortSignal | undefined;
}): Promise<{ readonly total: number; readonly paths: readonly IgnoredPath[] }> {
  const { limit, signal } = options;
  const opened = await openScanPlace(options.root);
  const { place } = opened;
  try {
    const args = ["-z", "--others", "--ignored", "--exclude-standard", "--directory"];
    const paths: string[] = [];
    let total = 0;
    for await (const records of splitNames(streamGit({ place, command: "ls-files", args, signal }))) {
      for (const { text, shown } of records) {
        if (shown === "") continue;
        total++;
        if (text !== null && paths.length < limit) paths.push(text);
      }
    }
    const rules = await ruleOf(place, paths, signal);
    return { total, paths: paths.map((path) => ({ path, rule: rules.get(path) ?? "Everything in it is ignored." })) };
  } finally {
    await opened.close();
  }
}

/** Path → the rule that ignores it, for those that one rule ignores as a whole. Tracked paths are judged as if they were not. */
async function ruleOf(place: GitPlace, paths: readonly string[], signal?: AbortSignal): Promise<ReadonlyMap<string, string>> {
  const rules = new Map<string, string>();
  if (paths.length === 0) return rules;
  const { bytes } = await readGit({
    place,
    command: "check-ignore",
    args: ["-v", "-z", "--no-index", "--stdin"],
    input: paths.map((path) => `./${path}\0`).join(""),
    okExits: [0, 1],
    signal,
  });
  const fields = bytes.toString("utf8").split("\0");
  for (let at = 0; at + 3 < fields.length; at += 4) {
    const [source = "", line = "", pattern = "", path = ""] = fields.slice(at, at + 4);
    if (pattern !== "" && !pattern.startsWith("!")) rules.set(path.replace(/^\.\//, ""), `${source}:${line}: ${pattern}`);
  }
  return rules;
}
