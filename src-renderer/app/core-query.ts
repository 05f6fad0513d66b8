/** Calls to the core as queries, and the one place where the core's events make them fresh. */
import {
  keepPreviousData,
  useMutation,
  useQueries,
  useQuery,
  useQueryClient,
  type UseMutationResult,
  type UseQueryResult,
} from "@tanstack/react-query";
import { useEffect } from "react";
import type { CoreContract } from "../../src-shared/contract/index.ts";
import type { InputOf, MethodName, OutputOf } from "../../src-shared/rpc/contract.ts";
import { useCore, useTransport } from "./core-context.tsx";

type Method = MethodName<CoreContract>;

export interface CoreQueryOptions {
  readonly enabled?: boolean;
  /** Shows the last answer while the next one comes: for text being typed and filters. */
  readonly keepPrevious?: boolean;
  /** Asked again only when an event says so, not for each part of the page that comes to show it: for what every row of a list needs. */
  readonly staysFresh?: boolean;
}

/** `useCoreQuery("sessions.get", { id })`. It is asked again when an event of the core says that the answer may differ. */
export function useCoreQuery<M extends Method>(
  method: M,
  input: InputOf<CoreContract, M>,
  { enabled = true, keepPrevious = false, staysFresh = false }: CoreQueryOptions = {},
): UseQueryResult<OutputOf<CoreContract, M>> {
  const core = useCore();
  return useQuery<OutputOf<CoreContract, M>>({
    queryKey: [method, input],
    queryFn: ({ signal }) => core.call(method, input, { signal }),
    enabled,
    ...(keepPrevious ? { placeholderData: keepPreviousData as never } : {}),
    ...(staysFresh ? { staleTime: Infinity } : {}),
  });
}

/** The same question with several inputs: answers in their order, undefined where one is not here yet. An answer that nobody shows is let go after `keptMs`. */
export function useCoreQueries<M extends Method>(
  method: M,
  inputs: readonly InputOf<CoreContract, M>[],
  { keptMs }: { readonly keptMs: number },
): readonly (OutputOf<CoreContract, M> | undefined)[] {
  const core = useCore();
  return useQueries({
    queries: inputs.map((input) => ({
      queryKey: [method, input],
      queryFn: ({ signal }: { readonly signal: AbortSignal }) => core.call(method, input, { signal }),
      gcTime: keptMs,
    })),
  }).map((answer) => answer.data as OutputOf<CoreContract, M> | undefined);
}

/** `const rename = useCoreAction("library.rename"); rename.mutate({ … }, { onError })`. */
export function useCoreAction<M extends Method>(method: M): UseMutationResult<OutputOf<CoreContract, M>, Error, InputOf<CoreContract, M>> {
  const core = useCore();
  return useMutation({ mutationFn: (input: InputOf<CoreContract, M>) => core.call(method, input) });
}

/** Methods whose answers come from the index, by their prefix. */
const FROM_INDEX = /^(?:library|search|sessions|documents|ledger|beliefs|insights|history|transcripts|stars)\./;

/** A call to the core: what a window keeps for itself has a name without a dot. */
const FROM_CORE = /^[a-z]+\./i;

/** The stars, and a search whose answer they decide. */
function asksForStars([method, input]: readonly unknown[]): boolean {
  if (method === "stars.list") return true;
  return (
    (method === "search.query" || method === "search.facets") &&
    /\bis:/i.test((input as { readonly text?: string } | undefined)?.text ?? "")
  );
}

/** Mounted once by the shell: keeps what is on the page in step with the core. */
export function useCoreEvents(): void {
  const { core, state, onState } = useTransport();
  const queries = useQueryClient();
  useEffect(() => {
    const stops = [
      core.on("host.statusChanged", (status) => queries.setQueryData(["host.status", {}], status)),
      core.on("settings.changed", (view) => {
        queries.setQueryData(["settings.get", {}], view);
        void queries.invalidateQueries({ queryKey: ["settings.toml"] });
      }),
      core.on("library.changed", () => {
        void queries.invalidateQueries({ predicate: ({ queryKey }) => FROM_INDEX.test(String(queryKey[0])) });
      }),
      core.on("stars.changed", () => {
        void queries.invalidateQueries({ predicate: ({ queryKey }) => asksForStars(queryKey) });
      }),
      core.on("storage.moved", () => {
        void queries.invalidateQueries({ predicate: ({ queryKey }) => FROM_CORE.test(String(queryKey[0])) });
      }),
      core.on("transcripts.changed", () => {
        void queries.invalidateQueries({ predicate: ({ queryKey }) => String(queryKey[0]).startsWith("transcripts.") });
      }),
    ];
    return () => stops.forEach((stop) => stop());
  }, [core, queries]);

  // What happened while the connection was lost is not told again.
  useEffect(() => {
    let wasLost = false;
    return onState(() => {
      if (state() === "lost") wasLost = true;
      else if (state() === "open" && wasLost) {
        wasLost = false;
        void queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== "view-state" });
      }
    });
  }, [onState, queries, state]);
}
