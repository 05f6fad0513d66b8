import { VerdigrisError } from "../../../../src-shared/rpc/errors.ts";
import type { Read, Rows, Statement } from "../ops/operation.ts";
import { change, isDecided, type Change, type Held, type Write } from "../ops/write.ts";
import type { SqlClient } from "./client.ts";
import { codeOf, redactedMessageOf } from "./errors.ts";

/** How often a write is decided anew when other machines keep changing the same rows. */
const ATTEMPTS = 8;
const COUNT = change("UPDATE change_counter SET value = value + 1");

/** Runs a read. What it yields together goes out together. */
export async function runRead<T>(client: SqlClient, read: Read<T>): Promise<T> {
  let step = read.next();
  while (step.done !== true) step = read.next(await client.query(step.value));
  return step.value;
}

/**
 * Runs a write in one batch. What it decided by is repeated as guards at the head of the batch: when it has changed since,
 * nothing lands and the write is decided again.
 * @param only stands before everything: what fails unless this is the right database.
 * @returns whether it was counted: a write that decides on no change is none.
 */
export async function runWrite(client: SqlClient, write: () => Write, only: readonly Change[] = []): Promise<boolean> {
  for (let attempt = 1; ; attempt++) {
    const { guards, changes } = await decide(client, write());
    if (changes.length === 0) return false;
    try {
      await client.write([...only, ...guards, ...changes, COUNT]);
      return true;
    } catch (error) {
      if (isOvertaken(error) && attempt < ATTEMPTS) continue;
      throw conflictOf(error, changes) ?? error;
    }
  }
}

async function decide(client: SqlClient, write: Write): Promise<{ guards: readonly Change[]; changes: readonly Change[] }> {
  if (isDecided(write)) return { guards: [], changes: write };
  const guards: Change[] = [];
  let step = write.next();
  while (step.done !== true) {
    const asked = step.value;
    const answers = await client.query(asked.map(asJson));
    const texts = answers.map((rows) => (rows[0] as { readonly held: string }).held);
    asked.forEach((one, index) => guards.push(guard(one, texts[index] ?? "[]")));
    step = write.next(asked.map((one, index) => toRows(one, texts[index] ?? "[]")));
  }
  return { guards, changes: step.value };
}

/** The rows as one JSON text, which the same engine writes the same way again. */
function jsonOf({ columns, sql }: Held): string {
  return `SELECT json_group_array(json_array(${columns.join(", ")})) AS held FROM (${sql})`;
}

function asJson(one: Held): Statement {
  return { sql: jsonOf(one), args: one.args };
}

function guard(one: Held, text: string): Change {
  return change(`INSERT INTO write_guard (changed) SELECT 1 WHERE (${jsonOf(one)}) <> ?`, ...one.args, text);
}

function toRows({ columns }: Held, text: string): Rows {
  return (JSON.parse(text) as unknown[][]).map((values) => Object.fromEntries(columns.map((column, index) => [column, values[index]])));
}

/** The batch's guards found something else than what the write was decided by. */
export function isOvertaken(error: unknown): boolean {
  return codeOf(error) === "SQLITE_CONSTRAINT" && redactedMessageOf(error).includes("CHECK constraint failed: decided");
}

function conflictOf(error: unknown, changes: readonly Change[]): VerdigrisError | null {
  if (codeOf(error) !== "SQLITE_CONSTRAINT" || !/UNIQUE constraint failed: passage\.id/.test(redactedMessageOf(error))) return null;
  const conflict = changes.find((one) => one.conflict !== undefined)?.conflict;
  if (conflict === undefined) return null;
  return new VerdigrisError("conflict", "Two passages have the same identity by chance.", conflict.details, { cause: error });
}
