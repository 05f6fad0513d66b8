/** Offsets of a text's line starts (LF, CR LF or CR), for turning UTF-16 offsets into 0-based lines and back. */
export class LineTable {
  readonly text: string;
  readonly #starts: number[] = [0];
  #last = 0;

  constructor(text: string) {
    this.text = text;
    const loneReturns = /\r(?!\n)/.test(text);
    if (loneReturns) {
      for (const end of text.matchAll(/\r\n|\n|\r/g)) this.#starts.push(end.index + end[0].length);
    } else {
      for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) this.#starts.push(at + 1);
    }
  }

  get count(): number {
    return this.#starts.length;
  }

  startOf(line: number): number {
    return this.#starts[line] ?? this.text.length;
  }

  /** Where the line's text ends: before its line end. */
  endOf(line: number): number {
    const next = this.startOf(line + 1);
    let end = line + 1 < this.#starts.length ? next - 1 : next;
    if (end > this.startOf(line) && this.text.charCodeAt(end - 1) === 13) end -= 1;
    return end;
  }

  /** The line an offset is in. Near-constant where offsets ascend, as they do in a walk. */
  lineAt(offset: number): number {
    let line = this.#last;
    for (let steps = 0; steps < 8; steps += 1) {
      if (this.startOf(line) > offset) break;
      if (line + 1 >= this.#starts.length || (this.#starts[line + 1] ?? 0) > offset) return (this.#last = line);
      line += 1;
    }
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return (this.#last = low);
  }

  isBlankBetween(from: number, to: number): boolean {
    for (let at = from; at < to; at += 1) {
      const code = this.text.charCodeAt(at);
      if (code !== 32 && (code < 9 || code > 13) && code !== 0xfeff && code !== 0xa0) return false;
    }
    return true;
  }

  isBlank(line: number): boolean {
    return this.isBlankBetween(this.startOf(line), this.endOf(line));
  }
}
