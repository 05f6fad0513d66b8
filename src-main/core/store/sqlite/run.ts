import type { Read } from "../ops/operation.ts";
import type { Connection } from "./connection.ts";

/** Runs a read at once. */
export function runRead<T>(connection: Connection, read: Read<T>): T {
  let step = read.next();
  while (step.done !== true) step = read.next(step.value.map(({ sql, args }) => connection.sql(sql).all(...args)));
  return step.value;
}
