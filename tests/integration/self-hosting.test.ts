import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { freePort, SQLD_BINARY, sqldMissing } from "../support/sqld.ts";

const ROOT = resolve(import.meta.dirname, "../..");
interface Compose {
  readonly services: Readonly<
    Record<string, { readonly image: string; readonly environment: Readonly<Record<string, string>>; readonly volumes: readonly string[] }>
  >;
}
const compose = parse(readFileSync(join(ROOT, "docs/server/compose.yaml"), "utf8")) as Compose;

describe.skipIf(sqldMissing !== null)("the server that docs/server describes", () => {
  const folder = mkdtempSync(join(tmpdir(), "verdigris-self-hosting-"));
  const keys = join(folder, "keys");
  let server: ChildProcess | null = null;
  let url = "";
  let readWrite = "";

  beforeAll(async () => {
    readWrite = token();
    const port = await freePort();
    url = `http://127.0.0.1:${port}`;
    const inside = compose.services["sqld"]?.environment ?? {};
    // The container's own folders and address, put where this test may write and listen; everything else as it stands in the file.
    const environment = Object.fromEntries(
      Object.entries(inside).map(([name, value]) => [
        name,
        value.replace("/var/lib/sqld", folder).replace("/etc/sqld", keys).replace("0.0.0.0:8080", `127.0.0.1:${port}`),
      ]),
    );
    server = spawn(SQLD_BINARY, ["--no-welcome"], { env: { ...environment, RUST_LOG: "error" }, cwd: folder, stdio: "ignore" });
    while (
      server.exitCode === null &&
      !(await fetch(`${url}/health`).then(
        (answer) => answer.ok,
        () => false,
      ))
    ) {
      await new Promise((done) => setTimeout(done, 20));
    }
    expect(server.exitCode).toBeNull();
  });
  afterAll(() => {
    server?.kill("SIGKILL");
    rmSync(folder, { recursive: true, force: true });
  });

  function token(...options: readonly string[]): string {
    return execFileSync(process.execPath, ["build/sqld.ts", "--token", "--folder", keys, ...options], {
      cwd: ROOT,
      stdio: ["ignore", "pipe", "ignore"],
    })
      .toString()
      .trim();
  }
  async function ask(sql: string, bearer: string | null): Promise<{ readonly status: number; readonly text: string }> {
    const answer = await fetch(`${url}/v2/pipeline`, {
      method: "POST",
      headers: bearer === null ? {} : { authorization: `Bearer ${bearer}` },
      body: JSON.stringify({ requests: [{ type: "execute", stmt: { sql } }, { type: "close" }] }),
    });
    return { status: answer.status, text: await answer.text() };
  }

  test("reads and writes with the token that the command prints", async () => {
    expect(await ask("CREATE TABLE probe (n INTEGER)", readWrite)).toMatchObject({ status: 200 });
    expect((await ask("SELECT count(*) FROM probe", readWrite)).text).toContain('"value":"0"');
  });

  test("keeps its data in the mounted volume", () => {
    expect(compose.services["sqld"]?.volumes).toContain("sqld-data:/var/lib/sqld");
    expect(statSync(join(folder, "data")).isDirectory()).toBe(true);
  });

  test("refuses who has no token, and lets a read-only one read", async () => {
    expect((await ask("SELECT 1", null)).status).toBe(401);
    const reading = token("--read-only");
    expect((await ask("SELECT count(*) FROM probe", reading)).status).toBe(200);
    expect((await ask("INSERT INTO probe VALUES (1)", reading)).text).toMatch(/not authorized|forbidden|BLOCKED/i);
  });

  test("the signing key is readable by its owner only and is not what the server gets", () => {
    expect(statSync(join(keys, "signing-key.pem")).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(keys, "public-key.pem"), "utf8")).toMatch(/^-----BEGIN PUBLIC KEY-----/);
    expect(compose.services["sqld"]?.volumes.join()).not.toContain("signing");
  });

  test("the image is the version that the tests run", () => {
    const version = /\d+\.\d+\.\d+/.exec(execFileSync(SQLD_BINARY, ["--version"]).toString())?.[0];
    expect(compose.services["sqld"]?.image).toBe(`ghcr.io/tursodatabase/libsql-server:v${version}`);
  });
});
