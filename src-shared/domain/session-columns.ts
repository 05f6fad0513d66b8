/** Many sessions column by column: a list of ten thousand is a tenth of what it is as objects, and is read as fast. Pure. */
import type { RepositoryId } from "./ids.ts";
import type { SessionSummary } from "./summaries.ts";

/** What lists, filters and plots compare of a session. */
export type TimelineSummary = Pick<
  SessionSummary,
  | "id"
  | "ownId"
  | "repositoryId"
  | "repositoryName"
  | "format"
  | "title"
  | "agent"
  | "branch"
  | "workType"
  | "startedAt"
  | "prompts"
  | "decisions"
  | "challenges"
  | "commits"
>;

/** Values that repeat, each once; `at` holds a row's place among them, -1 for null. */
export interface CodedColumn {
  readonly values: readonly string[];
  readonly at: readonly number[];
}

/** All columns are as long as `ownId`. */
export interface SessionColumns {
  readonly repositories: readonly { readonly id: RepositoryId; readonly name: string }[];
  /** Places in `repositories`. */
  readonly repository: readonly number[];
  readonly ownId: readonly string[];
  readonly title: CodedColumn;
  readonly format: CodedColumn;
  readonly agent: CodedColumn;
  readonly branch: CodedColumn;
  readonly workType: CodedColumn;
  /** Seconds since 1970. */
  readonly startedAt: readonly (number | null)[];
  readonly prompts: readonly number[];
  readonly decisions: readonly number[];
  readonly challenges: readonly number[];
  readonly commits: readonly number[];
}

type Coded = "title" | "format" | "agent" | "branch" | "workType";

/** A session's `id` is its repository's and its own, as everywhere. A time that is none becomes null. */
export function packSessions(sessions: readonly Omit<TimelineSummary, "id">[]): SessionColumns {
  const repositories = new Map<RepositoryId, { readonly place: number; readonly name: string }>();
  const coded = (column: Coded): CodedColumn => {
    const places = new Map<string, number>();
    const at = sessions.map((session) => {
      const value = session[column];
      if (value === null) return -1;
      const place = places.get(value) ?? places.size;
      places.set(value, place);
      return place;
    });
    return { values: [...places.keys()], at };
  };
  const repository = sessions.map(({ repositoryId, repositoryName }) => {
    const { place } = repositories.get(repositoryId) ?? { place: repositories.size };
    repositories.set(repositoryId, { place, name: repositoryName });
    return place;
  });
  return {
    repositories: Array.from(repositories, ([id, { name }]) => ({ id, name })),
    repository,
    ownId: sessions.map(({ ownId }) => ownId),
    title: coded("title"),
    format: coded("format"),
    agent: coded("agent"),
    branch: coded("branch"),
    workType: coded("workType"),
    startedAt: sessions.map(({ startedAt }) => secondsOf(startedAt)),
    prompts: sessions.map(({ prompts }) => prompts),
    decisions: sessions.map(({ decisions }) => decisions),
    challenges: sessions.map(({ challenges }) => challenges),
    commits: sessions.map(({ commits }) => commits),
  };
}

export function unpackSessions(columns: SessionColumns): TimelineSummary[] {
  const { repositories, repository, title, format, agent, branch, workType, startedAt, prompts, decisions, challenges, commits } = columns;
  return columns.ownId.map((ownId, n) => {
    const { id: repositoryId, name: repositoryName } = repositories[repository[n] ?? 0] ?? { id: "", name: "" };
    return {
      id: `${repositoryId}/${ownId}`,
      ownId,
      repositoryId,
      repositoryName,
      format: valueAt(format, n) as TimelineSummary["format"],
      title: valueAt(title, n) ?? "",
      agent: valueAt(agent, n),
      branch: valueAt(branch, n),
      workType: valueAt(workType, n),
      startedAt: instantOf(startedAt[n] ?? null),
      prompts: prompts[n] ?? 0,
      decisions: decisions[n] ?? 0,
      challenges: challenges[n] ?? 0,
      commits: commits[n] ?? 0,
    };
  });
}

function valueAt({ values, at }: CodedColumn, n: number): string | null {
  return values[at[n] ?? -1] ?? null;
}

function secondsOf(instant: string | null): number | null {
  const at = instant === null ? Number.NaN : Date.parse(instant);
  return Number.isNaN(at) ? null : at / 1000;
}

function instantOf(seconds: number | null): string | null {
  return seconds === null ? null : new Date(seconds * 1000).toISOString().replace(".000Z", "Z");
}
