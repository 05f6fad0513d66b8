import { ChartColumn } from "lucide-react";
import { useMemo } from "react";
import type { Insights } from "../../src-shared/contract/index.ts";
import { unpackSessions, type SessionColumns } from "../../src-shared/domain/index.ts";
import { useCoreQuery } from "../app/core-query.ts";
import { navigate, routes } from "../app/navigation.ts";
import { addDays, formatShortDay } from "../strings/days.ts";
import { common } from "../strings/en-common.ts";
import { insightWords as words } from "../strings/en-insights.ts";
import { formatBytes, formatNumber } from "../strings/format.ts";
import { ButtonLink } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { ErrorState } from "../ui/error-state.tsx";
import { Page } from "../ui/page.tsx";
import { PageHeader } from "../ui/page-header.tsx";
import { Select } from "../ui/select.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { PlotFigure } from "./plot-figure.tsx";
import { hourBars, namedBars, weekBars, weekPair } from "./plots.ts";
import { hoursOf, weeksOf, workTypesOf, type Week } from "./series.ts";
import "./insights.css";

const ALL = "";
const LANGUAGES_SHOWN = 12;

/** What the library adds up to, as plots whose marks open what they count. */
export function InsightsScreen({ params }: { readonly params: URLSearchParams }) {
  const repositoryId = params.get("repo") ?? ALL;
  const sessions = useCoreQuery("sessions.timeline", {});
  const insights = useCoreQuery("insights.read", repositoryId === ALL ? {} : { repositoryId }, { keepPrevious: true });
  const error = sessions.error ?? insights.error;
  if (error !== null) {
    return (
      <ErrorState
        title={words.notLoaded}
        error={error}
        onRetry={() => {
          void sessions.refetch();
          void insights.refetch();
        }}
      />
    );
  }
  if (sessions.data === undefined || insights.data === undefined) return <Skeleton lines={10} />;
  return <Plots sessions={sessions.data} insights={insights.data} repositoryId={repositoryId} />;
}

interface PlotsProps {
  readonly sessions: SessionColumns;
  readonly insights: Insights;
  readonly repositoryId: string;
}

function Plots({ sessions: sent, insights, repositoryId }: PlotsProps) {
  const all = useMemo(() => unpackSessions(sent), [sent]);
  const repositories = useMemo(() => [...new Map(all.map((one) => [one.repositoryId, one.repositoryName] as const))], [all]);
  const sessions = useMemo(
    () => all.filter((one) => one.format !== "init" && (repositoryId === ALL || one.repositoryId === repositoryId)),
    [all, repositoryId],
  );
  const weeks = useMemo(() => weeksOf(sessions, insights.commitDays), [sessions, insights]);
  const workTypes = useMemo(() => workTypesOf(sessions), [sessions]);
  const hours = useMemo(() => hoursOf(sessions), [sessions]);
  const languages = useMemo(() => insights.languages.slice(0, LANGUAGES_SHOWN), [insights]);
  const plots = useMemo(
    () => plotsFor(repositoryId, repositories.find(([id]) => id === repositoryId)?.[1] ?? null),
    [repositoryId, repositories],
  );
  const { columns } = words;
  const weekColumn = { name: columns.week, value: (week: Week) => formatShortDay(week.week) };
  const number = <T,>(name: string, of: (row: T) => number) => ({ name, value: (row: T) => formatNumber(of(row)), numeric: true });
  return (
    <Page>
      <PageHeader
        title={words.title}
        detail={words.detail}
        actions={
          repositories.length > 1 && (
            <Select
              label={words.repository}
              hideLabel
              value={repositoryId}
              options={[{ value: ALL, label: words.allRepositories }, ...repositories.map(([value, label]) => ({ value, label }))]}
              onChange={(repo) => navigate(routes.insights({ repo }), { replace: true })}
            />
          )
        }
      />
      {weeks.length === 0 && insights.languages.length === 0 ? (
        <EmptyState
          icon={ChartColumn}
          title={words.empty}
          actions={<ButtonLink href={routes.library()}>{common.addRepository}</ButtonLink>}
        >
          {words.emptyText}
        </EmptyState>
      ) : (
        <div className="insights">
          <PlotFigure
            title={words.plots.sessions}
            rows={weeks}
            rowKey={(row) => row.week}
            {...plots.sessions}
            columns={[weekColumn, number(columns.sessions, (row: Week) => row.sessions)]}
          />
          <PlotFigure
            title={words.plots.commits}
            rows={weeks}
            rowKey={(row) => row.week}
            {...plots.commits}
            columns={[weekColumn, number(columns.commits, (row: Week) => row.commits)]}
          />
          <PlotFigure
            title={words.plots.observations}
            rows={weeks}
            rowKey={(row) => row.week}
            {...plots.observations}
            columns={[
              weekColumn,
              number(columns.decisions, (row: Week) => row.decisions),
              number(columns.challenges, (row: Week) => row.challenges),
            ]}
          />
          <PlotFigure
            title={words.plots.hours}
            rows={hours}
            rowKey={(row) => `${row.hour}`}
            {...plots.hours}
            columns={[
              { name: columns.hour, value: (row) => `${row.hour}:00` },
              number(columns.sessions, (row: { readonly count: number }) => row.count),
            ]}
          />
          <PlotFigure
            title={words.plots.workTypes}
            rows={workTypes}
            rowKey={(row) => row.name ?? ""}
            {...plots.workTypes}
            columns={[
              { name: columns.workType, value: (row) => row.name ?? words.none },
              number(columns.sessions, (row: { readonly count: number }) => row.count),
            ]}
          />
          <PlotFigure
            title={words.plots.languages}
            rows={languages}
            rowKey={(row) => row.language}
            {...plots.languages}
            columns={[
              { name: columns.language, value: (row) => row.language },
              number(columns.files, (row: Insights["languages"][number]) => row.files),
              { name: columns.bytes, value: (row) => formatBytes(row.bytes), numeric: true },
            ]}
          />
          <PlotFigure
            title={words.plots.files}
            rows={insights.files}
            rowKey={(row) => `${row.repositoryId} ${row.path}`}
            {...plots.files}
            columns={[
              { name: columns.file, value: (row) => row.path },
              number(columns.commits, (row: Insights["files"][number]) => row.commits),
            ]}
          />
        </div>
      )}
    </Page>
  );
}

