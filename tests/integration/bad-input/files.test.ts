import { closeSync, ftruncateSync, mkdirSync, openSync, rmSync, symlinkSync, truncateSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createSampleRepository, type FixtureRepository } from "../../support/fixture-repository.ts";
import { startTestCore, type TestCore } from "../../support/test-core.ts";

let core: TestCore;
let repository: FixtureRepository;

beforeEach(async () => {
  repository = createSampleRepository();
  core = await startTestCore();
});
afterEach(async () => {
  await core.stop();
  repository.remove();
});

/** Indexes, checks that the good files are in, and gives the reason for each that is not. */
async function reasons(): Promise<Readonly<Record<string, string>>> {
  const { report, repositoryId } = await core.index(repository.root);
  expect(report.state).toBe("done");
  expect((await search("keeps ships off the rocks"))[0]).toMatchObject({ path: "README.md" });
  const listed = await core.client.call("library.quarantine", { repositoryId });
  return Object.fromEntries(listed.map((file) => [file.path, file.reason]));
}

async function search(text: string) {
  return (await core.client.call("search.query", { text })).results;
}

test("a file that is not UTF-8 is read as what it is", async () => {
  repository.write("latin.md", Buffer.from("# Caf\u00e9\n\nna\u00efve prose, long enough to be text\n", "latin1"));
  repository.write("wide.md", Buffer.from("\uFEFF# Wide\n\nwindmill prose\n", "utf16le"));
  repository.write("torn.md", Buffer.concat([Buffer.from("# Torn\n\nsundial prose that ends in "), Buffer.of(0xe2, 0x82)]));
  expect(await reasons()).toEqual({});
  expect((await search("caf\u00e9 type:doc"))[0]).toMatchObject({ path: "latin.md" });
  expect((await search("windmill"))[0]).toMatchObject({ path: "wide.md" });
  expect((await search("sundial"))[0]).toMatchObject({ path: "torn.md" });
});

test("a binary file named .md is told from text", async () => {
  repository.write(
    "binary.md",
    Uint8Array.from({ length: 4000 }, (_, index) => index % 256),
  );
  repository.write("noise.md", Buffer.from(Array.from({ length: 4000 }, (_, index) => 0x80 + ((index * 7919) % 127))));
  expect(await reasons()).toEqual({ "binary.md": "It is binary, not text.", "noise.md": "It is binary, not text." });
});

test("a line of 100 MB, and one of a megabyte within the cap, cost one entry each", async () => {
  const file = openSync(join(repository.root, "line.txt"), "w");
  const part = Buffer.alloc(10_000_000, "x");
  for (let n = 0; n < 10; n++) writeSync(file, part);
  closeSync(file);
  repository.write("bundle.js", Buffer.alloc(1_000_000, "x"));
  const found = await reasons();
  expect(found["line.txt"]).toMatch(/^100000000 bytes; the limit is \d+/);
  expect(found["bundle.js"]).toMatch(/lines of more than 50,000 characters/);
});

test("a line of 40 MB in records that are no transcript is not read under a transcript's larger cap", async () => {
  const file = openSync(join(repository.root, "transcript.jsonl"), "w");
  writeSync(file, '{"text":"');
  for (let n = 0; n < 4; n++) writeSync(file, Buffer.alloc(10_000_000, "word "));
  writeSync(file, '"}\n');
  closeSync(file);
  expect((await reasons())["transcript.jsonl"]).toMatch(/^It has 40,000,012 bytes; the limit is /);
});

test("a sparse file of 2 GB is never read", async () => {
  const file = openSync(join(repository.root, "sparse.md"), "w");
  ftruncateSync(file, 2 * 1024 ** 3);
  closeSync(file);
  expect((await reasons())["sparse.md"]).toMatch(/^2147483648 bytes/);
});

test("links that loop and links that leave the root are named and not followed", async () => {
  symlinkSync(".", join(repository.root, "loop"));
  symlinkSync("b", join(repository.root, "a"));
  symlinkSync("a", join(repository.root, "b"));
  symlinkSync("/etc", join(repository.root, "outside"));
  symlinkSync("/etc/hostname", join(repository.root, "hostname.md"));
  const link = "A symbolic link, which is not followed.";
  expect(await reasons()).toEqual({ loop: link, a: link, b: link, outside: link, "hostname.md": link });
  expect(await search("path:outside")).toEqual([]);
});

test("files that vanish, shrink and turn into folders during the run", async () => {
  for (let n = 0; n < 400; n++) repository.write(`notes/${n}.md`, `# Note ${n}\n\nbarnacle ${n}\n`);
  const { runId, repositoryId } = await core.client.call("library.add", { path: repository.root });
  let done = false;
  const changing = (async () => {
    for (let n = 399; n >= 0 && !done; n -= 2) {
      const path = join(repository.root, `notes/${n}.md`);
      rmSync(path);
      if (n % 5 === 0) mkdirSync(path);
      truncateSync(join(repository.root, `notes/${n - 1}.md`), 3);
      if (n % 20 === 19) await new Promise((resolve) => setImmediate(resolve));
    }
  })();
  const report = await core.client.call("library.awaitRun", { runId });
  done = true;
  await changing;
  expect(report.state).toBe("done");
  for (let n = 1; n < 400; n += 2) rmSync(join(repository.root, `notes/${n}.md`), { recursive: true, force: true });
  for (let n = 0; n < 400; n += 2) writeFileSync(join(repository.root, `notes/${n}.md`), `# Note ${n}\n\nbarnacle ${n}\n`);
  await core.index(repository.root);
  const [summary] = await core.client.call("library.list", {});
  expect(summary?.id).toBe(repositoryId);
  expect((await core.client.call("search.query", { text: "barnacle path:notes", limit: 500 })).results).toHaveLength(200);
  expect((await core.client.call("host.doctor", {})).filter((finding) => !finding.ok)).toEqual([]);
});

test("what is not read is named once, and forgotten when it is gone", async () => {
  symlinkSync("/etc", join(repository.root, "outside"));
  await reasons();
  expect((await core.index(repository.root)).report).toMatchObject({ filesRead: 0, filesRemoved: 0 });
  expect(Object.keys(await reasons())).toEqual(["outside"]);
  rmSync(join(repository.root, "outside"));
  expect(await reasons()).toEqual({});
});
