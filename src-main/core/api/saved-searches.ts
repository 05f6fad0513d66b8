import { z } from "zod";
import { SEARCH_MODES, type SavedSearch } from "../../../src-shared/contract/search.ts";
import { VerdigrisError } from "../../../src-shared/rpc/errors.ts";
import { createTurns } from "../in-turn.ts";
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
  const inTurn = createTurns();

  async function list(): Promise<readonly SavedSearch[]> {
    const parsed = schema.safeParse(JSON.parse((await machine.readValue(KEY)) ?? "[]"));
    return parsed.success ? parsed.data : [];
  }
  function change(edit: Edit): Promise<readonly SavedSearch[]> {
    return inTurn(async () => {
      const next = edit(await list()).toSorted((a, b) => a.name.localeCompare(b.name));
      await machine.writeValue(KEY, next.length === 0 ? null : JSON.stringify(next));
      return next;
    });
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
