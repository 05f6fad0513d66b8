import type { Session } from "../../../src-shared/domain/session.ts";
import { readPatinaSession } from "../../../src-main/core/sources/patina/read-session.ts";

export const ID = "20260101-064951";

/** A session in header form whose activity log is `log`; `after` follows it. */
export function sessionText(log: string, after = ""): string {
  return [
    "# Session: spec review",
    `**ID**: ${ID}`,
    "**Started**: 2026-01-01T11:49:51Z",
    "**LLM**: claude",
    "**Git Branch**: patina",
    `**Session Tag**: session-${ID}-start`,
    "**Starting Commit**: 97dd334bbb4a469c6aece08a43ccae2abe67ebd2",
    "",
    "## Previous Session Context",
    "Last session removed the launcher.",
    "",
    "## Goals",
    "- [ ] review the spec",
    "- [x] read it",
    "",
    "## Activity Log",
    log,
    "",
    after,
  ].join("\n");
}

export function session(text: string, path = `layer/sessions/${ID}.md`): Session {
  return readPatinaSession({ path, text, repositoryId: "repo" });
}

export function logged(log: string, after = ""): Session {
  return session(sessionText(log, after));
}

/** Kind, title and lines of each observation: what most tests compare. */
export function observed(from: Session): string[] {
  return from.observations.map(({ kind, title }) => `${kind}: ${title}`);
}
