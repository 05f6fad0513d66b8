import { lookup } from "node:dns/promises";
import type { ConnectionCheck, ConnectionReport, ConnectionStep } from "../../../../src-shared/contract/storage.ts";
import { VerdigrisError } from "../../../../src-shared/rpc/errors.ts";
import { openPrimary, type SqlClient } from "./client.ts";
import { toTursoError } from "./errors.ts";
import { boundedFetch, type OutboundRequest } from "./http-fetch.ts";
import { readMarks } from "./marks.ts";
import { parsePrimaryUrl } from "./primary-url.ts";
import { runRead } from "./run.ts";

const TIMEOUT_MS = 8000;
const LATENCY_SAMPLES = 5;

interface TestHooks {
  readonly signal: AbortSignal;
  readonly onCheck: (check: ConnectionCheck) => void;
  readonly onRequest: (request: OutboundRequest) => void;
}

/**
 * Tries a server step by step, from the URL to what the library needs, and says of each what was found. Nothing is changed there.
 * libSQL itself would hang or abort on some of what this finds.
 */
export async function testConnection(
  { url, token }: { readonly url: string; readonly token: string | null },
  hooks: TestHooks,
): Promise<ConnectionReport> {
  const { signal, onCheck } = hooks;
  const checks: ConnectionCheck[] = [];
  let latencyMs: number | null = null;
  const send = boundedFetch(hooks.onRequest, { reason: "connection test", signal, timeoutMs: TIMEOUT_MS });

  async function step(name: ConnectionStep, place: string, work: () => Promise<string>): Promise<void> {
    const started = performance.now();
    const finish = (ok: boolean, detail: string): void => {
      const check = { step: name, ok, detail, milliseconds: Math.round(performance.now() - started) };
      checks.push(check);
      onCheck(check);
    };
    try {
      finish(true, await work());
    } catch (error) {
      finish(false, toTursoError(error, place).message);
      throw error;
    }
  }

  let client: SqlClient | null = null;
  try {
    let primary = { url: "", host: "the database" };
    await step("address", primary.host, async () => {
      primary = parsePrimaryUrl(url);
      return primary.url.startsWith("https:") ? `${primary.host}, encrypted` : `${primary.host}, not encrypted`;
    });
    const { host } = primary;
    const { hostname } = new URL(primary.url);
    await step("name", host, async () => (await lookup(hostname.replace(/^\[|\]$/g, ""))).address);
    await step("connection", host, async () => {
      const response = await send(new Request(`${primary.url}/health`));
      if (response.status >= 500) throw Object.assign(new Error("not healthy"), { status: response.status });
      return "The server answers.";
    });
    const sql = (client = openPrimary({ url: primary.url, token, fetch: send }));
    await step("token", host, async () => {
      await ask(sql, "SELECT 1 AS one");
      return token === null ? "The server asks for no token." : "The token is accepted.";
    });
    await step("version", host, async () => {
      const times: number[] = [];
      let version = "";
      for (let sample = 0; sample < LATENCY_SAMPLES; sample++) {
        const started = performance.now();
        version = String((await ask(sql, "SELECT sqlite_version() AS version"))["version"]);
        times.push(performance.now() - started);
      }
      latencyMs = Math.round((times.toSorted((a, b) => a - b)[Math.floor(LATENCY_SAMPLES / 2)] ?? 0) * 10) / 10;
      return `libSQL on SQLite ${version}, ${latencyMs} ms a question`;
    });
    await step("write", host, async () => {
      // A transaction that writes nothing: it needs the right to.
      await sql.write([{ sql: "DELETE FROM sqlite_sequence WHERE 0", args: [] }]).catch(async (error: unknown) => {
        if (!String(error).includes("no such table")) throw error;
        await sql.write([
          { sql: "CREATE TABLE IF NOT EXISTS verdigris_probe (x)", args: [] },
          { sql: "DROP TABLE verdigris_probe", args: [] },
        ]);
      });
      return "The token may write.";
    });
    await step("vectors", host, async () => {
      const { d } = await ask(sql, "SELECT vector_distance_cos(vector32('[1,0]'), vector32('[0,1]')) AS d");
      if (Math.abs(Number(d) - 1) > 1e-6) throw new VerdigrisError("unsupported", "The server compares vectors in another way.");
      return "Vectors can be compared.";
    });
    await step("full-text", host, async () => {
      const { n } = await ask(sql, "SELECT count(*) AS n FROM pragma_module_list WHERE name = 'fts5'");
      if (Number(n) === 0) throw new VerdigrisError("unsupported", "The server has no full-text search (FTS5). Use another one.");
      return "Full-text search is there.";
    });
    await step("library", host, async () => {
      const marks = await runRead(sql, readMarks());
      if (marks !== null) return "The database holds a Verdigris library.";
      const { n } = await ask(
        sql,
        "SELECT count(*) AS n FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'",
      );
      if (Number(n) > 0) throw new VerdigrisError("conflict", "The database belongs to another program. Make a new one for Verdigris.");
      return "The database is empty and ready.";
    });
    return { ok: true, checks, latencyMs };
  } catch (error) {
    if (signal.aborted) throw error;
    return { ok: false, checks, latencyMs };
  } finally {
    client?.close();
  }
}

async function ask(client: SqlClient, sql: string): Promise<Readonly<Record<string, unknown>>> {
  const [rows = []] = await client.query([{ sql, args: [] }]);
  return (rows[0] ?? {}) as Readonly<Record<string, unknown>>;
}
