/** The command line as scripts use it: shapes of `--json`, exit codes, errors of one line. Measurements rely on the shapes: keep them. */
import { execFileSync, spawnSync, type ChildProcess } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ensureBundles } from "../../build/bundle.ts";
import { createAssistantsHome } from "../support/assistants-home.ts";
import { runCli, type CliOptions } from "../support/cli.ts";
import { createSampleRepository, type FixtureRepository } from "../support/fixture-repository.ts";
import { freePort } from "../support/sqld.ts";

let home: string;
let repository: FixtureRepository;
let firstIndex: { code: number | null; json: unknown };

async function cli(args: readonly string[], options: Partial<CliOptions> = {}) {
  const run = await runCli(args, { home, ...options });
  return { ...run, json: args.includes("--json") && run.stdout !== "" ? (JSON.parse(run.stdout) as unknown) : null };
}

beforeAll(async () => {
  await ensureBundles(["main"]);
  home = mkdtempSync(join(tmpdir(), "verdigris-cli-"));
  repository = createSampleRepository();
  firstIndex = await cli(["index", repository.root, "--json"]);
});
afterAll(() => {
  repository.remove();
  rmSync(home, { recursive: true, force: true });
});

describe("a start", () => {
  test("keeps compiled code in the data folder; damaged, it is made again", async () => {
    expect((await cli(["status"])).code).toBe(0);
    const kept = compiledCode();
    expect(kept.length).toBeGreaterThan(10);
    for (const file of kept) writeFileSync(file, "no code");
    expect(await cli(["status"])).toMatchObject({ code: 0, stderr: "" });
    for (const file of kept) expect(readFileSync(file).length).toBeGreaterThan(10);
  });

  test("that asks nothing of the library makes no data folder", async () => {
    const other = join(home, "not-there");
    expect(await cli(["--version"], { home: other })).toMatchObject({ code: 0, stderr: "" });
    expect(existsSync(other)).toBe(false);
  });
});

