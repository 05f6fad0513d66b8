import { redactText } from "./redact.ts";
import { serializeFields } from "./serialize.ts";

export const LOG_LEVELS = ["error", "warn", "info", "debug"] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Facts beside the message, by name. An error goes into `error`. Secrets are taken out, by name and by shape. */
export type LogFields = Readonly<Record<string, unknown>>;

/** Writes to the log. None of its methods throws or waits. */
export interface Logger {
  error(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  debug(message: string, fields?: LogFields): void;
  setLevel(level: LogLevel): void;
  /** Writes what is left. Later messages are dropped. */
  close(): Promise<void>;
}

/** Where lines go. */
export interface LogSink {
  write(line: string): void;
  close(): Promise<void>;
}

/** A logger of JSON lines: `time`, `level`, `message`, then the fields. */
export function createLogger(sink: LogSink, level: LogLevel = "info", now: () => Date = () => new Date()): Logger {
  let threshold = LOG_LEVELS.indexOf(level);
  let isClosed = false;

  function log(at: LogLevel, message: string, fields: LogFields = {}): void {
    if (isClosed || LOG_LEVELS.indexOf(at) > threshold) return;
    const entry = { ...serializeFields(fields), time: now().toISOString(), level: at, message: redactText(message) };
    const { time, level: _level, message: _message, ...rest } = entry;
    sink.write(`${JSON.stringify({ time, level: at, message: entry.message, ...rest })}\n`);
  }

  return {
    error: (message, fields) => log("error", message, fields),
    warn: (message, fields) => log("warn", message, fields),
    info: (message, fields) => log("info", message, fields),
    debug: (message, fields) => log("debug", message, fields),
    setLevel: (next) => void (threshold = LOG_LEVELS.indexOf(next)),
    async close() {
      isClosed = true;
      await sink.close();
    },
  };
}
