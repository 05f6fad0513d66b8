import { useQueryClient } from "@tanstack/react-query";
import type { SavedSearch } from "../../src-shared/contract/index.ts";
import { messageOf } from "../../src-shared/rpc/errors.ts";
import { useCore } from "../app/core-context.tsx";
import { useCoreQuery } from "../app/core-query.ts";
import { search } from "../strings/en-search.ts";
import { useToast } from "../ui/toast.tsx";

export interface Saved {
  readonly searches: readonly SavedSearch[];
  /** A search of the same name is replaced; that can be undone. */
  save(one: SavedSearch): void;
  rename(from: string, to: string): void;
  /** Can be undone. */
  remove(one: SavedSearch): void;
}

const NONE: readonly SavedSearch[] = [];
const words = search.saved;

/** The searches kept under a name, and what can be done with them. */
export function useSaved(): Saved {
  const core = useCore();
  const toast = useToast();
  const queries = useQueryClient();
  const searches = useCoreQuery("search.saved", {}).data ?? NONE;

  async function change(
    work: Promise<readonly SavedSearch[]>,
    said?: { readonly title: string; readonly undo: () => void },
  ): Promise<void> {
    try {
      queries.setQueryData(["search.saved", {}], await work);
      if (said !== undefined) toast(said);
    } catch (error) {
      toast({ title: words.failed, description: messageOf(error), problem: true });
    }
  }
  const put = (one: SavedSearch): Promise<void> => change(core.call("search.save", one));
  return {
    searches,
    save(one) {
      const before = searches.find(({ name }) => name === one.name);
      const undo = (): void => void (before === undefined ? change(core.call("search.unsave", { name: one.name })) : put(before));
      void change(core.call("search.save", one), { title: before === undefined ? words.done(one.name) : words.replaced(one.name), undo });
    },
    rename: (from, to) => void (from !== to && change(core.call("search.rename", { from, to }))),
    remove: (one) =>
      void change(core.call("search.unsave", { name: one.name }), { title: words.removed(one.name), undo: () => void put(one) }),
  };
}
