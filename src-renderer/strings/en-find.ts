import { formatNumber } from "./format.ts";

/** Words of find in page. */
export const reading = {
  noMatches: "No matches",
  position: (at: number, all: number): string => (at === 0 ? `${formatNumber(all)} found` : `${formatNumber(at)} of ${formatNumber(all)}`),
  previousMatch: "Previous match",
  nextMatch: "Next match",
  closeFind: "Close find",
} as const;
