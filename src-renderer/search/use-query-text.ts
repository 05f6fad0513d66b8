import { useEffect, useRef, useState } from "react";
import { SEARCH_MODES, type SearchMode } from "../../src-shared/contract/search.ts";
import { useCoreQuery } from "../app/core-query.ts";
import { navigate, routes, useRoute } from "../app/navigation.ts";

/** What the address says of a search. */
export interface SearchPlace {
  readonly text: string;
  /** How to match; null where the settings say how a search starts. */
  readonly mode: SearchMode | null;
  /** Passage of the chosen result, or null for the first. */
  readonly selected: number | null;
}

export interface QueryState extends SearchPlace {
  readonly mode: SearchMode;
  set(change: Partial<SearchPlace>): void;
  /** Writes the address now: before leaving the screen. */
  flush(): void;
}

/** Browsers refuse an address that changes with every key. */
const WRITE_AFTER_MS = 200;

/** The query, kept in the address so that back, reload and a copied link restore it; the state itself never waits for that. */
export function useQueryText(): QueryState {
  const route = useRoute();
  const params = route.screen === "search" ? route.params : NO_PARAMS;
  const written = params.toString();
  const [place, setPlace] = useState(() => readPlace(params));
  const latest = useRef(place);
  const own = useRef(written);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const settings = useCoreQuery("settings.get", {}).data;
  const startMode = modeOf(settings?.values["search.mode"]) ?? "fused";

  // Back, forward or a link: the address leads.
  useEffect(() => {
    if (written === own.current) return;
    own.current = written;
    clearTimeout(timer.current);
    latest.current = readPlace(new URLSearchParams(written));
    setPlace(latest.current);
  }, [written]);
  useEffect(() => () => clearTimeout(timer.current), []);

  function flush(): void {
    clearTimeout(timer.current);
    const href = hrefOf(latest.current, startMode);
    own.current = new URLSearchParams(href.split("?")[1] ?? "").toString();
    navigate(href, { replace: true });
  }
  return {
    ...place,
    mode: place.mode ?? startMode,
    set(change) {
      latest.current = { ...latest.current, ...change };
      setPlace(latest.current);
      clearTimeout(timer.current);
      // Only what changes with every key has to wait.
      if (change.mode === undefined) timer.current = setTimeout(flush, WRITE_AFTER_MS);
      else flush();
    },
    flush,
  };
}

const NO_PARAMS = new URLSearchParams();

function readPlace(params: URLSearchParams): SearchPlace {
  const selected = Number(params.get("sel") ?? "");
  return {
    text: params.get("q") ?? "",
    mode: modeOf(params.get("mode")),
    selected: params.has("sel") && Number.isSafeInteger(selected) ? selected : null,
  };
}

function modeOf(value: unknown): SearchMode | null {
  return SEARCH_MODES.find((mode) => mode === value) ?? null;
}

/** The mode is left out only where it can be nothing else. */
function hrefOf({ text, mode, selected }: SearchPlace, startMode: SearchMode): string {
  const isPlain = mode === null || (mode === "fused" && startMode === "fused");
  return routes.search({ q: text, ...(isPlain ? {} : { mode }), ...(selected === null ? {} : { sel: selected }) });
}
