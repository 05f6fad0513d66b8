import type { TurnMatch, TurnMatches } from "../../../src-shared/contract/sessions.ts";
import type { SessionId } from "../../../src-shared/domain/index.ts";
import { MOST_MATCHES } from "../../../src-shared/query/match-text.ts";
import type { KnowledgeReader } from "../store/knowledge-store.ts";
import type { Remote } from "../store/service.ts";

/** Pages looked through in one go: few enough that a search which is waiting comes soon, and that a new letter ends the old look. */
const PAGES_AT_ONCE = 12;

/** Looks through a whole transcript, some pages at a time. */
export async function findInTranscript(
  reader: Remote<KnowledgeReader>,
  id: SessionId,
  terms: readonly string[],
  signal: AbortSignal,
): Promise<TurnMatches> {
  const matches: TurnMatch[] = [];
  let total = 0;
  for (let page = 0; !signal.aborted; page += PAGES_AT_ONCE) {
    const found = await reader.findTurns(id, terms, page, PAGES_AT_ONCE);
    if (found === null) break;
    for (const match of found) {
      if (total < MOST_MATCHES) matches.push(match);
      total += match.count;
    }
  }
  return { matches, total };
}
