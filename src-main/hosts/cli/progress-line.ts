/** One line on standard error that is written over; nothing where there is no terminal. */
export interface ProgressLine {
  show(text: string): void;
  end(): void;
}

export function createProgressLine(enabled: boolean): ProgressLine {
  if (!enabled) return { show: () => undefined, end: () => undefined };
  const clear = "\r\u001B[2K";
  return {
    show: (text) => void process.stderr.write(`${clear}${text.slice(0, (process.stderr.columns ?? 80) - 1)}`),
    end: () => void process.stderr.write(clear),
  };
}
