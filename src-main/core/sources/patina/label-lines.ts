import { headingText } from "../text-lines.ts";

/** A line that opens a block: `**Label:** …`, `**Label**: …`, a bold line of its own, or a heading below H2. */
export interface LabelLine {
  readonly form: "label" | "bold-line" | "heading";
  /** As written, without marks and colon. */
  readonly label: string;
  /** What follows the label in its line; empty for bold lines and headings. */
  readonly inline: string;
  /** For headings 1…6, else 0. */
  readonly level: number;
}

const COLON_INSIDE = /^\*\*([^*]+?):\*\*(.*)$/;
const COLON_OUTSIDE = /^\*\*([^*]+?)\*\*:(.*)$/;
const BOLD_LINE = /^\*\*([^*]+)\*\*\s*$/;

/** Reads a line that stands outside fences; null where it opens no block. */
export function readLabelLine(line: string): LabelLine | null {
  const first = line.charCodeAt(0);
  if (first === 35) {
    const level = /^#{2,6}(?!#)/.exec(line)?.[0].length ?? 0;
    const label = level === 0 ? null : headingText(line, level);
    return label === null ? null : { form: "heading", label, inline: "", level };
  }
  if (first !== 42 || line.charCodeAt(1) !== 42) return null;
  const labelled = COLON_INSIDE.exec(line) ?? COLON_OUTSIDE.exec(line);
  if (labelled !== null) {
    const label = (labelled[1] ?? "").trim();
    return label === "" ? null : { form: "label", label, inline: (labelled[2] ?? "").trim(), level: 0 };
  }
  const bold = (BOLD_LINE.exec(line)?.[1] ?? "").trim();
  // A whole sentence in bold is emphasis, not a label.
  if (!/[\p{L}\p{N}]/u.test(bold) || /[.!]$/.test(bold) || bold.length > 120) return null;
  return { form: "bold-line", label: bold, inline: "", level: 0 };
}
