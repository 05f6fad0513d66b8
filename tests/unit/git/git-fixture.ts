import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** A real repository in a folder of its own. Its git runs unhardened, with no configuration of the machine it runs on. */
export interface GitFixture {
  readonly root: string;
  /** Standard output, trimmed. Throws when git fails. */
  git(args: readonly string[], input?: string | Buffer, environment?: NodeJS.ProcessEnv): string;
  /** Runs git and takes any end, for at most 20 seconds: for showing that an attack works on plain git. */
  tryGit(args: readonly string[], environment?: NodeJS.ProcessEnv): void;
  write(path: string, content: string | Buffer): void;
  /** Commits everything and gives the hash. `seconds` is both dates. */
  commit(message: string, seconds?: number): string;
  remove(): void;
}

export function createGitFixture(): GitFixture {
  const parent = realpathSync(mkdtempSync(join(tmpdir(), "verdigris-git-")));
  const root = join(parent, "repository");
  mkdirSync(root);
  const environment: NodeJS.ProcessEnv = {
    PATH: process.env["PATH"],
    HOME: parent,
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_AUTHOR_NAME: "Ada",
    GIT_AUTHOR_EMAIL: "ada@example.org",
    GIT_COMMITTER_NAME: "Ada",
    GIT_COMMITTER_EMAIL: "ada@example.org",
    GIT_TERMINAL_PROMPT: "0",
  };
  let clock = 1_700_000_000;
  const run = (args: readonly string[], input?: string | Buffer, more: NodeJS.ProcessEnv = {}): ReturnType<typeof spawnSync> =>
    spawnSync("git", ["-C", root, ...args], {
      env: { ...environment, ...more },
      input: input ?? "",
      maxBuffer: 1 << 28,
      timeout: 20_000,
      killSignal: "SIGKILL",
    });
  const fixture: GitFixture = {
    root,
    git: (args, input, more) => {
      const result = run(args, input, more);
      if (result.status !== 0) throw new Error(`git ${args.join(" ")}: ${String(result.stderr)}`);
      return String(result.stdout).trim();
    },
    tryGit: (args, more) => void run(args, undefined, more),
    write: (path, content) => {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), content);
    },
    commit: (message, seconds = (clock += 60)) => {
      fixture.git(["add", "-A"]);
      const dates = { GIT_AUTHOR_DATE: `${seconds} +0000`, GIT_COMMITTER_DATE: `${seconds} +0000` };
      fixture.git(["commit", "-q", "--allow-empty", "--allow-empty-message", "-F", "-"], message, dates);
      return fixture.git(["rev-parse", "HEAD"]);
    },
    remove: () => rmSync(parent, { recursive: true, force: true }),
  };
  fixture.git(["init", "-q", "-b", "main"]);
  return fixture;
}
