import type { Migration } from "./migration.ts";

/** The full-text index's own list of terms, for suggestions. A view of the index: it holds nothing itself. */
export const terms: Migration = {
  version: 80,
  title: "Terms of the full-text index",
  common: ["CREATE VIRTUAL TABLE passage_terms USING fts5vocab (passage_fts, row)"],
};
