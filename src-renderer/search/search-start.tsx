import { History } from "lucide-react";
import { useCoreAction, useCoreQuery } from "../app/core-query.ts";
import { search } from "../strings/en-search.ts";
import { Button } from "../ui/button.tsx";
import { useQueryClient } from "@tanstack/react-query";

const words = search.start;

/** Before anything is typed: what was searched last, and how to narrow a search down. */
export function SearchStart({ onText }: { readonly onText: (text: string) => void }) {
  const { data: recent } = useCoreQuery("search.history", { limit: 8 });
  const forget = useCoreAction("search.clearHistory");
  const queries = useQueryClient();
  return (
    <div className="search-start">
      {recent !== undefined && recent.length > 0 && (
        <section aria-labelledby="recent">
          <h2 id="recent" className="search-start-title">
            {words.recent}
            <Button
              size="small"
              variant="quiet"
              onClick={() => forget.mutate({}, { onSettled: () => void queries.invalidateQueries({ queryKey: ["search.history"] }) })}
            >
              {words.clear}
            </Button>
          </h2>
          <ul>
            {recent.map((text) => (
              <li key={text}>
                <button type="button" className="search-start-row" onClick={() => onText(text)}>
                  <History size="1.15em" strokeWidth={1.75} aria-hidden />
                  <span className="truncate">{text}</span>
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
      <section aria-labelledby="narrow">
        <h2 id="narrow" className="search-start-title">
          {words.narrow}
        </h2>
        <ul>
          {words.examples.map(([example, meaning]) => (
            <li key={example}>
              <button type="button" className="search-start-row" onClick={() => onText(example)}>
                <code>{example}</code>
                <span className="search-faint truncate">{meaning}</span>
              </button>
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}
