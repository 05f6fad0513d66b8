/**
 * Where each character of a Markdown node's value stands in its source. A value leaves out what is only markup (escapes, quote
 * marks of continued lines, code fences), so it is matched greedily: each character at its next occurrence.
 * @returns offsets in `source`, one a character, or null when the value cannot be found in it (entities such as `&copy;`).
 */
export function alignValue(source: string, value: string): Uint32Array | null {
  const offsets = new Uint32Array(value.length);
  const direct = source.indexOf(value);
  if (direct >= 0) {
    for (let at = 0; at < value.length; at++) offsets[at] = direct + at;
    return offsets;
  }
  let cursor = 0;
  for (let at = 0; at < value.length; at++) {
    const found = source.indexOf(value.charAt(at), cursor);
    if (found < 0) return null;
    offsets[at] = found;
    cursor = found + 1;
  }
  return offsets;
}

/** The part of a value that lies in `[start, end)` of its source; null when none does. */
export function valueRange(offsets: Uint32Array, start: number, end: number): { start: number; end: number } | null {
  let first = 0;
  while (first < offsets.length && (offsets[first] ?? 0) < start) first++;
  let last = first;
  while (last < offsets.length && (offsets[last] ?? 0) < end) last++;
  return last > first ? { start: first, end: last } : null;
}
