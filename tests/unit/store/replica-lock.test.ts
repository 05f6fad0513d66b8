import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { holderOf, lockReplica } from "../../../src-main/core/store/turso/replica-lock.ts";

describe("the lock of a replica", () => {
  let folder: string;
  let path: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "verdigris-lock-"));
    path = join(folder, "replica.db");
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  test("is held by one, who is named, and free again when let go; nothing is left beside", () => {
    const lock = lockReplica(path);
    expect(lock).not.toBeNull();
    expect(holderOf(path)).toBe(process.pid);
    expect(lockReplica(path)).toBeNull();
    lock?.release();
    expect(holderOf(path)).toBeNull();
    expect(readdirSync(folder)).toEqual([]);
  });

  test("of a living process is respected, of a killed one taken over", async () => {
    const other = spawn(process.execPath, [
      "--input-type=module",
      "-e",
      `import { lockReplica } from ${JSON.stringify(join(import.meta.dirname, "../../../src-main/core/store/turso/replica-lock.ts"))};
       lockReplica(${JSON.stringify(path)}); console.log("held"); setInterval(() => {}, 1e6);`,
    ]);
    await once(other.stdout, "data");
    expect(holderOf(path)).toBe(other.pid);
    expect(lockReplica(path)).toBeNull();
    const exited = once(other, "exit");
    other.kill("SIGKILL");
    await exited;
    const lock = lockReplica(path);
    expect(lock).not.toBeNull();
    expect(holderOf(path)).toBe(process.pid);
    lock?.release();
    expect(existsSync(`${path}.lock`)).toBe(false);
  });

  test.skipIf(process.platform !== "linux")(
    "of an ended process whose id another one has by now is taken over (start times are known on Linux only)",
    () => {
      writeFileSync(`${path}.lock`, JSON.stringify({ pid: process.pid, startedAt: "another boot/1" }));
      expect(lockReplica(path)).not.toBeNull();
    },
  );

  test.each(["", "{", "0", "null", '{"pid":-1,"startedAt":""}'])("that says %j is taken over", (content) => {
    writeFileSync(`${path}.lock`, content);
    expect(lockReplica(path)).not.toBeNull();
  });
});
