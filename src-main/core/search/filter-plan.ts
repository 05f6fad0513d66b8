import { RESULT_TYPES, SYMBOL_KINDS, TURN_ROLES, type Repository } from "../../../src-shared/domain/index.ts";
import type { FieldNode } from "../../../src-shared/query/ast.ts";
import { resolveDate } from "../../../src-shared/query/dates.ts";
import { HAS_VALUES, IS_VALUES } from "../../../src-shared/query/fields.ts";
import type { FieldFilter, SearchFilter } from "../store/knowledge-store.ts";

/** Fields that narrow by what the store knows of a passage, its document, session or commit. */
const NARROWING: ReadonlySet<string> = new Set(
  "repo path lang type kind session commit agent author branch tag has is role before after".split(" "),
);

export function narrows(node: FieldNode): boolean {
  return NARROWING.has(node.field);
}

interface Lists {
  readonly include: string[];
  readonly exclude: string[];
}

/** Collects fields that must all hold; values of one field are alternatives. */
export class FilterPlan {
  readonly #fields = new Map<string, Lists>();
  readonly #repositories: readonly Repository[];
  readonly #now: Date;
  #after: string | undefined;
  #before: string | undefined;

  constructor(repositories: readonly Repository[], now: Date) {
    this.#repositories = repositories;
    this.#now = now;
  }

  add(node: FieldNode, negated: boolean): void {
    if (node.date !== null) {
      const instant = resolveDate(node.date, this.#now).toISOString();
      // Not after is before. Of several bounds the closest holds.
      if ((node.field === "after") !== negated) this.#after = this.#after === undefined || instant > this.#after ? instant : this.#after;
      else this.#before = this.#before === undefined || instant < this.#before ? instant : this.#before;
      return;
    }
    const lists = this.#lists(node.field);
    (negated ? lists.exclude : lists.include).push(...node.values);
  }

  excludePaths(patterns: readonly string[]): void {
    this.#lists("path").exclude.push(...patterns);
  }

  #lists(field: string): Lists {
    const lists = this.#fields.get(field) ?? { include: [], exclude: [] };
    this.#fields.set(field, lists);
    return lists;
  }

  toFilter(): SearchFilter {
    const optional: Record<string, unknown> = {
      repositories: this.#repositoryIds(),
      types: among(this.#fields.get("type"), RESULT_TYPES),
      paths: this.#fields.get("path"),
      languages: lowered(this.#fields.get("lang")),
      symbolKinds: among(this.#fields.get("kind"), SYMBOL_KINDS),
      sessions: this.#fields.get("session"),
      agents: this.#fields.get("agent"),
      commits: this.#fields.get("commit"),
      authors: this.#fields.get("author"),
      branches: this.#fields.get("branch"),
      tags: this.#fields.get("tag"),
      roles: among(this.#fields.get("role"), TURN_ROLES),
      has: among(this.#fields.get("has"), HAS_VALUES),
      is: among(this.#fields.get("is"), IS_VALUES),
      after: this.#after,
      before: this.#before,
    };
    return Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined)) as SearchFilter;
  }

  #repositoryIds(): FieldFilter | undefined {
    const lists = this.#fields.get("repo");
    return lists === undefined
      ? undefined
      : {
          include: matching(lists.include, this.#repositories),
          exclude: matching(lists.exclude, this.#repositories).filter((id) => id !== NO_REPOSITORY),
        };
  }
}

/** Stands for "none": a name that fits no repository must find nothing, not everything. */
const NO_REPOSITORY = "\0none";

function matching(names: readonly string[], repositories: readonly Repository[]): string[] {
  return names.flatMap((name) => {
    const key = name.toLowerCase();
    const exact = repositories.filter((repository) => repository.id === name || repository.name.toLowerCase() === key);
    const found = exact.length > 0 ? exact : repositories.filter((repository) => repository.name.toLowerCase().includes(key));
    return found.length === 0 ? [NO_REPOSITORY] : found.map((repository) => repository.id);
  });
}

function lowered(lists: Lists | undefined): FieldFilter | undefined {
  const lower = (values: readonly string[]): string[] => values.map((value) => value.toLowerCase());
  return lists === undefined ? undefined : { include: lower(lists.include), exclude: lower(lists.exclude) };
}

function among<T extends string>(lists: Lists | undefined, known: readonly T[]): { include: T[]; exclude: T[] } | undefined {
  if (lists === undefined) return undefined;
  return { include: known.filter((one) => lists.include.includes(one)), exclude: known.filter((one) => lists.exclude.includes(one)) };
}
