import type { SimilarPlace } from "../../src-shared/contract/index.ts";

/** A place as the address holds it: `p123` a passage, `d7:12` a document at a line, `s<id>:12` a session at a line. */
export function formatSimilarPlace(place: SimilarPlace): string {
  if ("passageId" in place) return `p${place.passageId}`;
  return ("documentId" in place ? `d${place.documentId}:` : `s${place.sessionId}:`) + (place.line ?? "");
}

/** The place of an address, or null when it holds none. */
export function parseSimilarPlace(text: string): SimilarPlace | null {
  const [, kind, name = "", lineText = ""] =
    /^(?:(p)(\d{1,16})|([ds])(.+):(\d{0,9}))$/s.exec(text)?.filter((part) => part !== undefined) ?? [];
  const line = lineText === "" || Number(lineText) < 1 ? {} : { line: Number(lineText) };
  if (kind === "s") return { sessionId: name, ...line };
  const id = Number(name);
  if (kind === undefined || !/^\d+$/.test(name) || !Number.isSafeInteger(id)) return null;
  return kind === "p" ? { passageId: id } : { documentId: id, ...line };
}
