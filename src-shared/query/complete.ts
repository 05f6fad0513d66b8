import type { Span } from "./ast.ts";
import { COUNT_SUGGESTIONS, DATE_SUGGESTIONS, FIELDS, fieldNamed } from "./fields.ts";
import type { FieldName } from "./fields.ts";
import { quote } from "./format.ts";

const SUGGESTED = { text: [], date: DATE_SUGGESTIONS, number: COUNT_SUGGESTIONS } as const;

export interface QueryCompletion {
  /** Shown in the list. */
  readonly label: string;
  /** Put in place of `replace`. */
  readonly insert: string;
  readonly detail: string;
}

export interface QueryCompletions {
  /** The part of the text that an item replaces. */
  readonly replace: Span;
  readonly items: readonly QueryCompletion[];
  /** Set when the cursor is in a value that only the library knows (a repository, a path): ask for values with this prefix. */
  readonly wanted: { readonly field: FieldName; readonly prefix: string } | null;
}

/** What can be typed at `cursor`: fields while a word is being typed, values after a field's colon. Values of the library come from the core. */
export function completeQuery(text: string, cursor: number): QueryCompletions {
  const end = Math.max(0, Math.min(Math.trunc(cursor) || 0, text.length));
  const start = partStart(text, end);
  const part = text.slice(start, end);
  const field = /^([A-Za-z-]+):(?!:)/.exec(part);
  const spec = field?.[1] === undefined ? undefined : fieldNamed(field[1]);
  if (field !== null && spec !== undefined) {
    const value = part.slice(field[0].length);
    const cut = spec.list ? Math.max(value.lastIndexOf(","), value.lastIndexOf("|")) + 1 : 0;
    const typed = value.slice(cut);
    const prefix = typed.replace(/^"/, "").toLowerCase();
    const replace = { start: start + field[0].length + cut, end };
    const values = spec.values ?? SUGGESTED[spec.shape];
    const chosen = value.slice(0, cut).split(/[,|]/);
    const items = values
      .filter((candidate) => candidate.startsWith(prefix) && !chosen.includes(candidate))
      .map((candidate) => valueItem(candidate, spec.description));
    const asks = spec.values === null && spec.shape === "text";
    return { replace, items, wanted: asks ? { field: spec.name, prefix: typed.replace(/^"/, "") } : null };
  }
  const none = { replace: { start, end }, items: [], wanted: null };
  // Nothing typed yet: stay silent, a list that opens on every space is in the way.
  if (!/^[A-Za-z]+$/.test(part)) return none;
  const prefix = part.toLowerCase();
  const items = FIELDS.flatMap((candidate) => {
    const name = [candidate.name, ...candidate.aliases].find((alias) => alias.startsWith(prefix));
    return name === undefined ? [] : [{ label: `${name}:`, insert: `${name}:`, detail: candidate.description }];
  });
  return { ...none, items };
}

/** Quoted where the value needs it. */
export function valueItem(value: string, detail: string): QueryCompletion {
  return { label: value, insert: /[\s"(),|]/.test(value) ? quote(value) : value, detail };
}

/** Where the part that holds the cursor starts: after the last white space or parenthesis outside quotes, and after a minus. */
function partStart(text: string, end: number): number {
  let start = 0;
  let quoted = false;
  for (let at = 0; at < end; at++) {
    const char = text.charAt(at);
    if (quoted && char === "\\") at++;
    else if (char === '"') quoted = !quoted;
    else if (!quoted && (/\s/.test(char) || char === "(")) start = at + 1;
  }
  start = Math.min(start, end);
  return text.charAt(start) === "-" && start < end ? start + 1 : start;
}
