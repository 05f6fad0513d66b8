import {
  LEDGER_MARKS,
  LEDGER_SORTS,
  type LedgerFilter,
  type LedgerListInput,
  type LedgerMark,
  type LedgerSort,
} from "../../src-shared/contract/index.ts";
import { LEDGER_KINDS, type LedgerKind } from "../../src-shared/domain/index.ts";
import { addDays, isDay, type Day } from "../strings/days.ts";

export interface LedgerQuery {
  readonly text: string;
  readonly kinds: readonly LedgerKind[];
  readonly marks: readonly LedgerMark[];
  readonly repositories: readonly string[];
  readonly agents: readonly string[];
  /** First and last day, both inclusive. */
  readonly from: Day | null;
  readonly to: Day | null;
  readonly sort: LedgerSort;
  /** One by one, or grouped by what came up again. */
  readonly view: "items" | "recurring";
}

/** Reads the filters of an address. What makes no sense is left out. */
export function readLedgerQuery(params: URLSearchParams): LedgerQuery {
  const day = (name: string): Day | null => {
    const value = params.get(name);
    return value !== null && isDay(value) ? value : null;
  };
  const sort = params.get("sort");
  return {
    text: params.get("text") ?? "",
    kinds: LEDGER_KINDS.filter((kind) => params.getAll("kind").includes(kind)),
    marks: LEDGER_MARKS.filter((mark) => params.getAll("mark").includes(mark)),
    repositories: params.getAll("repo"),
    agents: params.getAll("agent"),
    from: day("from"),
    to: day("to"),
    sort: LEDGER_SORTS.find((one) => one === sort) ?? "newest",
    view: params.get("view") === "recurring" ? "recurring" : "items",
  };
}

/** The address' parameters again; what does not restrict is left out. */
export function writeLedgerQuery(query: LedgerQuery): Readonly<Record<string, string | null | readonly string[]>> {
  return {
    text: query.text,
    kind: query.kinds,
    mark: query.marks,
    repo: query.repositories,
    agent: query.agents,
    from: query.from,
    to: query.to,
    sort: query.sort === "newest" ? null : query.sort,
    view: query.view === "items" ? null : query.view,
  };
}

export function isLedgerRestricted(query: LedgerQuery): boolean {
  const { text, kinds, marks, repositories, agents, from, to } = query;
  return text.trim() !== "" || from !== null || to !== null || [kinds, marks, repositories, agents].some((one) => one.length > 0);
}

/** What the core is asked. Days are the reader's own; the core compares instants. */
export function ledgerInput(query: LedgerQuery, limit: number): Omit<LedgerListInput, "stage"> {
  return { ...ledgerFilter(query), sort: query.sort, limit, offset: 0 };
}

export function ledgerFilter(query: LedgerQuery): LedgerFilter {
  return {
    ...(query.text.trim() === "" ? {} : { text: query.text }),
    ...(query.kinds.length === 0 ? {} : { kinds: [...query.kinds] }),
    ...(query.marks.length === 0 ? {} : { marks: [...query.marks] }),
    ...(query.repositories.length === 0 ? {} : { repositoryIds: [...query.repositories] }),
    ...(query.agents.length === 0 ? {} : { agents: [...query.agents] }),
    ...(query.from === null ? {} : { after: startOf(query.from) }),
    ...(query.to === null ? {} : { before: startOf(addDays(query.to, 1)) }),
  };
}

/** Midnight here, as an instant. */
function startOf(day: Day): string {
  return new Date(`${day}T00:00:00`).toISOString().replace(/\.\d+Z$/, "Z");
}
