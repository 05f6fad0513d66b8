import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { RunProgress } from "../../src-shared/contract/library.ts";
import { dumpDatabase } from "../support/dump-database.ts";
import { createSampleRepository, type FixtureRepository } from "../support/fixture-repository.ts";
import { startTestCore, type TestCore } from "../support/test-core.ts";

let core: TestCore;
let repository: FixtureRepository;

async function start(upkeep: boolean): Promise<void> {
  repository = createSampleRepository();
  core = await startTestCore({ upkeep });
}
afterEach(async () => {
  await core.stop();
  repository.remove();
});

async function paths(text: string): Promise<string[]> {
  return (await core.client.call("search.query", { text, limit: 500 })).results.map((result) => result.path);
}

/** What the watcher brings in is there sooner or later: nothing is started by hand. */
const eventually = (text: string) => expect.poll(() => paths(text), { timeout: 60_000, interval: 20 });

describe("a watched repository", () => {
  beforeEach(async () => {
    await start(true);
    await core.index(repository.root);
  });

  test("follows saves, atomic saves, renames, removals and commits by itself", async () => {
    repository.write("docs/new.md", "# New\n\nalbatross\n");
    await eventually("albatross").toEqual(["docs/new.md"]);
    // As most editors save: beside it, then over it.
    writeFileSync(join(repository.root, "docs/.new.md.tmp"), "# New\n\ncormorant\n");
    renameSync(join(repository.root, "docs/.new.md.tmp"), join(repository.root, "docs/new.md"));
    await eventually("cormorant").toEqual(["docs/new.md"]);
    expect(await paths("albatross type:doc")).toEqual([]);
    renameSync(join(repository.root, "docs/new.md"), join(repository.root, "docs/moved.md"));
    await eventually("cormorant").toEqual(["docs/moved.md"]);
    rmSync(join(repository.root, "docs/moved.md"));
    await eventually("cormorant").toEqual([]);
    const hash = repository.commit("Paint the guillemot");
    await eventually("guillemot type:commit").toEqual([hash]);
  });

  test("finds at the start, and when its watch is turned on, what was saved while nobody looked", async () => {
    const { repositoryId } = await core.index(repository.root);
    const says = (path: string, text: string) => eventually(text).toContain(path);
    await core.stopKeeping();
    repository.write("docs/closed.md", "# Closed\n\nThe gate was shut at noon.\n");
    core = await startTestCore({ home: core.home, upkeep: true });
    await says("docs/closed.md", "gate shut noon");

    await core.client.call("library.setWatch", { repositoryId, watch: false });
    repository.write("docs/unseen.md", "# Unseen\n\nA ferry passed behind the fog.\n");
    await core.client.call("library.setWatch", { repositoryId, watch: true });
    await says("docs/unseen.md", "ferry behind fog");
  });

  test("survives switching branches there and back", async () => {
    repository.git("checkout", "-q", "-b", "storm");
    repository.write("docs/storm.md", "# Storm\n\nhalyard\n");
    rmSync(join(repository.root, "src/lamp.rs"));
    repository.commit("Prepare for the storm");
    await eventually("halyard type:doc").toEqual(["docs/storm.md"]);
    await eventually("rotate_lamp type:code").toEqual([]);
    repository.git("checkout", "-q", "main");
    await eventually("halyard type:doc").toEqual([]);
    await eventually("rotate_lamp type:code").toEqual(["src/lamp.rs"]);
    expect((await core.client.call("host.doctor", {})).filter((finding) => !finding.ok)).toEqual([]);
  });
});

describe("one changed file", () => {
  test("costs one file, and its unchanged passages keep their rows", async () => {
    await start(false);
    const { report: first } = await core.index(repository.root);
    repository.write("README.md", "# Lighthouse\n\nKeeps ships off the rocks.\n\n## Storage\n\nReadings are kept on tape.\n");
    const { report } = await core.index(repository.root);
    expect(report).toMatchObject({ state: "done", filesRead: 1, filesRemoved: 0, commitsWritten: 0 });
    expect(report.passagesWritten).toBeLessThan(first.passagesWritten);
    expect(await paths("kept on tape")).toContain("README.md");
  });

  test("touched without a change costs a look and no write", async () => {
    await start(false);
    await core.index(repository.root);
    const before = dumpDatabase(core.home);
    repository.write(
      "README.md",
      "# Lighthouse\n\nKeeps ships off the rocks.\n\n## Storage\n\nReadings are kept in a ring buffer on disk.\n",
    );
    expect((await core.index(repository.root)).report).toMatchObject({ filesRead: 0, passagesWritten: 0 });
    expect(dumpDatabase(core.home)).toEqual(before);
  });
});

