import { describe } from "vitest";
import type { Column } from "./columns.ts";
import { describeBooks } from "./describe-books.ts";
import { describeDocuments } from "./describe-documents.ts";
import { describeHistory } from "./describe-history.ts";
import { describeLifecycle } from "./describe-lifecycle.ts";
import { describeSearch } from "./describe-search.ts";
import { describeSessions } from "./describe-sessions.ts";
import { describeStars } from "./describe-stars.ts";
import { describeTables } from "./describe-tables.ts";
import { describeTranscripts } from "./describe-transcripts.ts";
import { describeVectors } from "./describe-vectors.ts";

/** Every operation of the store's port, held to the same behaviour on one backend and mode. */
export function describeStore(column: Column): void {
  describe.skipIf(column.skip !== null)(column.skip === null ? column.name : `${column.name} (${column.skip})`, () => {
    describeDocuments(column);
    describeSessions(column);
    describeTranscripts(column);
    describeHistory(column);
    describeSearch(column);
    describeVectors(column);
    describeStars(column);
    describeTables(column);
    describeBooks(column);
    describeLifecycle(column);
  });
}
