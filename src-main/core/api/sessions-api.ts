import { basename } from "node:path";
import type { sessionsContract, SessionView } from "../../../src-shared/contract/sessions.ts";
import { isTranscriptDocument, type SessionId } from "../../../src-shared/domain/index.ts";
import { VerdigrisError } from "../../../src-shared/rpc/errors.ts";
import type { CoreContext, Handlers } from "../core-context.ts";
import { resumeCommand } from "../transcripts/resume.ts";
import { checkoutRoot, readDocumentText } from "./document-text.ts";
import { findInTranscript } from "./find-in-transcript.ts";
import { createSurroundings } from "./session-surroundings.ts";

/** The timeline and the reader of sessions. */
export function createSessionsApi(context: CoreContext): Handlers<typeof sessionsContract> {
  const { reader } = context;
  const surroundings = createSurroundings(reader);

  /** Accepts the full id, or a prefix of the session's own id that fits one session only. */
  async function resolve(id: string): Promise<SessionId> {
    if (id.includes("/")) return id;
    const found = await reader.resolveSession(id);
    const exact = found.filter((candidate) => candidate.endsWith(`/${id}`));
    const [only, another] = exact.length > 0 ? exact : found;
    if (only === undefined) {
      throw new VerdigrisError("not-found", `No session's id starts with "${id}". List them with "sessions", or index its repository.`, {
        id,
      });
    }
    if (another !== undefined) {
      throw new VerdigrisError("conflict", `Several sessions' ids start with "${id}". Write more of it.`, {
        id,
        candidates: found.slice(0, 20),
      });
    }
    return only;
  }

  async function load(id: string, withTurns: boolean): Promise<SessionView> {
    const sessionId = await resolve(id);
    const found = await reader.readSession(sessionId);
    if (found === null) throw new VerdigrisError("not-found", `The session ${sessionId} is not in the library.`, { id: sessionId });
    const { session, summary, path } = found;
    const [commits, { previous, next }, document, root, turns] = await Promise.all([
      reader.sessionCommits(sessionId),
      reader.neighbours(summary),
      reader.findDocument(summary.repositoryId, path),
      checkoutRoot(context, summary.repositoryId),
      withTurns ? reader.readTurns(sessionId) : null,
    ]);
    return {
      session: turns === null ? session : { ...session, turns },
      summary,
      path,
      documentId: document?.id ?? 0,
      elsewhere: root === null,
      commits,
      previous,
      next,
      resumeCommand: root === null ? null : resumeCommand(session),
    };
  }

  return {
    async "sessions.list"(filter) {
      const [sessions, facets] = await Promise.all([reader.listSessions(filter), reader.sessionFacets(filter.includeInit ?? false)]);
      const total = filter.limit === undefined ? sessions.length : await reader.countSessions(filter);
      return { sessions, total, ...facets };
    },
    "sessions.timeline": () => reader.sessionColumns(),
    "sessions.get": ({ id, turns }) => load(id, turns),
    async "sessions.outline"({ id }) {
      return reader.readOutline(await resolve(id));
    },
    async "sessions.turns"({ id, page }) {
      return (await reader.readTurnPage(await resolve(id), page)) ?? [];
    },
    async "sessions.find"({ id, terms }, { signal }) {
      return findInTranscript(reader, await resolve(id), terms, signal);
    },
    async "sessions.surroundings"({ id }) {
      return surroundings(await resolve(id));
    },
    async "sessions.markdown"({ id }) {
      const { documentId, path } = await load(id, false);
      const { text } = await readDocumentText(context, documentId);
      return { markdown: text, fileName: isTranscriptDocument(path) ? `${basename(path)}.md` : basename(path) };
    },
    "sessions.resolve": ({ prefix }) => reader.resolveSession(prefix),
  };
}
