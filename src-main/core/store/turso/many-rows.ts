import type { SqlValue, Statement } from "../ops/operation.ts";
import type { Change } from "../ops/write.ts";

/** An insert of one row: what stands before its values, and the values. */
const ONE_ROW = /^(\s*INSERT (?:OR REPLACE )?INTO [^()]+\([^()]*\)\s+VALUES )(\([?,\s]+\))\s*$/;
/** Bound values of one statement, well below SQLite's limit of 32,766. */
const MOST_VALUES = 4000;
const MOST_ROWS = 100;

/** Inserts of one row that stand next to each other, as inserts of many: a server runs these 20 times as fast. */
export function manyRows(changes: readonly Change[]): Statement[] {
  const statements: Statement[] = [];
  for (let at = 0; at < changes.length;) {
    const first = changes[at] as Change;
    const count = rowsTogether(changes, at);
    const match = count > 1 ? ONE_ROW.exec(first.sql) : null;
    if (match === null) {
      statements.push(first);
      at++;
      continue;
    }
    const [, head = "", values = ""] = match;
    const args: SqlValue[] = changes.slice(at, at + count).flatMap((change) => change.args);
    statements.push({ sql: head + Array.from({ length: count }, () => values).join(", "), args });
    at += count;
  }
  return statements;
}

function rowsTogether(changes: readonly Change[], at: number): number {
  const first = changes[at] as Change;
  const most = Math.min(MOST_ROWS, Math.floor(MOST_VALUES / Math.max(1, first.args.length)));
  let count = 1;
  while (count < most && changes[at + count]?.sql === first.sql) count++;
  return count;
}
