import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { join } from "node:path";
import { WebSocket } from "ws";
import { ROOT } from "../../build/bundle.ts";
import { webSocketPort } from "../../src-main/core/ports/websocket-port.ts";
import type { CoreClient, CoreContract } from "../../src-shared/contract/index.ts";
import { createClient } from "../../src-shared/rpc/client.ts";

/** The built web host in a process of its own, and a client that came in as a page does. */
export interface AppProcess {
  readonly pid: number;
  readonly client: CoreClient;
  /** Milliseconds from the start of the process until it served the page. */
  readonly servedMs: number;
  /** The same until the status was answered: what a page shows first. */
  readonly answeredMs: number;
  stop(): Promise<void>;
}

export async function startAppProcess(home: string): Promise<AppProcess> {
  const started = performance.now();
  const child = spawn(process.execPath, [join(ROOT, "out/main/web.js"), "--no-open", "--port=0"], {
    // Nobody's transcripts are looked for.
    env: { ...process.env, VERDIGRIS_HOME: home, HOME: join(home, "user") },
    stdio: ["pipe", "pipe", "inherit"],
  });
  let address: string | undefined;
  for await (const line of createInterface({ input: child.stdout })) {
    address = /http:\/\/127\.0\.0\.1:\d+\/enter\?token=\S+/.exec(line)?.[0];
    if (address !== undefined) break;
  }
  if (address === undefined || child.pid === undefined) throw new Error("The app ended without an address.");
  const servedMs = performance.now() - started;
  const entered = await fetch(address, { redirect: "manual" });
  const { origin } = new URL(address);
  const cookie = entered.headers.get("set-cookie")?.split(";")[0] ?? "";
  const socket = new WebSocket(`${origin.replace("http", "ws")}/socket`, { headers: { cookie, origin } });
  await once(socket, "open");
  const client = createClient<CoreContract>(webSocketPort(socket));
  await client.call("host.status", {});
  return {
    pid: child.pid,
    client,
    servedMs,
    answeredMs: performance.now() - started,
    async stop() {
      client.close();
      child.kill("SIGTERM");
      if (child.exitCode === null) await once(child, "exit");
    },
  };
}

/** What a process has done since it was started, all its threads together. Linux only. */
export interface Activity {
  readonly cpuMs: number;
  /** How often a thread went to sleep, and so was woken. */
  readonly wakeUps: number;
}

export function activityOf(pid: number): Activity {
  // The name, in parentheses, may hold spaces; user and system time are fields 14 and 15, in hundredths of a second.
  const [, , ...fields] = readFileSync(`/proc/${pid}/stat`, "utf8")
    .replace(/\(.*\)/, "-")
    .split(" ");
  const sleeps = readdirSync(`/proc/${pid}/task`).map((thread) =>
    Number(/^voluntary_ctxt_switches:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/task/${thread}/status`, "utf8"))?.[1]),
  );
  return { cpuMs: (Number(fields[11]) + Number(fields[12])) * 10, wakeUps: sleeps.reduce((sum, count) => sum + count, 0) };
}
