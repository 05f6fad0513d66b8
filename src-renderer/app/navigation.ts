/** Where the page is: a typed route kept in the URL's hash, so that back, forward, reload and a copied link restore it. */
import { useMemo, useSyncExternalStore } from "react";
import type { SimilarPlace } from "../../src-shared/contract/index.ts";
import { formatSimilarPlace } from "./similar-place.ts";

export type Route =
  | { readonly screen: "home" }
  | { readonly screen: "search"; readonly params: URLSearchParams }
  | { readonly screen: "sessions"; readonly params: URLSearchParams }
  | { readonly screen: "session"; readonly id: string; readonly line: number | null; readonly params: URLSearchParams }
  | { readonly screen: "document"; readonly id: number; readonly line: number | null; readonly params: URLSearchParams }
  | { readonly screen: "commit"; readonly repositoryId: string; readonly hash: string; readonly params: URLSearchParams }
  | {
      readonly screen: "history";
      readonly repositoryId: string;
      readonly path: string;
      readonly symbol: string | null;
      readonly line: number | null;
    }
  | { readonly screen: "ledger"; readonly params: URLSearchParams }
  | { readonly screen: "beliefs"; readonly params: URLSearchParams }
  | { readonly screen: "belief"; readonly repositoryId: string; readonly id: string }
  | { readonly screen: "insights"; readonly params: URLSearchParams }
  | { readonly screen: "library"; readonly repositoryId: string | null }
  | { readonly screen: "settings"; readonly section: string | null }
  | { readonly screen: "unknown"; readonly path: string };

export type ScreenName = Route["screen"];

type ParamValue = string | number | boolean | null | undefined;

/** A query string without empty values; arrays repeat their key. Returns "" or "?…". */
export function queryString(params: Readonly<Record<string, ParamValue | readonly string[]>>): string {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(params)) {
    if (Array.isArray(value)) for (const item of value as readonly string[]) search.append(key, item);
    else if (value !== null && value !== undefined && value !== "" && value !== false) search.set(key, String(value as ParamValue));
  }
  const text = search.toString();
  return text === "" ? "" : `?${text}`;
}

/** Builds hrefs. Every link and every `navigate` call uses these; nothing else writes a hash. */
export const routes = {
  home: (): string => "#/",
  search: (params: { readonly q?: string; readonly mode?: string; readonly sel?: string | number } = {}): string =>
    `#/search${queryString(params)}`,
  /** What is like a place, in the search screen's list. */
  similar: (to: SimilarPlace, params: { readonly sel?: number | undefined } = {}): string =>
    `#/search${queryString({ like: formatSimilarPlace(to), ...params })}`,
  sessions: (params: Readonly<Record<string, ParamValue | readonly string[]>> = {}): string => `#/sessions${queryString(params)}`,
  session: (id: string, params: { readonly line?: number | undefined; readonly q?: string | undefined } = {}): string =>
    `#/session/${encodeURIComponent(id)}${queryString(params)}`,
  document: (
    id: number,
    params: { readonly line?: number | undefined; readonly q?: string | undefined; readonly view?: string | undefined } = {},
  ): string => `#/document/${id}${queryString(params)}`,
  commit: (repositoryId: string, hash: string, params: { readonly path?: string | undefined } = {}): string =>
    `#/commit/${encodeURIComponent(repositoryId)}/${hash}${queryString(params)}`,
  history: (
    repositoryId: string,
    path: string,
    part: { readonly symbol?: string | undefined; readonly line?: number | undefined } = {},
  ): string => `#/history/${encodeURIComponent(repositoryId)}${queryString({ path, ...part })}`,
  ledger: (params: Readonly<Record<string, ParamValue | readonly string[]>> = {}): string => `#/ledger${queryString(params)}`,
  beliefs: (params: Readonly<Record<string, ParamValue | readonly string[]>> = {}): string => `#/beliefs${queryString(params)}`,
  belief: (repositoryId: string, id: string): string => `#/belief/${encodeURIComponent(repositoryId)}/${encodeURIComponent(id)}`,
  insights: (params: Readonly<Record<string, ParamValue | readonly string[]>> = {}): string => `#/insights${queryString(params)}`,
  library: (repositoryId?: string): string => (repositoryId === undefined ? "#/library" : `#/library/${encodeURIComponent(repositoryId)}`),
  settings: (section?: string): string => (section === undefined ? "#/settings" : `#/settings/${encodeURIComponent(section)}`),
};

