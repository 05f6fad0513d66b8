import type { Session } from "../../../src-shared/domain/index.ts";

/** The command that goes on with a session in its assistant, in the session's folder; null where there is none. */
export function resumeCommand(session: Session): string | null {
  if (!/^[A-Za-z0-9_-]+$/.test(session.ownId)) return null;
  switch (session.transcript?.assistant) {
    case "claude-code":
      return session.ownId.startsWith("agent-") ? null : `claude --resume ${session.ownId}`;
    case "codex":
      return `codex resume ${session.ownId}`;
    case "opencode":
      return `opencode --session ${session.ownId}`;
    default:
      return null;
  }
}
