import { documents } from "./010-documents.ts";
import { sessions } from "./020-sessions.ts";
import { fullText } from "./030-full-text.ts";
import { vectors } from "./040-vectors.ts";
import { vectorChanges } from "./045-vector-changes.ts";
import { optimisticWrites } from "./050-optimistic-writes.ts";
import { transcripts } from "./060-transcripts.ts";
import { ledger } from "./070-ledger.ts";
import { terms } from "./080-terms.ts";
import { stars } from "./090-stars.ts";
import { libraryRevision } from "./095-library-revision.ts";
import { turnPages } from "./125-turn-pages.ts";
import { documentChanges } from "./130-document-changes.ts";
import type { Migration } from "./migration.ts";

/** The knowledge database, of every backend. */
export const KNOWLEDGE_MIGRATIONS: readonly Migration[] = [
  documents,
  sessions,
  fullText,
  vectors,
  vectorChanges,
  optimisticWrites,
  transcripts,
  ledger,
  terms,
  stars,
  libraryRevision,
  turnPages,
  documentChanges,
];
