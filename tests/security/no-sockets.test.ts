import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ensureBundles } from "../../build/bundle.ts";
import { runCli } from "../support/cli.ts";
import type { FixtureRepository } from "../support/fixture-repository.ts";
import { freePort } from "../support/sqld.ts";
import { createSessionsRepository } from "../support/sessions-repository.ts";

const folder = mkdtempSync(join(tmpdir(), "verdigris-sockets-"));
const home = join(folder, "home");
const connections = join(folder, "connections.txt");
const hook = join(folder, "hook.mjs");
let repository: FixtureRepository;

/** What a user does all day, each as a process of its own with its threads and children. */
const DAY: readonly (readonly string[])[] = [
  ["search", "lamp"],
  ["search", "lamp", "--mode", "semantic", "--json"],
  ["sessions", "--json"],
  ["ledger", "--json"],
  ["status", "--json"],
  ["models"],
  ["backend", "status"],
  ["sync", "status"],
  ["sync", "preview"],
];

beforeAll(async () => {
  await ensureBundles(["main"]);
  repository = createSessionsRepository();
  // Every way out of Node: sockets, datagrams, names. It is loaded by each process and each thread.
  writeFileSync(
    hook,
    `import { appendFileSync } from "node:fs"; import dgram from "node:dgram"; import dns from "node:dns"; import net from "node:net"; import { syncBuiltinESMExports } from "node:module";
const note = (what) => appendFileSync(${JSON.stringify(connections)}, what + "\\n");
const connect = net.Socket.prototype.connect;
net.Socket.prototype.connect = function (...args) { note("connect"); return connect.apply(this, args); };
for (const [home, name] of [[dgram, "createSocket"], [dns, "lookup"], [dns.promises, "lookup"]]) {
  const original = home[name]; home[name] = (...args) => { note(name); return original(...args); };
}
syncBuiltinESMExports();
`,
  );
});
afterAll(() => {
  repository.remove();
  rmSync(folder, { recursive: true, force: true });
});

const env = (): NodeJS.ProcessEnv => ({ NODE_OPTIONS: `--import=${pathToFileURL(hook).href}`, TURSO_AUTH_TOKEN: "a-token" });
const seen = (): string => {
  try {
    return readFileSync(connections, "utf8");
  } catch {
    return "";
  }
};

describe("with sync off", () => {
  test("indexing, searching and browsing ask Node for no connection and no name", async () => {
    expect(await runCli(["index", repository.root], { home, env: env() })).toMatchObject({ code: 0 });
    for (const args of DAY) expect(await runCli(args, { home, env: env() }), args.join(" ")).toMatchObject({ code: 0 });
    expect(seen()).toBe("");
  });

  test("a connection that is asked for is seen by the same watch", async () => {
    await runCli(await asked(), { home, env: env() });
    expect(seen()).toContain("connect");
  });
});

const strace = traceable();
describe.skipIf(strace !== null)(`seen by the kernel${strace ?? ""}`, () => {
  test("no internet socket is made by any process or thread", () => {
    expect(internetCalls(["index", repository.root])).toEqual([]);
    for (const args of DAY.slice(0, 4)) expect(internetCalls(args), args.join(" ")).toEqual([]);
  });

  test("one that is asked for is seen", async () => {
    expect(internetCalls(await asked())).not.toEqual([]);
  });
});

/** A command that is meant to use the network: nothing answers there. */
async function asked(): Promise<string[]> {
  return ["backend", "test", "--to", "turso-remote", "--url", `http://127.0.0.1:${await freePort()}`];
}

/** Calls that make an internet socket, over the whole tree of processes. */
function internetCalls(args: readonly string[]): string[] {
  const log = join(folder, "strace.txt");
  const command = [
    "-f",
    "-qq",
    "-e",
    "trace=socket,connect",
    "-o",
    log,
    process.execPath,
    join(import.meta.dirname, "../../out/main/cli.js"),
    ...args,
  ];
  try {
    execFileSync("strace", command, { env: { ...process.env, TURSO_AUTH_TOKEN: "a-token", VERDIGRIS_HOME: home }, stdio: "ignore" });
  } catch {
    // The last command is meant to fail: nothing answers there.
  }
  return readFileSync(log, "utf8")
    .split("\n")
    .filter((line) => /AF_INET6?\b/.test(line));
}

/** Why system calls cannot be watched here, or null. */
function traceable(): string | null {
  try {
    execFileSync("strace", ["-qq", "-e", "trace=socket", "true"], { stdio: "ignore" });
    return null;
  } catch {
    return " (strace cannot run here)";
  }
}
