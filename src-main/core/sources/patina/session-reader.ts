import type { SourceReader } from "../source-reader.ts";
import { detectPatinaSession } from "./detect.ts";
import { readPatinaSession } from "./read-session.ts";
import { sessionPassages } from "./session-passages.ts";

/** Patina session files, all four kinds. */
export function createPatinaReader(): SourceReader {
  return {
    name: "patina-session",
    version: 1,
    detect: (path, head) => detectPatinaSession(path, head) !== null,
    read(input) {
      const session = readPatinaSession(input);
      const { title, startedAt: date } = session;
      const passages = sessionPassages(session);
      const problems = [...session.problems];
      return { kind: "session", title, date, language: "markdown", passages, session, belief: null, symbols: [], problems };
    },
  };
}
