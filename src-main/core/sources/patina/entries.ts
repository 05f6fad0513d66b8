import type { SessionEntry } from "../../../../src-shared/domain/session.ts";

/** What an activity log heading says. */
export type EntryHeading = Pick<SessionEntry, "title" | "kind" | "startClock" | "endClock" | "since" | "at">;

// `14:05`, `~09:45`, `[01:25:09]`, `9:05`
const CLOCK = String.raw`~?\[?(\d{1,2}:\d{2})(?::\d{2})?\]?`;
const TIMED = new RegExp(String.raw`^${CLOCK}(?:\s*[-–—]\s*${CLOCK})?(?:\s+[-–—:]\s*|\s*:\s+|\s+|$)(.*)$`);
const AT = /\[([^\][\s@]{1,200})@([0-9a-f]{7,64})\]$/;
const SINCE = /\(covering since (\d{1,2}:\d{2}|session start)\)/i;
/** More of a heading is not looked at: it is no heading that anyone wrote. */
const MAX_HEADING = 500;
const END = /^(?:final update|session (?:end|complete|wrap-?up|summary|paused))/i;

/** Reads the text of an H3 of the activity log. Every heading is an entry; one without a clock is `untimed`. */
export function readEntryHeading(written: string): EntryHeading {
  const heading = written.slice(0, MAX_HEADING);
  const timed = TIMED.exec(heading);
  const rest = (timed?.[3] ?? heading).trim();
  const at = AT.exec(rest);
  const title = (at === null ? rest : rest.slice(0, at.index)).trim() || heading.trim();
  return {
    title,
    kind: kindOf(title, timed !== null),
    startClock: clock(timed?.[1]),
    endClock: clock(timed?.[2]),
    since: sinceOf(rest),
    at: at === null ? null : { branch: at[1] ?? "", commit: at[2] ?? "" },
  };
}

function sinceOf(text: string): string | null {
  const since = SINCE.exec(text)?.[1];
  if (since === undefined) return null;
  return clock(since) ?? "session start";
}

function kindOf(title: string, timed: boolean): SessionEntry["kind"] {
  if (END.test(title)) return "end";
  if (/^session start\b/i.test(title)) return "start";
  if (/^update\b/i.test(title)) return "update";
  if (/^note$/i.test(title)) return "note";
  return timed ? "titled" : "untimed";
}

/** `9:05` → `09:05`; null for anything that is no time of day. */
function clock(text: string | undefined): string | null {
  const match = /^(\d{1,2}):(\d{2})$/.exec(text ?? "");
  if (match === null || Number(match[1]) > 24 || Number(match[2]) > 59) return null;
  return `${(match[1] ?? "").padStart(2, "0")}:${match[2] ?? ""}`;
}

/** An entry's title without its `(covering since …)`: for breadcrumbs. */
export function entryTitle(entry: Pick<SessionEntry, "title">): string {
  return entry.title.replace(/\(covering since [^()]*\)/i, "").trim() || entry.title;
}
