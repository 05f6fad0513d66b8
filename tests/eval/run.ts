/**
 * `npm run eval`: indexes this checkout, asks the questions of `own-queries.json` (code) and `own-kinds.json` (documents, commits, code) and compares with the figures kept in `results/`.
 * `npm run eval -- --repository PATH --queries FILE…` does the same for another repository and its query sets; `--keep` keeps the figures.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { parseArgs } from "node:util";

const root = resolve(import.meta.dirname, "../..");
const { values } = parseArgs({
  options: {
    repository: { type: "string", default: root },
    queries: {
      type: "string",
      multiple: true,
      default: ["own-queries.json", "own-kinds.json"].map((name) => join(import.meta.dirname, name)),
    },
    exclude: { type: "string", multiple: true, default: [] },
    keep: { type: "boolean", default: false },
  },
  allowPositionals: false,
});
const repository = resolve(values.repository);
const home = mkdtempSync(join(tmpdir(), "verdigris-eval-"));
const kept = join(import.meta.dirname, "results", `${basename(repository === root ? "verdigris" : repository)}.json`);

function verdigris(...args: readonly string[]): number {
  const env = { ...process.env, VERDIGRIS_HOME: home };
  return spawnSync(process.execPath, [join(root, "build/cli.ts"), ...args], { stdio: ["ignore", "inherit", "inherit"], env }).status ?? 1;
}

function git(folder: string, ...args: readonly string[]): string {
  return execFileSync("git", ["-C", folder, ...args], { encoding: "utf8" }).trim();
}

interface Kept {
  readonly verdigris: string;
  readonly repository: string;
  readonly rows: unknown;
}

let code = verdigris("index", repository);
if (code === 0) {
  const now = join(home, "now.json");
  const before = join(home, "before.json");
  const options = ["--queries", ...values.queries, "--save", now];
  if (values.exclude.length > 0) options.push("--exclude", ...values.exclude);
  if (existsSync(kept)) {
    writeFileSync(before, JSON.stringify((JSON.parse(readFileSync(kept, "utf8")) as Kept).rows));
    options.push("--baseline", before);
  }
  code = verdigris("eval", ...options);
  if (values.keep && existsSync(now)) {
    const figures: Kept = {
      verdigris: git(root, "rev-parse", "HEAD"),
      repository: git(repository, "rev-parse", "HEAD"),
      rows: JSON.parse(readFileSync(now, "utf8")),
    };
    mkdirSync(join(import.meta.dirname, "results"), { recursive: true });
    writeFileSync(kept, `${JSON.stringify(figures, null, 2)}\n`);
  }
}
rmSync(home, { recursive: true, force: true });
process.exitCode = code;