/** Reads a hash (with or without `#`). Never throws: what it does not know is the screen `unknown`. */
export function parseRoute(hash: string): Route {
  const text = hash.replace(/^#/, "");
  const mark = text.indexOf("?");
  const path = mark < 0 ? text : text.slice(0, mark);
  const params = new URLSearchParams(mark < 0 ? "" : text.slice(mark + 1));
  const parts = path.split("/").filter((part) => part !== "");
  const unknown: Route = { screen: "unknown", path: text };
  const [screen, rawFirst, rawSecond] = parts;
  const first = decoded(rawFirst);
  if (first === null) return unknown;
  switch (screen) {
    case undefined:
      return { screen: "home" };
    case "search":
    case "sessions":
    case "ledger":
    case "beliefs":
    case "insights":
      return parts.length === 1 ? { screen, params } : unknown;
    case "session":
      return first !== undefined && parts.length === 2 ? { screen, id: first, line: lineOf(params), params } : unknown;
    case "document": {
      const id = Number(first);
      return first !== undefined && Number.isSafeInteger(id) && id >= 0 && parts.length === 2
        ? { screen, id, line: lineOf(params), params }
        : unknown;
    }
    case "commit":
      return first !== undefined && rawSecond !== undefined && /^[0-9a-f]{4,64}$/.test(rawSecond) && parts.length === 3
        ? { screen, repositoryId: first, hash: rawSecond, params }
        : unknown;
    case "history": {
      const file = params.get("path") ?? "";
      return first !== undefined && file !== "" && parts.length === 2
        ? { screen, repositoryId: first, path: file, symbol: params.get("symbol"), line: lineOf(params) }
        : unknown;
    }
    case "belief": {
      const id = decoded(rawSecond);
      return first !== undefined && id != null && parts.length === 3 ? { screen, repositoryId: first, id } : unknown;
    }
    case "library":
      return parts.length <= 2 ? { screen, repositoryId: first ?? null } : unknown;
    case "settings":
      return parts.length <= 2 ? { screen, section: first ?? null } : unknown;
    default:
      return unknown;
  }
}

/** Undefined stays so; null when the percent-encoding is broken. */
function decoded(part: string | undefined): string | undefined | null {
  if (part === undefined) return undefined;
  try {
    return decodeURIComponent(part);
  } catch {
    return null;
  }
}

function lineOf(params: URLSearchParams): number | null {
  const line = Number(params.get("line"));
  return Number.isSafeInteger(line) && line >= 1 ? line : null;
}

const CHANGED = "verdigris:location";

/** Goes to an href made by `routes`. `replace` keeps the history as it is (filters and text being typed). */
export function navigate(href: string, options: { readonly replace?: boolean } = {}): void {
  if (href === window.location.hash) return;
  if (options.replace === true) window.history.replaceState(window.history.state, "", href);
  else window.history.pushState(null, "", href);
  window.dispatchEvent(new Event(CHANGED));
}

function subscribe(listener: () => void): () => void {
  window.addEventListener("hashchange", listener);
  window.addEventListener("popstate", listener);
  window.addEventListener(CHANGED, listener);
  return () => {
    window.removeEventListener("hashchange", listener);
    window.removeEventListener("popstate", listener);
    window.removeEventListener(CHANGED, listener);
  };
}

/** The hash as it is now, with its `#`. */
function useHash(): string {
  return useSyncExternalStore(subscribe, () => window.location.hash);
}

/** Which screen it is. What uses only this is not drawn again while filters in the address change. */
export function useScreenName(): ScreenName {
  return useSyncExternalStore(subscribe, () => parseRoute(window.location.hash).screen);
}

/** The current route; the same object until the hash changes. */
export function useRoute(): Route {
  const hash = useHash();
  return useMemo(() => parseRoute(hash), [hash]);
}
