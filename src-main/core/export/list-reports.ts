import type { LedgerItem, RecurringCluster } from "../../../src-shared/contract/ledger.ts";
import type { SearchResponse } from "../../../src-shared/contract/search.ts";
import { escapeMarkdown, fenced, type Report, type ReportSection } from "./report.ts";

export function ledgerReport(items: readonly LedgerItem[], view: string): Report {
  return {
    title: "Decisions and challenges",
    facts: [...(view === "" ? [] : [view]), `${items.length} items`],
    sections: items.map((item): ReportSection => {
      const marks = [item.superseded?.reason, item.stale?.reason].filter((mark) => mark !== undefined);
      const lines = [escapeMarkdown(`${item.kind}, ${placeOf(item)}`), item.markdown, ...marks.map((mark) => `> ${escapeMarkdown(mark)}`)];
      return { heading: item.title, level: 2, markdown: lines.join("\n\n") };
    }),
  };
}

/** What came up again: each group with its sessions, oldest first. */
export function recurringReport(clusters: readonly RecurringCluster[], view: string): Report {
  return {
    title: "What came up again",
    facts: [...(view === "" ? [] : [view]), `${clusters.length} groups`],
    sections: clusters.flatMap(({ title, kind, sessions, words, items }): ReportSection[] => [
      { heading: title, level: 2, markdown: escapeMarkdown(`${kind} in ${sessions} sessions: ${words.join(", ")}`) },
      ...items.map((item): ReportSection => ({
        heading: item.sessionTitle,
        level: 3,
        markdown: `${escapeMarkdown(placeOf(item))}\n\n${item.markdown}`,
      })),
    ]),
  };
}

function placeOf({ repositoryName, path, lines, date }: Pick<LedgerItem, "repositoryName" | "path" | "lines" | "date">): string {
  return `${repositoryName}, ${path}:${lines.start}${dayOf(date)}`;
}

function dayOf(date: string | null): string {
  return date === null ? "" : `, ${date.slice(0, 10)}`;
}

export function searchReport({ query, mode, results, more }: SearchResponse): Report {
  return {
    title: query.trim() === "" ? "Newest" : query,
    facts: [`Search (${mode})`, `${results.length} results${more ? ", more exist" : ""}`],
    sections: results.map((result): ReportSection => {
      const place = result.commit ?? `${result.path}${result.lines === null ? "" : `:${result.lines.start}`}`;
      const facts = `${result.type}, ${result.repository}, ${place}${dayOf(result.date)}`;
      const snippet = result.type === "code" || result.type === "commit" ? fenced(result.snippet) : result.snippet;
      return { heading: `${result.rank}. ${result.title}`, level: 2, markdown: `${escapeMarkdown(facts)}\n\n${snippet}` };
    }),
  };
}
