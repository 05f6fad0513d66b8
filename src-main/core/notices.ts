import type { StatusProblem } from "../../src-shared/contract/host.ts";

/** What mended itself, and its user should know: it stands in the status until the next start. */
export interface Notices {
  add(id: string, message: string): void;
  list(): readonly StatusProblem[];
}

export function createNotices(onChange: () => void): Notices {
  const messages = new Map<string, string>();
  return {
    add(id, message) {
      messages.set(id, message);
      onChange();
    },
    list: () => [...messages].map(([id, message]) => ({ id, message, screen: "settings" })),
  };
}
