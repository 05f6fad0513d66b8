import markdownIt from "markdown-it";
import type { Report } from "./report.ts";

/** HTML in the text is shown as text; images would be fetched when the file is opened, and stay links. */
const markdown = markdownIt({ html: false, linkify: false, typographer: false }).disable("image");
const { escapeHtml } = markdown.utils;
/** Whatever program another scheme starts, a text that was found somewhere does not link to it. */
markdown.validateLink = (url) => /^(?:https?:|mailto:|[^:]*$|[./#?][^]*$)/i.test(url.trim());

const STYLE = `:root{color-scheme:light dark}body{font:15px/1.55 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.5rem;line-height:1.25}h2{font-size:1.15rem;margin-top:2rem;border-bottom:1px solid #8884}h3{font-size:1rem;margin-bottom:.25rem}
pre,code{font:13px/1.45 ui-monospace,monospace}pre{overflow-x:auto;padding:.75rem;background:#8881;border-radius:6px}
table{border-collapse:collapse}td,th{border:1px solid #8884;padding:.2rem .5rem;text-align:left}.facts{color:#777;padding-left:1rem}`;
/** Nothing is loaded and nothing runs, whatever the text says. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/** One file that needs nothing else: no script, no image, no style from elsewhere. */
export function toHtml({ title, facts, sections }: Report): string {
  const body = [`<h1>${escapeHtml(title)}</h1>`];
  if (facts.length > 0) body.push(`<ul class="facts">${facts.map((fact) => `<li>${escapeHtml(fact)}</li>`).join("")}</ul>`);
  for (const section of sections) {
    if (section.heading !== "") body.push(`<h${section.level}>${escapeHtml(section.heading)}</h${section.level}>`);
    if (section.markdown.trim() !== "") body.push(markdown.render(section.markdown));
  }
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${escapeHtml(title)}</title>
<style>${STYLE}</style>
</head>
<body>
${body.join("\n")}
</body>
</html>
`;
}
