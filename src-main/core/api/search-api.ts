import type { Completion, searchContract } from "../../../src-shared/contract/search.ts";
import { completeQuery } from "../../../src-shared/query/complete.ts";
import type { CoreContext, Handlers } from "../core-context.ts";
import { completeValues } from "./complete-values.ts";
import { createSavedSearches } from "./saved-searches.ts";

const MAX_COMPLETIONS = 12;

/** Search, completion of queries, and the history of queries acted on. */
export function createSearchApi(context: CoreContext): Handlers<typeof searchContract> {
  const { config, reader, machine, searcher } = context;
  const saved = createSavedSearches(machine);
  return {
    "search.similar": ({ to, limit }) => searcher.similar(to, limit),
    "search.saved": () => saved.list(),
    "search.save": (search) => saved.save(search),
    "search.rename": ({ from, to }) => saved.rename(from, to),
    "search.unsave": ({ name }) => saved.remove(name),
    "search.forget": ({ text }) => machine.forgetQuery(text),
    "search.query": (input, { signal }) => searcher.query({ ...input, semanticWeight: config.current().search.semantic_weight }, signal),
    "search.facets": (input, { signal }) => searcher.facets(input, signal),
    async "search.complete"({ text, cursor }) {
      const { replace: range, items, wanted } = completeQuery(text, cursor);
      const found: Completion[] = items.map((item) => ({ ...item, range }));
      if (wanted !== null) {
        const values = await completeValues(reader, wanted.field, wanted.prefix, MAX_COMPLETIONS);
        found.push(...values.map((item) => ({ ...item, range })));
      }
      return found.slice(0, MAX_COMPLETIONS);
    },
    "search.history": ({ limit }) => machine.recentQueries(limit),
    async "search.remember"({ text }) {
      if (text.trim() !== "" && config.current().search.history) await machine.recordQuery(text.trim(), new Date().toISOString());
    },
    "search.clearHistory": () => machine.clearQueries(),
  };
}
