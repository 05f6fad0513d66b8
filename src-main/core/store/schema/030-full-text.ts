import type { Migration } from "./migration.ts";

/**
 * What FTS5 takes for a token. Text arrives analysed, tokens separated by single spaces. `unicode61` would cut tokens anew
 * (it splits Devanagari at vowel signs and drops emoji); `ascii` leaves everything beyond ASCII alone, and with all ASCII
 * punctuation as token characters only white space separates.
 */
const ASCII_PUNCTUATION = "!#$%&()*+,-./:;<=>?@[\\]^_`{|}~";
const TOKENIZER = `ascii tokenchars '${ASCII_PUNCTUATION}'`;

/**
 * Contentless: the original text is in `passage_content`, the tokens are in no table twice. `contentless_delete` lets a row
 * go without its old text. `automerge` 16 merges later and so less often while a run writes; `optimise` merges the rest.
 */
export const fullText: Migration = {
  version: 30,
  title: "Full-text indexes of passages and documents",
  common: [
    `CREATE VIRTUAL TABLE passage_fts USING fts5 (title, symbol, path, text, content='', contentless_delete=1, tokenize="${TOKENIZER}")`,
    `CREATE VIRTUAL TABLE document_fts USING fts5 (title, path, text, content='', contentless_delete=1, tokenize="${TOKENIZER}")`,
    `INSERT INTO passage_fts (passage_fts, rank) VALUES ('automerge', 16)`,
    `INSERT INTO document_fts (document_fts, rank) VALUES ('automerge', 16)`,
    `INSERT INTO passage_fts (passage_fts, rank) VALUES ('hashsize', 8388608)`,
    `INSERT INTO document_fts (document_fts, rank) VALUES ('hashsize', 8388608)`,
  ],
};
