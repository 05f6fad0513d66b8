import type { Turn } from "../../../src-shared/domain/index.ts";

/** What was said in a turn, without what was thought and done. */
export function saidIn(turn: Turn): string {
  return turn.parts
    .map((part) => (part.kind === "text" ? part.text : ""))
    .filter((text) => text !== "")
    .join("\n\n")
    .trim();
}