function compiledCode(): string[] {
  const folder = join(home, "cache", "compiled");
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

describe("index", () => {
  test("gives counts by kind, what was skipped, seconds and rows a second", () => {
    expect(firstIndex.code).toBe(0);
    expect(firstIndex.json).toMatchObject([
      {
        path: repository.root,
        repository: "lighthouse",
        state: "done",
        filesSeen: 5,
        filesRead: 5,
        filesRemoved: 0,
        commitsWritten: 3,
        counts: { documents: { code: 2, session: 1, commit: 3 } },
        skipped: [],
      },
    ]);
    const [report] = firstIndex.json as [{ seconds: number; rowsPerSecond: number; passagesWritten: number }];
    expect(report.seconds).toBeGreaterThan(0);
    expect(report.rowsPerSecond).toBe(Math.round(report.passagesWritten / report.seconds));
  });

  test("again reads nothing, and says so to a person", async () => {
    const again = await cli(["index", repository.root]);
    expect(again).toMatchObject({ code: 0, stderr: "" });
    expect(again.stdout).toMatch(/^lighthouse: done in [\d.]+ s\n {2}5 files \(0 read, 0 removed\), 0 commits, 0 passages\n$/);
  });

  test("of a path that is not there ends with 3 and one line", async () => {
    const run = await cli(["index", join(home, "nowhere")]);
    expect(run).toMatchObject({ code: 3, stdout: "" });
    expect(run.stderr).toMatch(/nowhere.*\n$/);
    expect(run.stderr.trim().split("\n")).toHaveLength(1);
  });

  test("cancelled by Ctrl+C ends with 130, and what it had read stays", async () => {
    const other = mkdtempSync(join(tmpdir(), "verdigris-cancelled-"));
    writeMany();
    const run = await cli(["index", repository.root, "--json"], { home: other, onStart: interruptRun(other) });
    expect(run.json).toMatchObject([{ state: "cancelled" }]);
    expect(run.code).toBe(130);
    expect((await cli(["status", "--json"], { home: other })).code).toBe(0);
    rmSync(join(repository.root, "many"), { recursive: true });
    rmSync(other, { recursive: true });
  });

  test("started by another command is stopped by Ctrl+C too", async () => {
    const other = mkdtempSync(join(tmpdir(), "verdigris-cancelled-"));
    await cli(["index", repository.root], { home: other });
    writeMany();
    const assistants = createAssistantsHome(repository.root, repository.git("rev-parse", "HEAD"));
    const options = { home: other, env: assistants.env, onStart: interruptRun(other) };
    expect((await cli(["sources", "allow", "claude-code"], options)).code).toBe(130);
    // Not left to whoever starts next.
    expect(runStates(other)).toEqual(["cancelled", "done"]);
    assistants.remove();
    for (const made of ["many", ".specstory", ".aider.chat.history.md"]) rmSync(join(repository.root, made), { recursive: true });
    rmSync(other, { recursive: true });
  });
});

/** Enough to read that a run can be met in the middle. */
function writeMany(): void {
  for (let n = 0; n < 600; n++) repository.write(`many/${n}.md`, `# ${n}\n\nOil for lamp ${n}.\n`);
}

/** States of the index runs in a home, sorted; none before it is made. */
function runStates(of: string): string[] {
  try {
    const database = new Database(join(of, "machine.db"), { readonly: true, fileMustExist: true });
    const states = database.prepare("SELECT state FROM run ORDER BY state").pluck().all() as string[];
    database.close();
    return states;
  } catch {
    return [];
  }
}

/** Presses Ctrl+C as soon as an index run is under way. */
function interruptRun(of: string): (child: ChildProcess) => void {
  return (child) => {
    const timer = setInterval(() => runStates(of).includes("running") && child.kill("SIGINT"), 5);
    child.once("exit", () => clearInterval(timer));
  };
}

describe("search", () => {
  test("has the shape that measurements rely on", async () => {
    const { code, json } = await cli(["search", "ring buffer type:decision", "--limit", "3", "--json"]);
    expect(code).toBe(0);
    const response = json as { query: string; mode: string; tookMs: number; results: Record<string, unknown>[] };
    expect(response).toMatchObject({ query: "ring buffer type:decision", mode: "fused" });
    expect(response.tookMs).toBeGreaterThan(0);
    expect(response.results.length).toBeGreaterThan(0);
    const keys = "rank score type kind repository path lines sessionId commit beliefId title snippet highlights date".split(" ");
    for (const [index, result] of response.results.entries()) {
      expect(Object.keys(result)).toEqual(keys);
      expect(result["rank"]).toBe(index + 1);
    }
    expect(response.results[0]).toMatchObject({ type: "decision", sessionId: "20260204-213118", repository: "lighthouse" });
  });

  test("explains itself when asked, in each mode", async () => {
    for (const mode of ["fused", "lexical", "semantic"]) {
      const { json } = await cli(["search", "ring buffer", "--mode", mode, "--explain", "--json"]);
      const { results } = json as { results: { score: number; explanation: { parts: { value: number }[] } }[] };
      for (const { score, explanation } of results)
        expect(explanation.parts.reduce((sum, part) => sum + part.value, 0)).toBeCloseTo(score, 9);
    }
  });

  test("that finds nothing ends with 3", async () => {
    expect(await cli(["search", '"no such phrase at all"'])).toMatchObject({ code: 3, stdout: "Nothing found.\n" });
    expect(await cli(["search", '"no such phrase at all"', "--json"])).toMatchObject({ code: 3, json: { results: [] } });
  });
});

describe("sessions", () => {
  test("are listed and read, by the beginning of an id too", async () => {
    const list = await cli(["sessions", "--json"]);
    expect(list.json).toMatchObject({ total: 1, sessions: [{ ownId: "20260204-213118", decisions: 2, challenges: 1, commits: 1 }] });
    for (const [options, total] of [
      [["--text", "RÏNG buffer", "--commits"], 1],
      [["--work", "nothing-like-it"], 0],
    ] as const)
      expect((await cli(["sessions", ...options, "--json"])).json).toMatchObject({ total });
    const one = { session: { title: "choose the ring buffer" }, commits: [{ subject: "Rotate the lamp", link: { grade: "exact" } }] };
    expect((await cli(["session", "20260204", "--json"])).json).toMatchObject(one);
    const shown = await cli(["show", "20260204-213118"]);
    expect(shown.stdout).toContain("Ring buffer over a database");
    expect(shown.stdout).toMatch(/Rotate the lamp {2}\(exact: In the tag range/);
  });

  test("that are not there end with 3", async () => {
    const run = await cli(["show", "19990101", "--json"]);
    expect(run).toMatchObject({ code: 3, json: { error: { code: "not-found" } } });
  });
});

test("status and doctor tell what is there and that it is sound", async () => {
  expect((await cli(["status", "--json"])).json).toMatchObject({
    repositories: [{ name: "lighthouse", root: repository.root, missing: false }],
    backend: "sqlite",
    activeRuns: 0,
    problems: [],
    storage: { databasePath: join(home, "knowledge.db") },
  });
  const doctor = await cli(["doctor", "--json"]);
  expect(doctor.code).toBe(0);
  const findings = doctor.json as { name: string; ok: boolean }[];
  expect(findings.every((finding) => finding.ok)).toBe(true);
  expect(findings.map((finding) => finding.name)).toEqual(expect.arrayContaining(["git", "database", "configuration", "data folder"]));
});

test("backend status tells where the library lies, and ends with 1 while that cannot be read", async () => {
  const fine = await cli(["backend", "status"]);
  expect(fine).toMatchObject({ code: 0, stdout: expect.stringMatching(/^sqlite {2}.*knowledge\.db/) as string });
  const away = mkdtempSync(join(tmpdir(), "verdigris-cli-away-"));
  const url = `http://127.0.0.1:${await freePort()}`;
  writeFileSync(join(away, "config.toml"), `backend = "turso"\n\n[turso]\nmode = "remote"\nurl = "${url}"\n`);
  const words = "refuses connections. Check the URL and whether the server runs.";
  const plain = await cli(["backend", "status"], { home: away });
  expect(plain).toMatchObject({ code: 1, stdout: expect.stringContaining(words) as string });
  const json = await cli(["backend", "status", "--json"], { home: away });
  expect(json).toMatchObject({ code: 1, json: { kind: "turso-remote", problem: expect.stringContaining(words) as string } });
  rmSync(away, { recursive: true });
});

test("eval scores a query set", async () => {
  const file = join(home, "set.json");
  writeFileSync(
    file,
    JSON.stringify({ queries: [{ id: "q1", query: "ring buffer over a database", relevant_docs: ["20260204-213118"] }] }),
  );
  const { code, json } = await cli(["eval", "--queries", file, "--mode", "fused", "--json"]);
  expect(code).toBe(0);
  expect(json).toMatchObject([{ set: "set", mode: "fused", queries: 1, recall10: { value: 1 } }]);
  writeFileSync(file, "{}");
  expect((await cli(["eval", "--queries", file])).code).toBe(2);
});

test("backup makes a whole copy, and never writes over anything; restore --check verifies it", async () => {
  const copy = join(home, "copy");
  const made = await cli(["backup", copy, "--json"]);
  expect(made).toMatchObject({ code: 0, json: { path: copy, transcripts: 0 } });
  const database = new Database(join(copy, "knowledge.db"), { readonly: true });
  expect(database.pragma("integrity_check", { simple: true })).toBe("ok");
  expect(database.prepare("SELECT count(*) FROM git_commit").pluck().get()).toBe(3);
  database.close();
  expect(await cli(["backup", copy, "--json"])).toMatchObject({ code: 1, json: { error: { code: "conflict" } } });
  expect(await cli(["restore", "--check", copy])).toMatchObject({ code: 0, stdout: expect.stringContaining("Verified") as string });
  expect(await cli(["restore", home, "--json"])).toMatchObject({ code: 3, json: { error: { code: "not-found" } } });
});

test("wrong usage ends with 2", async () => {
  for (const args of [
    ["frobnicate"],
    ["search"],
    ["search", "x", "--limit", "many"],
    ["search", "x", "--mode", "psychic"],
    ["index", "--nope"],
  ])
    expect((await cli(args)).code, args.join(" ")).toBe(2);
  expect((await cli(["--help"])).stdout).toContain("Exit codes: 0 done, 1 failed, 2 wrong usage, 3 nothing found, 130 cancelled.");
});

describe("completion", () => {
  test("in bash completes commands and options", async () => {
    const { stdout } = await cli(["completion", "bash"]);
    const complete = (line: string): string[] => {
      const words = line.split(" ");
      const script = `${stdout}\nCOMP_WORDS=(${words.map((word) => `'${word}'`).join(" ")}); COMP_CWORD=${words.length - 1}; _verdigris; printf '%s\\n' "\${COMPREPLY[@]}"`;
      return execFileSync("bash", ["-c", script], { encoding: "utf8" }).trim().split("\n");
    };
    expect(complete("verdigris se")).toEqual(expect.arrayContaining(["search", "sessions", "session", "serve"]));
    expect(complete("verdigris search --m")).toEqual(["--mode"]);
  });

  test.each(["zsh", "fish"])("in %s is a script that its shell can parse, where that is installed", async (shell) => {
    const { code, stdout } = await cli(["completion", shell]);
    expect(code).toBe(0);
    for (const name of ["index", "search", "sessions", "serve", "backup"]) expect(stdout).toContain(name);
    const found = ["/usr/bin", "/bin", "/usr/local/bin"].map((folder) => join(folder, shell)).find((path) => existsSync(path));
    if (found !== undefined) expect(spawnSync(found, ["-n"], { input: stdout }).status).toBe(0);
  });
});
