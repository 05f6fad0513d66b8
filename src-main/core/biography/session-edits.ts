import type { RecordedEdit, SessionId } from "../../../src-shared/domain/index.ts";
import type { KnowledgeReader } from "../store/knowledge-store.ts";
import type { Remote } from "../store/service.ts";

/** Pages looked through in one go: few enough that a reading which is waiting comes soon. */
const PAGES_AT_ONCE = 12;

/** The changes to files that a transcript records, in order, or those to one file; none for a session of another kind. */
export async function sessionEdits(
  reader: Pick<Remote<KnowledgeReader>, "readEdits">,
  id: SessionId,
  path: string | null = null,
): Promise<readonly RecordedEdit[]> {
  const edits: RecordedEdit[] = [];
  for (let page = 0; ; page += PAGES_AT_ONCE) {
    const found = await reader.readEdits(id, path, page, PAGES_AT_ONCE);
    if (found === null) return edits;
    edits.push(...found);
  }
}
