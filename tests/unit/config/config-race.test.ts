/** Another program writes the file in the very moment between our reading it and replacing it. */
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { editConfig } from "../../../src-main/core/config/config-file.ts";

let beforeReplacing: () => Promise<void> = async () => {};
vi.mock(import("../../../src-main/core/config/write-file-atomic.ts"), async (importOriginal) => {
  const { writeFileAtomic } = await importOriginal();
  return {
    writeFileAtomic: async (path, content, mayReplace) => {
      await beforeReplacing();
      return writeFileAtomic(path, content, mayReplace);
    },
  };
});

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "verdigris-race-"));
  file = join(folder, "config.toml");
  await writeFile(file, "[indexing]\nthreads = 1\n");
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test("both changes are in the file", async () => {
  let times = 0;
  beforeReplacing = async () => {
    if (times++ < 2) await writeFile(file, `# edit ${times} by hand\n[indexing]\nthreads = 1\nwatch = false\n`);
  };
  const { config } = await editConfig(file, { "indexing.threads": 2 });
  expect(config.indexing).toMatchObject({ threads: 2, watch: false });
  expect(await readFile(file, "utf8")).toBe("# edit 2 by hand\n[indexing]\nthreads = 2\nwatch = false\n");
  expect(times).toBe(3);
});

test("a file that is made meanwhile is not replaced by a new one", async () => {
  await rm(file);
  beforeReplacing = async () => {
    beforeReplacing = async () => {};
    await writeFile(file, "# made by hand\n");
  };
  await editConfig(file, { "indexing.threads": 2 });
  expect(await readFile(file, "utf8")).toBe("# made by hand\n\n[indexing]\nthreads = 2\n");
});

test("a file broken meanwhile is left as it is", async () => {
  beforeReplacing = () => writeFile(file, "threads = ");
  await expect(editConfig(file, { "indexing.threads": 2 })).rejects.toMatchObject({ code: "corrupt" });
  expect(await readFile(file, "utf8")).toBe("threads = ");
});

test("a file that never rests is given up on", async () => {
  let times = 0;
  beforeReplacing = () => writeFile(file, `# ${times++}\n`);
  await expect(editConfig(file, { "indexing.threads": 2 })).rejects.toMatchObject({
    code: "conflict",
    message: expect.stringContaining("another program") as string,
  });
  expect(await readFile(file, "utf8")).toBe(`# ${times - 1}\n`);
});
