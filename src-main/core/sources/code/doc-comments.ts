/** Doc comments are kept up to this many characters; a licence or a table in a comment is not a summary. */
const MAX_DOC = 4000;

/** A comment as a person reads it: `///`, `//!`, `//`, `#`, `/** … *\/` marks and the common indentation are gone. */
export function plainComment(raw: string, xml = false): string {
  const lines: string[] = [];
  for (const line of raw.slice(0, MAX_DOC * 2).split(/\r\n|\n|\r/)) {
    const plain = line
      .replace(/\s*\*+\/\s*$/, "")
      .replace(/^\s*(?:\/\*[*!]*<?|\/\/[/!]*<?|#+!?|\*+(?=\s|$))\s?/, "")
      .trimEnd();
    // A rule drawn with punctuation (`// ------`) says nothing.
    lines.push(/^\s*[^\p{L}\p{N}]{3,}$/u.test(plain) ? "" : plain);
  }
  return tidy(xml ? withoutXml(lines.join("\n")) : lines.join("\n"));
}

/** A docstring without its quotes: common indentation of all but the first line removed (PEP 257). */
export function plainDocstring(text: string): string {
  return tidy(text.replace(/\r\n?/g, "\n"));
}

function withoutXml(text: string): string {
  return text
    .replace(/<(?:see|seealso|paramref|typeparamref)\s+\w+="(?:\w:)?([^"]*)"\s*\/>/g, "$1")
    .replace(/<(?:param|typeparam|exception)\s+\w+="(?:\w:)?([^"]*)"\s*>/g, "$1: ")
    .replace(/<\/?[A-Za-z][^<>]*>/g, "")
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, "&");
}

function tidy(text: string): string {
  const lines = text.split("\n").map((line) => line.trimEnd());
  while (lines.length > 0 && lines[0] === "") lines.shift();
  while (lines.length > 0 && lines[lines.length - 1] === "") lines.pop();
  let common = Infinity;
  for (const line of lines.slice(1)) if (line !== "") common = Math.min(common, line.length - line.trimStart().length);
  if (common === Infinity) common = 0;
  const out = lines.map((line, i) => (i === 0 ? line.trimStart() : line.slice(common)));
  return out
    .join("\n")
    .replace(/\n{3,}/g, "\n\n")
    .slice(0, MAX_DOC);
}
