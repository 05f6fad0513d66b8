import type { HistoryRefs } from "../git/refs.ts";
import { editCandidates, matchEditedLines, readAddedLines } from "../links/edited-lines.ts";
import { linkSessions } from "../links/link-sessions.ts";
import { readLinkHistory } from "../links/read-history.ts";
import { arrangeHistory } from "../links/repository-facts.ts";
import type { SessionLinkWrite } from "../store/knowledge-store.ts";
import type { RunContext } from "./run-context.ts";

/** Links all sessions of a run's repository anew, from what was indexed and from what git says now. */
export async function linkRepository(
  run: RunContext,
  { tags, tips }: Pick<HistoryRefs, "tags" | "tips">,
): Promise<readonly SessionLinkWrite[]> {
  const { root } = run.checkout;
  const { signal } = run;
  const sessions = await run.store.linkAnchors(run.repository.id);
  if (sessions.length === 0) return [];
  const changes = await run.store.fileChanges(run.repository.id);
  const repository = arrangeHistory(await readLinkHistory({ root, tags, tips, changes, signal }));
  const added = await readAddedLines(root, editCandidates(sessions, repository), signal);
  return linkSessions(sessions, repository, matchEditedLines(sessions, repository, added));
}
