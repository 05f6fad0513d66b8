import type { SearchResult } from "../../../src-shared/contract/search.ts";
import type { Repository } from "../../../src-shared/domain/index.ts";
import { analyse } from "../analysis/analyser.ts";
import type { KnowledgeReader, PassageRecord } from "../store/knowledge-store.ts";
import type { RankedDocument } from "./group.ts";
import { matchRanges } from "./highlights.ts";
import type { QueryPlan } from "./plan.ts";
import { makeSnippet } from "./snippets.ts";

export interface ResultOptions {
  readonly plan: QueryPlan;
  readonly repositories: readonly Repository[];
  readonly explain: boolean;
  readonly offset: number;
}

const ALSO_IN = 4;

/** Ranked documents as the results of a page: texts read, snippets cut, reasons told. */
export async function toResults(
  reader: KnowledgeReader,
  documents: readonly RankedDocument[],
  options: ResultOptions,
): Promise<SearchResult[]> {
  const ids = documents.flatMap((document) => [document.best.passageId, ...document.others.slice(0, ALSO_IN).map((hit) => hit.passageId)]);
  const passages = new Map((await reader.readPassages(ids)).map((passage) => [passage.id, passage]));
  const results: SearchResult[] = [];
  for (const document of documents) {
    const passage = passages.get(document.best.passageId);
    if (passage === undefined) continue; // Replaced since it was found.
    const alsoIn = document.others.slice(0, ALSO_IN).flatMap((hit) => {
      const other = passages.get(hit.passageId);
      return other === undefined ? [] : [{ passageId: other.id, title: other.title, lines: other.lines }];
    });
    results.push(toResult(document, passage, alsoIn, options, options.offset + results.length + 1));
  }
  return results;
}

function toResult(
  document: RankedDocument,
  passage: PassageRecord,
  alsoIn: SearchResult["alsoIn"],
  options: ResultOptions,
  rank: number,
): SearchResult {
  const { plan, repositories, explain } = options;
  const snippet = makeSnippet(passage.text === "" ? passage.title : passage.text, plan, passage.type === "code");
  const own = passage.sessionId?.slice(passage.sessionId.indexOf("/") + 1) ?? null;
  return {
    rank,
    score: document.score,
    type: passage.type,
    kind: passage.symbolKind,
    repositoryId: passage.repositoryId,
    repository: repositories.find((one) => one.id === passage.repositoryId)?.name ?? passage.repositoryId,
    documentId: passage.documentId,
    passageId: passage.id,
    path: passage.path,
    language: passage.language,
    lines: passage.lines,
    sessionId: passage.sessionId,
    sessionOwnId: own,
    commit: passage.documentKind === "commit" ? passage.path : null,
    beliefId: passage.documentKind === "belief" ? stemOf(passage.path) : null,
    title: passage.title === "" ? passage.documentTitle : passage.title,
    breadcrumb: passage.breadcrumb,
    snippet: snippet.text === "" ? passage.documentTitle : snippet.text,
    snippetLine: passage.lines === null ? null : passage.lines.start + snippet.linesBefore,
    highlights: snippet.highlights,
    titleHighlights: matchRanges(passage.title === "" ? passage.documentTitle : passage.title, plan),
    date: passage.date ?? passage.documentDate,
    alsoIn,
    explanation: explain ? explanationOf(document, passage, plan) : null,
  };
}

function explanationOf(document: RankedDocument, passage: PassageRecord, plan: QueryPlan): SearchResult["explanation"] {
  const held = new Set(analyse(`${passage.title}\n${passage.breadcrumb.join("\n")}\n${passage.path}\n${passage.text}`));
  const has = (tokens: readonly string[]): boolean => tokens.some((token) => held.has(token));
  return {
    parts: document.parts(),
    lexicalRank: document.best.lexicalRank,
    semanticRank: document.best.semanticRank,
    matched: plan.words.filter((word) => has(word.tokens)).map((word) => word.text),
    missing: plan.words.filter((word) => !has(word.tokens)).map((word) => word.text),
  };
}

function stemOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1).replace(/\.[^.]*$/, "");
}
