import type { SessionSurroundings, SessionView } from "../../../src-shared/contract/index.ts";
import { formatDateTime } from "../../strings/format.ts";

/** Styles of an exported page: readable alone, light and dark, on paper too. */
const STYLES = `:root{color-scheme:light dark}body{font:16px/1.6 system-ui,sans-serif;margin:2rem auto;max-width:46rem;padding:0 1rem}
h1{line-height:1.25}h2{margin-top:2.5rem;border-bottom:1px solid #8884}h3{margin-top:2rem}h4{margin:1rem 0 .25rem}pre{overflow:auto;padding:.75rem;background:#8881}
code{font-family:ui-monospace,monospace;font-size:.92em}table{border-collapse:collapse}td,th{border:1px solid #8884;padding:.25rem .5rem}a{color:inherit}
ul,ol{padding-left:1.4rem}svg{display:none}`;

/** The session as one HTML file that needs nothing else: what the reader shows, without its controls. */
export function sessionHtml(view: SessionView, article: Element): string {
  const copy = article.cloneNode(true) as Element;
  for (const control of copy.querySelectorAll("svg, .grade, [hidden], .visually-hidden, .commit-body")) control.remove();
  for (const button of copy.querySelectorAll("button")) button.replaceWith(...button.childNodes);
  for (const link of copy.querySelectorAll("a")) {
    // Links into the app lead nowhere outside it.
    if (!/^https?:/.test(link.getAttribute("href") ?? "")) link.replaceWith(...link.childNodes);
  }
  for (const element of copy.querySelectorAll("*")) {
    for (const { name } of Array.from(element.attributes)) if (name !== "href") element.removeAttribute(name);
  }
  const { title, startedAt } = view.session;
  const date = startedAt === null ? "" : ` (${formatDateTime(startedAt)})`;
  return `<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>${escaped(title + date)}</title><style>${STYLES}</style></head><body>${copy.innerHTML}</body></html>\n`;
}

/** Everything known of the session, for programs. */
export function sessionJson(view: SessionView, surroundings: SessionSurroundings | null): string {
  return `${JSON.stringify({ ...view, related: surroundings?.related ?? [], beliefs: surroundings?.beliefs ?? [] }, null, 2)}\n`;
}

/** Hands the text to the browser as a file to save. */
export function saveText(fileName: string, type: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  const link = document.createElement("a");
  link.href = url;
  link.download = fileName;
  link.click();
  // The download has its own hold on the data once it has begun.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
