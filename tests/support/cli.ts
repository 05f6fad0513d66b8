import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { ROOT } from "../../build/bundle.ts";

export interface CliRun {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CliOptions {
  /** The data folder. */
  readonly home: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Where it is run. */
  readonly cwd?: string;
  /** Runs it as another user. */
  readonly uid?: number;
  /** Given the process as soon as it runs. */
  readonly onStart?: (child: ChildProcess) => void;
}

/** Runs the built command line in a process of its own. The bundle must have been made (`ensureBundles(["main"])`). */
export async function runCli(args: readonly string[], { home, env, cwd, uid, onStart }: CliOptions): Promise<CliRun> {
  const child = spawn(process.execPath, [join(ROOT, "out/main/cli.js"), ...args], {
    env: { ...process.env, ...env, VERDIGRIS_HOME: home },
    stdio: ["ignore", "pipe", "pipe"],
    ...(cwd === undefined ? {} : { cwd }),
    ...(uid === undefined ? {} : { uid, gid: uid }),
  });
  onStart?.(child);
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
  const [code, signal] = (await once(child, "close")) as [number | null, NodeJS.Signals | null];
  return { code, signal, stdout, stderr };
}
