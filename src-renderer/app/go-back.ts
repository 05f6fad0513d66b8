import { navigate, parseRoute, routes, type ScreenName } from "./navigation.ts";

/** Back to where this was opened from; a page that was opened by its address goes to the search. */
export function goBack(): void {
  if (window.navigation.canGoBack) window.history.back();
  else navigate(routes.search(), { replace: true });
}

/** To a list: back to it as it was left, with its filters, where this was opened from it; else to all of it. */
export function goBackTo(screen: ScreenName, href: string): void {
  const before = window.navigation.entries()[(window.navigation.currentEntry?.index ?? 0) - 1]?.url ?? null;
  if (before !== null && parseRoute(new URL(before).hash).screen === screen) window.history.back();
  else navigate(href);
}
