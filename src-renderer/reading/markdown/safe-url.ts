/** What a link in a document may lead to. */
export type LinkTarget =
  | { readonly kind: "external"; readonly href: string }
  /** A place in this app: only hrefs that our own plugins write. */
  | { readonly kind: "internal"; readonly href: string }
  /** A file of the same repository, relative to the document (or to the root when it starts with `/`). */
  | { readonly kind: "file"; readonly path: string; readonly line: number | null }
  /** A heading of the same document. */
  | { readonly kind: "anchor"; readonly slug: string }
  | { readonly kind: "none" };

const EXTERNAL = /^(?:https?:|mailto:)/i;

/** Classifies a link. Schemes other than http, https and mailto lead nowhere. */
export function linkTarget(url: string): LinkTarget {
  const trimmed = url.trim();
  if (trimmed.startsWith("#/")) return { kind: "internal", href: trimmed };
  if (trimmed.startsWith("#")) return { kind: "anchor", slug: decode(trimmed.slice(1)).toLowerCase() };
  if (EXTERNAL.test(trimmed)) return URL.canParse(trimmed) ? { kind: "external", href: trimmed } : { kind: "none" };
  if (trimmed === "" || /^[a-z][a-z\d+.-]*:/i.test(trimmed) || trimmed.startsWith("//")) return { kind: "none" };
  const [path = "", fragment = ""] = trimmed.split("#", 2);
  const line = /^L(\d+)/.exec(fragment)?.[1];
  return { kind: "file", path: decode(path.split("?", 1)[0] ?? ""), line: line === undefined ? null : Number(line) };
}

/** The repository path that a relative link in the document at `from` names; null when it leaves the repository. */
export function resolvePath(from: string, link: string): string | null {
  const parts = link.startsWith("/") ? [] : from.split("/").slice(0, -1);
  for (const part of link.split("/")) {
    if (part === "" || part === ".") continue;
    if (part !== "..") parts.push(part);
    else if (parts.pop() === undefined) return null;
  }
  return parts.join("/");
}

/** A heading's anchor as GitHub makes it. */
export function slugOf(heading: string): string {
  return heading
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, "")
    .replace(/ /g, "-");
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
