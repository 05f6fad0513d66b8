import { useQueryClient } from "@tanstack/react-query";
import { Bookmark, History, PencilLine, Trash2, X } from "lucide-react";
import { useState, type KeyboardEvent, type ReactNode, type RefObject } from "react";
import type { SearchMode } from "../../src-shared/contract/index.ts";
import { useCore } from "../app/core-context.tsx";
import { useCoreQuery } from "../app/core-query.ts";
import { search } from "../strings/en-search.ts";
import { Button } from "../ui/button.tsx";
import { useToast } from "../ui/toast.tsx";
import { ROW, StartRow } from "./start-row.tsx";
import { useSaved } from "./use-saved.ts";

export interface SearchStartProps {
  readonly ref: RefObject<HTMLDivElement | null>;
  readonly onSearch: (search: { readonly text: string; readonly mode?: SearchMode }) => void;
  /** Up from the first row. */
  readonly onLeave: () => void;
}

const words = search.start;
const SHOWN = 8;
const ALL = 200;

/** Before anything is typed: what is kept, what was searched last, and how to narrow a search down. */
export function SearchStart({ ref, onSearch, onLeave }: SearchStartProps) {
  const saved = useSaved();
  const history = useHistory();
  const [renamed, setRenamed] = useState<string | null>(null);
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- arrows move between the buttons in it, which have the keys of buttons
    <div ref={ref} className="search-start" onKeyDown={(event) => moveByArrows(event, onLeave)}>
      {saved.searches.length > 0 && (
        <Section id="saved" title={words.saved}>
          {saved.searches.map((one) => (
            <StartRow
              key={one.name}
              isFocused={one.name === renamed}
              onOpen={() => onSearch(one)}
              rename={{
                icon: PencilLine,
                label: search.saved.renameOne(one.name),
                value: one.name,
                onName(name) {
                  setRenamed(name);
                  saved.rename(one.name, name);
                },
              }}
              remove={{ icon: Trash2, label: search.saved.removeOne(one.name), onAct: () => saved.remove(one) }}
            >
              <Bookmark size="1.15em" strokeWidth={1.75} aria-hidden />
              <span className="search-start-name truncate">{one.name}</span>
              {one.name !== one.text && <span className="search-faint truncate">{one.text}</span>}
            </StartRow>
          ))}
        </Section>
      )}
      {history.recent.length > 0 && (
        <Section
          id="recent"
          title={words.recent}
          action={
            <Button size="small" variant="quiet" onClick={history.clear}>
              {words.clear}
            </Button>
          }
        >
          {history.recent.map((text) => (
            <StartRow
              key={text}
              onOpen={() => onSearch({ text })}
              remove={{ icon: X, label: words.forget(text), onAct: () => history.forget(text) }}
            >
              <History size="1.15em" strokeWidth={1.75} aria-hidden />
              <span className="truncate">{text}</span>
            </StartRow>
          ))}
        </Section>
      )}
      <Section id="narrow" title={words.narrow}>
        {words.examples.map(([example, meaning]) => (
          <StartRow key={example} onOpen={() => onSearch({ text: example })}>
            <code>{example}</code>
            <span className="search-faint truncate">{meaning}</span>
          </StartRow>
        ))}
      </Section>
    </div>
  );
}

interface SectionProps {
  readonly id: string;
  readonly title: string;
  readonly action?: ReactNode;
  readonly children: ReactNode;
}

function Section({ id, title, action, children }: SectionProps) {
  return (
    <section aria-labelledby={id}>
      <h2 className="search-start-title">
        <span id={id}>{title}</span>
        {action}
      </h2>
      <ul aria-labelledby={id}>{children}</ul>
    </section>
  );
}

function moveByArrows(event: KeyboardEvent, onLeave: () => void): void {
  const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
  if (step === 0 || !(event.target instanceof Element) || !event.target.matches(ROW)) return;
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>(ROW)];
  const to = rows.indexOf(event.target as HTMLElement) + step;
  event.preventDefault();
  if (to < 0) onLeave();
  else rows[to]?.focus();
}

/** What was searched last. Forgetting can be undone. */
function useHistory(): { readonly recent: readonly string[]; forget(text: string): void; clear(): void } {
  const core = useCore();
  const toast = useToast();
  const queries = useQueryClient();
  const recent = useCoreQuery("search.history", { limit: SHOWN }).data ?? [];
  const refresh = (): Promise<void> => queries.invalidateQueries({ queryKey: ["search.history"] });

  /** Newest first, as they were. */
  async function restore(texts: readonly string[]): Promise<void> {
    for (const text of texts.toReversed()) await core.call("search.remember", { text });
    await refresh();
  }
  async function forget(title: string, erase: () => Promise<unknown>): Promise<void> {
    const before = await core.call("search.history", { limit: ALL });
    await erase();
    await refresh();
    toast({ title, undo: () => void restore(before) });
  }
  return {
    recent,
    forget: (text) => void forget(words.forgotten(text), () => core.call("search.forget", { text })),
    clear: () => void forget(words.cleared, () => core.call("search.clearHistory", {})),
  };
}
