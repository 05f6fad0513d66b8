import type { exportContract, ExportFile, ExportFormat } from "../../../src-shared/contract/export.ts";
import type { LedgerFilter } from "../../../src-shared/contract/ledger.ts";
import type { sessionsContract } from "../../../src-shared/contract/sessions.ts";
import { LEDGER_KINDS } from "../../../src-shared/domain/index.ts";
import { readChangedFiles, sessionFiles } from "../biography/session-code.ts";
import type { CoreContext, Handlers } from "../core-context.ts";
import { ledgerReport, recurringReport, searchReport } from "../export/list-reports.ts";
import { maskValue } from "../export/mask-value.ts";
import { toMarkdown, type Report } from "../export/report.ts";
import { sessionReport } from "../export/session-report.ts";

const KINDS: Readonly<Record<ExportFormat, readonly [extension: string, mediaType: string]>> = {
  markdown: ["md", "text/markdown"],
  html: ["html", "text/html"],
  json: ["json", "application/json"],
};

/** Sessions, ledger views and searches as files. Secrets are masked in the data, before any format is made of it. */
export function createExportApi(
  context: CoreContext,
  sessions: Pick<Handlers<typeof sessionsContract>, "sessions.get">,
): Handlers<typeof exportContract> {
  async function file<T>(data: T, format: ExportFormat, stem: string, report: (data: T) => Report): Promise<ExportFile> {
    const { value, masked } = maskValue(data);
    const [extension, mediaType] = KINDS[format];
    const text = format === "json" ? `${JSON.stringify(value, null, 2)}\n` : await toText(report(value), format);
    return { fileName: `${fileStem(stem)}.${extension}`, mediaType, text, masked };
  }
  return {
    async "export.session"({ id, format }, call) {
      const view = await sessions["sessions.get"]({ id, turns: true }, call);
      const changedFiles = await sessionFiles(context, await readChangedFiles(context, view.session.id));
      return file({ ...view, changedFiles }, format, `session-${view.session.ownId}`, sessionReport);
    },
    async "export.ledger"({ filter, sort, grouped, format }) {
      if (grouped) {
        const { clusters } = await context.ledger.recurring({ ...filter, kinds: filter.kinds ?? [...LEDGER_KINDS] }, 10_000);
        return file(clusters, format, "ledger-recurring", (masked) => recurringReport(masked, describeFilter(filter)));
      }
      const { items } = await context.ledger.list({ ...filter, sort, limit: 100_000, offset: 0, stage: "whole" });
      return file(items, format, "ledger", (masked) => ledgerReport(masked, describeFilter(filter)));
    },
    async "export.search"({ text, mode, limit, format }, { signal }) {
      const response = await context.searcher.query({ text, mode, limit, offset: 0, explain: false, facets: false }, signal);
      return file(response, format, `search-${text}`, searchReport);
    },
  };
}

async function toText(report: Report, format: "markdown" | "html"): Promise<string> {
  if (format === "markdown") return toMarkdown(report);
  // What reads Markdown is loaded for the first page that is made of it.
  const { toHtml } = await import("../export/to-html.ts");
  return toHtml(report);
}

/** A file name that every system takes, whatever the text: letters and digits, at most 60 characters. */
export function fileStem(text: string): string {
  const stem = text
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 60)
    .replace(/[^\p{L}\p{N}]+$/u, "");
  return stem === "" ? "export" : stem;
}

function describeFilter({ kinds, agents, marks, text, after, before }: LedgerFilter): string {
  return [
    ...(kinds ?? []),
    ...(agents ?? []),
    ...(marks ?? []),
    ...(text === undefined ? [] : [`“${text}”`]),
    ...(after === undefined ? [] : [`from ${after}`]),
    ...(before === undefined ? [] : [`before ${before}`]),
  ].join(", ");
}
