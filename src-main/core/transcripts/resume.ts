import type { Session } from "../../../src-shared/domain/index.ts";
import { TRANSCRIPT_READERS } from "./registry.ts";

/** The command that goes on with a session in its assistant, in the session's folder; null where there is none. */
export function resumeCommand(session: Session): string | null {
  const assistant = session.transcript?.assistant;
  // It is copied into a shell.
  if (assistant === undefined || !/^[A-Za-z0-9_-]+$/.test(session.ownId)) return null;
  return TRANSCRIPT_READERS[assistant].resume?.(session.ownId) ?? null;
}
