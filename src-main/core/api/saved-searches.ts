import { z } from "zod";
import { SEARCH_MODES, type SavedSearch } from "../../../src-shared/contract/search.ts";
import { VerdigrisError } from "../../../src-shared/rpc/errors.ts";
import type { MachineStore } from "../store/machine-store.ts";
import type { Remote } from "../store/service.ts";

const KEY = "saved-searches";
const MOST = 200;
const schema = z.array(z.object({ name: z.string(), text: z.string(), mode: z.enum(SEARCH_MODES).default("fused") }));

/** Searches kept under a name on this machine, in order of their names. */
export interface SavedSearches {
  list(): Promise<readonly SavedSearch[]>;
  /** A search of the same name is replaced. */
  save(search: SavedSearch): Promise<readonly SavedSearch[]>;
  /** @throws VerdigrisError `not-found` when there is none of the name, `conflict` when another has the new one */
  rename(from: string, to: string): Promise<readonly SavedSearch[]>;
  remove(name: string): Promise<readonly SavedSearch[]>;
}

type Edit = (kept: readonly SavedSearch[]) => readonly SavedSearch[];

export function createSavedSearches(machine: Pick<Remote<MachineStore>, "readValue" | "writeValue">): SavedSearches {
  // One after the other: each reads what the one before wrote.
  let last: Promise<unknown> = Promise.resolve();

  async function list(): Promise<readonly SavedSearch[]> {
    const parsed = schema.safeParse(JSON.parse((await machine.readValue(KEY)) ?? "[]"));
    return parsed.success ? parsed.data : [];
  }
  async function apply(before: Promise<unknown>, edit: Edit): Promise<readonly SavedSearch[]> {
    await before;
    const next = edit(await list()).toSorted((a, b) => a.name.localeCompare(b.name));
    await machine.writeValue(KEY, next.length === 0 ? null : JSON.stringify(next));
    return next;
  }
  function change(edit: Edit): Promise<readonly SavedSearch[]> {
    const changed = apply(last, edit);
    last = changed.catch(() => undefined);
    return changed;
  }
  return {
    list,
    save: (search) => change((kept) => [search, ...kept.filter(({ name }) => name !== search.name)].slice(0, MOST)),
    rename: (from, to) =>
      change((kept) => {
        if (!kept.some(({ name }) => name === from)) throw new VerdigrisError("not-found", `No search is saved as “${from}”.`);
        if (from !== to && kept.some(({ name }) => name === to)) {
          throw new VerdigrisError("conflict", `Another search is saved as “${to}”.`);
        }
        return kept.map((search) => (search.name === from ? { ...search, name: to } : search));
      }),
    remove: (gone) => change((kept) => kept.filter(({ name }) => name !== gone)),
  };
}
