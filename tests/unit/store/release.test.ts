import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openConnection, releaseConnections } from "../../../src-main/core/store/sqlite/connection.ts";

let folder = "";
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), "verdigris-release-"))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("releasing connections", () => {
  it("unmaps the file and answers the same afterwards; a closed connection is passed over", () => {
    const path = join(folder, "library.db");
    const writer = openConnection({ path });
    writer.database.exec("CREATE TABLE word (text TEXT); INSERT INTO word VALUES ('verdigris'), ('patina')");
    writer.close();
    const reader = openConnection({ path, readonly: true });
    const words = (): unknown[] => reader.sql("SELECT text FROM word ORDER BY text").all();
    const before = words();
    // Where the system tells what is mapped, the test sees it come and go.
    if (process.platform === "linux") expect(readFileSync("/proc/self/maps", "utf8")).toContain(path);
    releaseConnections();
    if (process.platform === "linux") expect(readFileSync("/proc/self/maps", "utf8")).not.toContain(`${path}\n`);
    expect(words()).toEqual(before);
    expect(before).toHaveLength(2);
    reader.close();
    releaseConnections();
  });
});
