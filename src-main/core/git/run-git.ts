import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import { VerdigrisError } from "../../../src-shared/rpc/errors.ts";
import { findGit } from "./find-git.ts";
import { hardenedArguments, hardenedEnvironment, type GitCommand } from "./git-hardening.ts";
import type { GitPlace } from "./locate.ts";

/** One run of git. */
export interface GitRun {
  readonly place: GitPlace;
  readonly command: GitCommand;
  readonly args: readonly string[];
  readonly signal?: AbortSignal | undefined;
  /** Written to standard input, which is then closed. */
  readonly input?: string | Uint8Array | undefined;
  /** Exit codes that are no failure; [0] unless told. */
  readonly okExits?: readonly number[];
  /** Milliseconds without a byte of output after which git is taken to hang (a FIFO named `.gitignore`, a dead network share). */
  readonly silenceMs?: number;
  /** Called once after a run that went well, with what git wrote to standard error (at most 64 KB). */
  readonly onWarnings?: (text: string) => void;
}

const STDERR_LIMIT = 64 * 1024;
const DEFAULT_SILENCE_MS = 120_000;

/**
 * Runs git hardened (see git-hardening.ts) and yields its standard output as it comes, with back-pressure. Leaving the loop ends git.
 *
 * Throws `VerdigrisError`: `git-failed` (details: command, folder, exitCode, stderr), `cancelled` when the signal
 * fires, `unavailable` when there is no git.
 */
export async function* streamGit(run: GitRun): AsyncGenerator<Buffer, number> {
  if (run.signal?.aborted === true) throw cancelled(run);
  const child = spawn(findGit(), hardenedArguments(run.place, run.command, run.args), {
    env: hardenedEnvironment(),
    stdio: "pipe",
    windowsHide: true,
  });
  const ended = endOf(child);
  const errors = collectErrors(child);
  const state: { stopped: "cancelled" | "silent" | null } = { stopped: null };
  const stop = (reason: "cancelled" | "silent"): void => {
    state.stopped ??= reason;
    child.kill("SIGKILL");
    // A grandchild may hold the pipes open: reading must end all the same.
    child.stdout.destroy();
    child.stderr.destroy();
  };
  const onAbort = (): void => stop("cancelled");
  run.signal?.addEventListener("abort", onAbort, { once: true });
  const silenceMs = run.silenceMs ?? DEFAULT_SILENCE_MS;
  let silence = setTimeout(stop, silenceMs, "silent");

  child.stdin.on("error", () => undefined); // EPIPE: git ended early and its exit code tells why.
  child.stdin.end(run.input ?? "");
  try {
    let readError: unknown = null;
    try {
      for await (const chunk of child.stdout as AsyncIterable<Buffer>) {
        clearTimeout(silence); // A consumer that pauses is no silence of git's.
        yield chunk;
        silence = setTimeout(stop, silenceMs, "silent");
      }
    } catch (error) {
      readError = error;
    }
    const end = await ended;
    if (state.stopped === "cancelled") throw cancelled(run);
    if (state.stopped === "silent") throw failure(run, null, `no output for ${Math.round(silenceMs / 1000)} seconds`);
    if (end.error !== null) throw startFailure(run, end.error);
    if (end.code === null || !(run.okExits ?? [0]).includes(end.code))
      throw failure(run, end.code, errors.text() || `ended by ${end.signal ?? "?"}`);
    if (readError !== null) throw failure(run, end.code, readError instanceof Error ? readError.message : "its output broke off");
    run.onWarnings?.(errors.text());
    return end.code;
  } finally {
    clearTimeout(silence);
    run.signal?.removeEventListener("abort", onAbort);
    if (child.exitCode === null && child.signalCode === null) child.kill("SIGKILL");
    child.stdout.destroy();
    child.stderr.destroy();
    await ended;
  }
}

/** Runs git and gives its whole output; stops it at `maxBytes` (64 MB unless told). Throws as `streamGit` does. */
export async function readGit(
  run: GitRun & { readonly maxBytes?: number },
): Promise<{ bytes: Buffer; truncated: boolean; exitCode: number }> {
  const limit = run.maxBytes ?? 64 * 1024 * 1024;
  const chunks: Buffer[] = [];
  let size = 0;
  const stream = streamGit(run);
  for (;;) {
    const next = await stream.next();
    if (next.done === true) return { bytes: Buffer.concat(chunks), truncated: false, exitCode: next.value };
    chunks.push(next.value);
    size += next.value.length;
    if (size > limit) {
      await stream.return(0);
      return { bytes: Buffer.concat(chunks).subarray(0, limit), truncated: true, exitCode: 0 };
    }
  }
}

/** Output as trimmed text, or null when git exits with `absentExit` (1 unless told), which many commands use for "there is none". */
export async function readGitLine(run: Omit<GitRun, "okExits">, absentExit = 1): Promise<string | null> {
  const { bytes, exitCode } = await readGit({ ...run, okExits: [0, absentExit] });
  return exitCode === absentExit ? null : bytes.toString("utf8").trim();
}

interface ProcessEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly error: Error | null;
}

function endOf(child: ChildProcessWithoutNullStreams): Promise<ProcessEnd> {
  return new Promise((resolve) => {
    child.once("close", (code, signal) => resolve({ code, signal, error: null }));
    child.once("error", (error) => resolve({ code: null, signal: null, error }));
  });
}

function collectErrors(child: ChildProcessWithoutNullStreams): { text(): string } {
  const chunks: Buffer[] = [];
  let size = 0;
  child.stderr.on("data", (chunk: Buffer) => {
    if (size < STDERR_LIMIT) chunks.push(chunk.subarray(0, STDERR_LIMIT - size));
    size += chunk.length;
  });
  return { text: () => Buffer.concat(chunks).toString("utf8").trim() };
}

function cancelled(run: GitRun): VerdigrisError {
  return new VerdigrisError("cancelled", `Reading ${run.place.folder} was cancelled.`, { command: run.command, folder: run.place.folder });
}

function startFailure(run: GitRun, cause: Error): VerdigrisError {
  return new VerdigrisError(
    "unavailable",
    `Git could not be started: ${cause.message}. Check the git installation.`,
    { command: run.command },
    { cause },
  );
}

function failure(run: GitRun, exitCode: number | null, stderr: string): VerdigrisError {
  const reason = stderr.split("\n").find((line) => /^(fatal|error):/.test(line)) ?? stderr.split("\n", 1)[0] ?? "";
  return new VerdigrisError(
    "git-failed",
    `git ${run.command} failed in ${run.place.folder}: ${reason.slice(0, 300) || `exit code ${exitCode}`}. Run \`git fsck\` there to see whether the repository is damaged.`,
    { command: run.command, folder: run.place.folder, exitCode, stderr },
  );
}
