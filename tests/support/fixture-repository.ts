import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

export interface FixtureRepository {
  readonly root: string;
  write(path: string, text: string | Uint8Array): void;
  git(...args: readonly string[]): string;
  /** Commits everything and returns the hash. */
  commit(message: string): string;
  remove(): void;
}

/** A real git repository in a temporary folder, with an identity of its own and nobody's configuration. */
export function createRepository(name = "fixture"): FixtureRepository {
  const root = join(mkdtempSync(join(tmpdir(), "verdigris-repo-")), name);
  mkdirSync(root);
  const env = {
    ...process.env,
    GIT_CONFIG_GLOBAL: "/dev/null",
    GIT_CONFIG_SYSTEM: "/dev/null",
    GIT_AUTHOR_NAME: "Ada",
    GIT_AUTHOR_EMAIL: "ada@example.org",
    GIT_COMMITTER_NAME: "Ada",
    GIT_COMMITTER_EMAIL: "ada@example.org",
    GIT_AUTHOR_DATE: "2026-02-04T21:00:00Z",
    GIT_COMMITTER_DATE: "2026-02-04T21:00:00Z",
  };
  const git = (...args: readonly string[]): string => execFileSync("git", args, { cwd: root, env, encoding: "utf8" }).trim();
  git("init", "-q", "-b", "main");
  return {
    root,
    write(path, text) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    },
    git,
    commit(message) {
      git("add", "-A");
      git("commit", "-q", "--allow-empty", "-m", message);
      return git("rev-parse", "HEAD");
    },
    remove: () => rmSync(dirname(root), { recursive: true, force: true }),
  };
}

/** A small project with a session, its tags, a document and code that belong together. */
export function createSampleRepository(): FixtureRepository {
  const repository = createRepository("lighthouse");
  repository.write(
    "README.md",
    "# Lighthouse\n\nKeeps ships off the rocks.\n\n## Storage\n\nReadings are kept in a ring buffer on disk.\n",
  );
  repository.write(
    "src/ring_buffer.rs",
    "/// A ring buffer of readings on disk.\npub struct RingBuffer {\n    head: u64,\n}\n\nimpl RingBuffer {\n    /// Appends one reading.\n    pub fn append(&mut self, reading: f64) -> u64 {\n        self.head += 1;\n        self.head\n    }\n}\n",
  );
  repository.commit("Start the lighthouse");
  repository.git("tag", "-a", "-m", "start", "session-20260204-213118-claude-start");
  repository.write("src/lamp.rs", "/// Turns the lamp.\npub fn rotate_lamp(degrees: u16) -> u16 {\n    degrees % 360\n}\n");
  repository.commit("Rotate the lamp");
  repository.git("tag", "-a", "-m", "end", "session-20260204-213118-claude-end");
  repository.write("layer/sessions/20260204-213118.md", SESSION);
  repository.write(".gitignore", "target/\n");
  repository.write("target/debug.log", "ignored\n");
  repository.commit("Archive the session");
  return repository;
}

const SESSION = `# Session: choose the ring buffer
**ID**: 20260204-213118
**Started**: 2026-02-04T21:31:18Z
**LLM**: claude
**Git Branch**: main
**Session Tag**: session-20260204-213118-claude-start
**Starting Commit**: 0000000000000000000000000000000000000000

## Previous Session Context
The lamp did not turn yet.

## Goals
- [x] Choose where readings are kept
- [ ] Turn the lamp

## Activity Log
### 21:31 - Session Start
Session initialized.

### 21:50 - Update (covering since 21:31)

**Key Decisions:**
1. **Ring buffer over a database**
   - Rationale: readings older than a day are worthless, and the disk is small.
2. **Append only under one writer**

**Challenges Faced:**
- **Torn writes on power loss**: solved by a checksum for each record.

**Patterns Observed:**
- Measure before choosing a store.

## Session Classification
- Work Type: feature
- Files Changed: 1
- Commits: 1
- Patterns Modified: 0
- Session Tags: session-20260204-213118-claude-start..session-20260204-213118-claude-end
`;
