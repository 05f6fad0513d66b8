import { accessSync, constants, statSync } from "node:fs";
import { dirname } from "node:path";
import type { ConnectionCheck, ConnectionReport } from "../../../src-shared/contract/storage.ts";
import { VerdigrisError } from "../../../src-shared/rpc/errors.ts";
import { toNetworkRequest } from "../store/connect-turso.ts";
import { supervise } from "../store/supervised.ts";
import type { OutboundRequest } from "../store/turso/http-fetch.ts";
import { processSpawner, type StorageParts } from "./open-storage.ts";
import type { StorageTarget } from "./storage-service.ts";

/** Tries a storage without changing it: a folder by its rights, a server step by step from a process of its own. */
export async function testServer(
  parts: StorageParts,
  target: StorageTarget,
  token: string | null,
  signal: AbortSignal,
  progress: (check: ConnectionCheck) => void,
): Promise<ConnectionReport> {
  const checks: ConnectionCheck[] = [];
  if (target.path !== "") {
    const check = checkFolder(target.path);
    checks.push(check);
    progress(check);
    if (!check.ok) return { ok: false, checks, latencyMs: null };
  }
  if (target.kind === "sqlite" || target.kind === "turso-local") return { ok: true, checks, latencyMs: null };
  const used = token ?? parts.secrets.readToken(parts.config.current().turso.token_env).token;
  const spawn = processSpawner(parts.spawnProcess);
  const process = supervise({ spawn: () => spawn("turso-store"), start: async () => undefined });
  process.on("turso.request", (request: OutboundRequest) => parts.network.record(toNetworkRequest(request)));
  try {
    const input = { url: target.url, token: used };
    const report = (await process.call("turso.test", input, { signal, onProgress: progress as never })) as ConnectionReport;
    return { ...report, checks: [...checks, ...report.checks] };
  } catch (error) {
    if (error instanceof VerdigrisError && error.code === "closed" && !signal.aborted) {
      throw new VerdigrisError(
        "unavailable",
        "The connection could not be tried: the process for it ended. Check the URL.",
        {},
        { cause: error },
      );
    }
    throw error;
  } finally {
    await process.close();
  }
}

function checkFolder(path: string): ConnectionCheck {
  const started = performance.now();
  const done = (ok: boolean, detail: string): ConnectionCheck => ({
    step: "address",
    ok,
    detail,
    milliseconds: Math.round(performance.now() - started),
  });
  try {
    let folder = dirname(path);
    while (statSync(folder, { throwIfNoEntry: false }) === undefined && dirname(folder) !== folder) folder = dirname(folder);
    if (statSync(path, { throwIfNoEntry: false })?.isDirectory() === true) return done(false, `${path} is a folder. Name a file.`);
    accessSync(folder, constants.W_OK);
    return done(true, path);
  } catch {
    return done(false, `${path} cannot be written. Check the folder's permissions, or name another file.`);
  }
}
