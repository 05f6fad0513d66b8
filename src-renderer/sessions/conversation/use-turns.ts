import type { TranscriptOutline, Turn } from "../../../src-shared/domain/index.ts";
import { useCoreQueries } from "../../app/core-query.ts";
import { lastNotAbove, pagesBetween } from "./pages.ts";

/** Pages that are out of sight are let go after this: memory does not grow with the way scrolled. */
const KEPT_MS = 20_000;

/** The turns in sight, asked for by the page; undefined for those that are not here yet. */
export function useTurns(
  id: string,
  outline: TranscriptOutline,
  range: { readonly first: number; readonly last: number },
): (turn: number) => Turn | undefined {
  const pages = pagesBetween(outline.pages, Math.max(0, range.first), Math.min(outline.turns - 1, range.last));
  const answers = useCoreQueries(
    "sessions.turns",
    pages.map((page) => ({ id, page })),
    { keptMs: KEPT_MS },
  );
  return (turn) => {
    const page = lastNotAbove(outline.pages, turn);
    return answers[page - (pages[0] ?? 0)]?.[turn - (outline.pages[page] ?? 0)];
  };
}