/** Each plot with the query behind its marks. */
function plotsFor(repositoryId: string, repositoryName: string | null) {
  const repo = repositoryId === ALL ? null : repositoryId;
  const scope = repositoryName === null ? "" : ` repo:${/\s/.test(repositoryName) ? `"${repositoryName}"` : repositoryName}`;
  const span = (week: Week) => ({ repo, from: week.week, to: addDays(week.week, 6) });
  const sessions = (week: Week): string => routes.sessions(span(week));
  const commits = (week: Week): string =>
    routes.search({ q: `type:commit after:${week.week} before:${addDays(week.week, 7)} sort:newest${scope}` });
  const decisions = (week: Week): string => routes.ledger({ ...span(week), kind: "decision" });
  const challenges = (week: Week): string => routes.ledger({ ...span(week), kind: "challenge" });
  const workType = (row: { readonly name: string | null }): string | null =>
    row.name === null ? null : routes.sessions({ repo, work: row.name });
  const hour = (row: { readonly hour: number }): string => routes.sessions({ repo, hour: row.hour });
  const language = (row: Insights["languages"][number]): string => routes.search({ q: `lang:${row.language}${scope}` });
  const file = (row: Insights["files"][number]): string =>
    row.documentId === null ? routes.search({ q: `path:${row.path}` }) : routes.document(row.documentId);
  return {
    sessions: { href: sessions, plot: weekBars((week) => week.sessions, "var(--kind-session)", sessions) },
    commits: { href: commits, plot: weekBars((week) => week.commits, "var(--kind-commit)", commits) },
    observations: {
      href: (week: Week) => routes.ledger(span(week)),
      plot: weekPair(
        { of: (week) => week.decisions, fill: "var(--kind-decision)", href: decisions, name: words.columns.decisions },
        { of: (week) => week.challenges, fill: "var(--kind-challenge)", href: challenges, name: words.columns.challenges },
      ),
    },
    hours: { href: hour, plot: hourBars(hour) },
    workTypes: {
      href: workType,
      plot: namedBars<{ readonly name: string | null; readonly count: number }>({
        name: (row) => row.name ?? words.none,
        value: (row) => row.count,
        shown: (row) => formatNumber(row.count),
        fill: "var(--kind-session)",
        href: workType,
        nameWidth: 150,
      }),
    },
    languages: {
      href: language,
      plot: namedBars<Insights["languages"][number]>({
        name: (row) => row.language,
        value: (row) => row.bytes,
        shown: (row) => formatBytes(row.bytes),
        fill: "var(--kind-code)",
        href: language,
        nameWidth: 110,
      }),
    },
    files: {
      href: file,
      plot: namedBars<Insights["files"][number]>({
        name: (row) => row.path,
        value: (row) => row.commits,
        shown: (row) => formatNumber(row.commits),
        fill: "var(--kind-commit)",
        href: file,
        nameWidth: 230,
      }),
    },
  };
}
