import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import Database from "better-sqlite3";
import { encodeFolder } from "../../src-main/core/transcripts/find-repository.ts";
import {
  AIDER,
  CLAUDE_ID,
  claudeTranscript,
  CODEX_ID,
  codexTranscript,
  CURSOR_CLI,
  cursorRows,
  geminiTranscript,
  opencodeRows,
  SPECSTORY,
} from "../unit/transcripts/fixtures.ts";

export interface AssistantsHome {
  readonly folder: string;
  /** Variables that lead every reader here. */
  readonly env: Readonly<Record<string, string>>;
  readonly claudeFile: string;
  write(path: string, text: string): void;
  remove(): void;
}

/** A home folder in which all assistants have worked on one repository. */
export function createAssistantsHome(repository: string, codexCommit: string): AssistantsHome {
  const folder = mkdtempSync(join(tmpdir(), "verdigris-assistants-"));
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  };
  const env = {
    HOME: folder,
    CLAUDE_CONFIG_DIR: join(folder, "claude"),
    CODEX_HOME: join(folder, "codex"),
    XDG_DATA_HOME: join(folder, "data"),
    XDG_CONFIG_HOME: join(folder, "config"),
  };
  const claudeFile = join(env.CLAUDE_CONFIG_DIR, "projects", encodeFolder(repository), `${CLAUDE_ID}.jsonl`);
  write(claudeFile, claudeTranscript(repository));
  write(join(env.CLAUDE_CONFIG_DIR, "settings.json"), JSON.stringify({ cleanupPeriodDays: 10 }));
  // Of a folder that was renamed since: only the commit says which repository it is.
  write(
    join(env.CODEX_HOME, "sessions", "2026", "03", "02", `rollout-2026-03-02T09-00-00-${CODEX_ID}.jsonl`),
    codexTranscript("/gone/since/long", codexCommit),
  );
  write(join(folder, ".gemini", "tmp", "light", "chats", "session-2026-03-05T06-00-gem1.jsonl"), geminiTranscript(repository));
  write(join(folder, ".cursor", "projects", "home-ada", "agent-transcripts", "clock.jsonl"), CURSOR_CLI);
  write(join(repository, ".specstory", "history", "2026-03-03_08-00-00Z-paint.md"), SPECSTORY);
  write(join(repository, ".aider.chat.history.md"), AIDER);
  opencode(join(env.XDG_DATA_HOME, "opencode", "opencode.db"), repository);
  cursor(join(env.XDG_CONFIG_HOME, "Cursor", "User", "globalStorage", "state.vscdb"), repository);
  return { folder, env, claudeFile, write, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** In WAL mode, closed: no log lies beside it. */
function opencode(path: string, repository: string): void {
  mkdirSync(dirname(path), { recursive: true });
  const database = new Database(path);
  database.pragma("journal_mode = WAL");
  database.exec(`CREATE TABLE session (id TEXT PRIMARY KEY, project_id TEXT, parent_id TEXT, directory TEXT, title TEXT, version TEXT, time_created INTEGER, time_updated INTEGER);
    CREATE TABLE message (id TEXT PRIMARY KEY, session_id TEXT, time_created INTEGER, data TEXT);
    CREATE TABLE part (id TEXT PRIMARY KEY, message_id TEXT, session_id TEXT, data TEXT);`);
  const { session, messages, parts } = opencodeRows(repository);
  database.prepare("INSERT INTO session VALUES (?, ?, ?, ?, ?, ?, ?, ?)").run(...Object.values(session));
  for (const row of messages) database.prepare("INSERT INTO message VALUES (?, ?, ?, ?)").run(...Object.values(row));
  for (const row of parts) database.prepare("INSERT INTO part VALUES (?, ?, ?, ?)").run(...Object.values(row));
  database.close();
}

function cursor(path: string, repository: string): void {
  mkdirSync(dirname(path), { recursive: true });
  const database = new Database(path);
  database.exec("CREATE TABLE cursorDiskKV (key TEXT UNIQUE ON CONFLICT REPLACE, value BLOB)");
  for (const [key, value] of cursorRows(repository)) database.prepare("INSERT INTO cursorDiskKV VALUES (?, ?)").run(key, value);
  database.close();
}

/** Every file below a folder with its size, time and content: to show that nothing was touched. */
export function fingerprint(folder: string): string {
  return execFileSync("sh", ["-c", "find . -type f -printf '%p %s %T@\\n' | sort; find . -type f -print0 | sort -z | xargs -0 sha256sum"], {
    cwd: folder,
    encoding: "utf8",
  });
}