describe("history that has not changed is not read again", () => {
  beforeEach(async () => {
    await start(false);
    await core.index(repository.root);
  });
  const written = async (): Promise<number> => (await core.index(repository.root)).report.commitsWritten;

  test("and one new name is enough to look: a tag, a branch, a detached commit, packed or not", async () => {
    expect(await written()).toBe(0);
    const first = repository.git("rev-list", "--max-parents=0", "HEAD");
    repository.git("tag", "halyard", first);
    expect(await written()).toBe(1);
    expect(await paths("tag:halyard")).toEqual([first]);
    const tree = repository.git("rev-parse", "HEAD^{tree}");
    const elsewhere = repository.git("commit-tree", "-p", first, "-m", "Sail elsewhere", tree);
    repository.git("branch", "storm", elsewhere);
    expect(await written()).toBe(1);
    repository.git("pack-refs", "--all");
    expect(await written()).toBe(0);
    repository.git("tag", "-d", "halyard");
    expect(await written()).toBe(1);
    expect(await paths("tag:halyard")).toEqual([]);
    const alone = repository.git("commit-tree", "-p", elsewhere, "-m", "Sail alone", tree);
    repository.git("checkout", "-q", "--detach", alone);
    expect(await written()).toBe(1);
    expect(await written()).toBe(0);
  });

  test("but what a changed session links to is looked up", async () => {
    const links = async () => (await core.client.call("sessions.list", {})).sessions.map((one) => [one.ownId, one.commits]);
    const before = await links();
    const path = "layer/sessions/20260204-213118.md";
    repository.write(path, `${readFileSync(join(repository.root, path), "utf8")}\nThe keeper added a line.\n`);
    expect(await written()).toBe(0);
    expect(await links()).toEqual(before);
    expect(before[0]?.[1]).toBeGreaterThan(0);
  });
});

describe("a run", () => {
  beforeEach(async () => {
    await start(false);
    for (let n = 0; n < 500; n++) repository.write(`notes/${n}.md`, `# Note ${n}\n\nThe keeper saw ship ${n}.\n\n## Later\n\nIt passed.\n`);
  });

  const readDone = (progress: RunProgress): number => progress.phases.find((phase) => phase.phase === "read")?.done ?? 0;

  test("paused does no more work, and resumed comes to the same end", async () => {
    const { runId } = await core.client.call("library.add", { path: repository.root });
    await core.client.call("library.pause", { runId });
    const run = async () => (await core.client.call("library.list", {}))[0]?.run ?? null;
    // Batches under way when it was paused still land; then it rests.
    let before = -1;
    await expect
      .poll(
        async () => {
          const progress = await run();
          const done = progress === null ? -1 : readDone(progress);
          const rests = progress?.state === "paused" && done === before;
          before = done;
          return rests;
        },
        { timeout: 60_000, interval: 300 },
      )
      .toBe(true);
    expect(before).toBeLessThan(500);
    expect((await core.client.call("search.query", { text: "keeper" })).results).toBeDefined();
    const ended = core.client.call("library.awaitRun", { runId });
    await core.client.call("library.resume", { runId });
    expect(await ended).toMatchObject({ state: "done" });
    expect(await paths("keeper path:notes/")).not.toEqual([]);
    expect((await core.client.call("library.list", {}))[0]?.counts.documents.doc).toBe(502);
  });

  test("cancelled keeps what it had, and the next one reads only the rest", async () => {
    const { runId, repositoryId } = await core.client.call("library.add", { path: repository.root });
    const report = await core.client.call(
      "library.awaitRun",
      { runId },
      {
        onProgress: (progress) => {
          if (readDone(progress) > 0) void core.client.call("library.cancel", { runId }).catch(() => undefined);
        },
      },
    );
    const again = (await core.index(repository.root)).report;
    expect(again.state).toBe("done");
    if (report.state === "cancelled") {
      expect(report.message).toMatch(/stays searchable/);
      expect(again.filesRead).toBeLessThan(505);
      // Written before its file times were noted: read twice at most, lost never.
      expect(report.filesRead + again.filesRead).toBeGreaterThanOrEqual(505);
    }
    expect((await core.client.call("library.list", {})).find((one) => one.id === repositoryId)?.counts.documents.doc).toBe(502);
  });
});
