import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { followLibrary, type LibraryFollower } from "../../../src-main/core/storage/follow-library.ts";
import type { MachineStore } from "../../../src-main/core/store/machine-store.ts";
import type { Remote } from "../../../src-main/core/store/service.ts";
import { openMachineStore } from "../../../src-main/core/store/sqlite/machine-db.ts";

describe("following which library a server holds", () => {
  let folder: string;
  let machine: MachineStore;
  const readAnew = vi.fn(() => Promise.resolve());
  const follow = (place = "http://a"): LibraryFollower =>
    followLibrary({ machine: machine as unknown as Remote<MachineStore>, place, readAnew, onError: () => undefined });
  const noted = (library: string): Promise<void> =>
    vi.waitFor(async () => expect(await machine.readValue("storage.library")).toContain(`"${library}"`), 60_000);

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "verdigris-follow-"));
    machine = openMachineStore(join(folder, "machine.db"), folder);
    readAnew.mockReset();
  });
  afterEach(async () => {
    await machine.close();
    rmSync(folder, { recursive: true });
  });

  test("the first one, and the same one, are no loss; another one is, once, also after a restart", async () => {
    follow().seen("one:1");
    await noted("one:1");
    follow().seen("one:1");
    expect(readAnew).not.toHaveBeenCalled();
    const follower = follow();
    follower.seen("two:1");
    follower.seen("two:1");
    await noted("two:1");
    follow().seen("two:1");
    expect(readAnew).toHaveBeenCalledTimes(1);
  });

  test("a loss that was told and then seen is read once", async () => {
    follow().seen("one:1");
    await noted("one:1");
    const follower = follow();
    follower.lost();
    follower.seen("one:2");
    await noted("one:2");
    expect(readAnew).toHaveBeenCalledTimes(1);
  });

  test("another place's library is no loss", async () => {
    follow().seen("one:1");
    await noted("one:1");
    follow("http://b").seen("two:1");
    await noted("two:1");
    expect(readAnew).not.toHaveBeenCalled();
  });

  test("what could not be marked as unread is not noted: the next look tries again", async () => {
    follow().seen("one:1");
    await noted("one:1");
    readAnew.mockRejectedValueOnce(new Error("disk full"));
    const follower = follow();
    follower.seen("two:1");
    await vi.waitFor(() => expect(readAnew).toHaveBeenCalledTimes(1), 60_000);
    await new Promise(setImmediate);
    expect(await machine.readValue("storage.library")).toContain("one:1");
    follower.seen("two:1");
    await noted("two:1");
    expect(readAnew).toHaveBeenCalledTimes(2);
  });
});
