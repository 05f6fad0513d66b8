import type { CoreClient } from "../../../src-shared/contract/index.ts";
import type { Core } from "../../core/create-core.ts";

/** What a command is given: the core, started when first asked for, and a signal that Ctrl+C aborts. */
export interface CliSession {
  readonly entryUrl: string;
  readonly signal: AbortSignal;
  client(): Promise<CoreClient>;
  print(text: string): void;
  printJson(value: unknown): void;
  /** Set by a command that ended well but found something wrong. */
  setExitCode(code: number): void;
  exitCode(): number;
  close(): Promise<void>;
}

export function createSession(entryUrl: string): CliSession {
  const controller = new AbortController();
  let core: Promise<Core> | null = null;
  let client: CoreClient | null = null;
  let code = 0;
  const onInterrupt = (): void => controller.abort();
  process.on("SIGINT", onInterrupt);
  process.on("SIGTERM", onInterrupt);
  // A reader that closed early (`| head`) is no error of ours.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit(0);
  });

  return {
    entryUrl,
    signal: controller.signal,
    async client() {
      core ??= start(entryUrl);
      client ??= (await core).client();
      return client;
    },
    print: (text) => void process.stdout.write(`${text}\n`),
    printJson: (value) => void process.stdout.write(`${JSON.stringify(value, null, process.stdout.isTTY ? 2 : undefined)}\n`),
    setExitCode(next) {
      code = next;
    },
    exitCode: () => code,
    async close() {
      process.off("SIGINT", onInterrupt);
      process.off("SIGTERM", onInterrupt);
      // A core that did not start has told the command why.
      await core?.then(
        (started) => started.close(),
        () => undefined,
      );
    },
  };
}

/** The core is loaded for a command that asks it: help, completion and a mistyped word need none of it. */
async function start(entryUrl: string): Promise<Core> {
  const { startCore } = await import("../shared/start-core.ts");
  return startCore(
    entryUrl,
    { capabilities: { nativeFolderPicker: false, dropGivesPaths: true, osKeychain: false, opensPaths: false } },
    { upkeep: false, isBrief: true },
  );
}
