import { expect, test } from "vitest";
import { whileCompacting } from "../../../src-main/core/store/turso/while-compacting.ts";

/** As libSQL 0.5.29 passes on what sqld 0.24.32 says. */
const REFUSED = 'Replication(Client(Status { code: Unavailable, message: "snapshot not found", metadata: MetadataMap { headers: {} } }))';

function failing(times: number, message: string): { readonly ask: () => Promise<string>; readonly asked: () => number } {
  let asked = 0;
  return {
    asked: () => asked,
    async ask() {
      if (++asked <= times) throw new Error(message);
      return "frames";
    },
  };
}
const noPause = async (): Promise<void> => undefined;

test("a server that compacts its log is asked again until it answers, not for ever", async () => {
  const some = failing(5, REFUSED);
  expect(await whileCompacting(some.ask, noPause)).toBe("frames");
  expect(some.asked()).toBe(6);
  const always = failing(Infinity, REFUSED);
  await expect(whileCompacting(always.ask, noPause)).rejects.toThrow("snapshot not found");
  expect(always.asked()).toBe(30);
});

test("any other failure is told at once", async () => {
  const other = failing(1, "Replication(PrimaryHandshakeTimeout)");
  await expect(whileCompacting(other.ask, noPause)).rejects.toThrow("PrimaryHandshakeTimeout");
  expect(other.asked()).toBe(1);
});
