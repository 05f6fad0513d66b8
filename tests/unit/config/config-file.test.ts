import { chmod, lstat, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { editConfig, loadConfig } from "../../../src-main/core/config/config-file.ts";
import { openConfig, type ConfigService } from "../../../src-main/core/config/config-service.ts";
import { writeFileAtomic } from "../../../src-main/core/config/write-file-atomic.ts";
import type { Logger } from "../../../src-main/core/log/logger.ts";
import { resolvePaths } from "../../../src-main/core/paths.ts";
import { defaultConfig } from "../../../src-shared/config/schema.ts";

let home: string;
let file: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "verdigris-config-"));
  file = join(home, "config.toml");
});
afterEach(() => rm(home, { recursive: true, force: true }));

const temporaryFiles = async (): Promise<string[]> => (await readdir(home)).filter((name) => name.endsWith(".tmp"));

describe("loading", () => {
  test("without a file gives the defaults and makes none", async () => {
    expect(await loadConfig(file)).toEqual({
      path: file,
      source: "defaults",
      text: null,
      config: defaultConfig(),
      problems: [],
      broken: false,
    });
    expect(await readdir(home)).toEqual([]);
  });

  test("what is no text file is broken, with a problem, and no failure", async () => {
    const asFolder = join(home, "folder");
    await mkdir(asFolder);
    const binary = join(home, "binary");
    await writeFile(binary, Buffer.from([0x61, 0xff, 0xfe]));
    const huge = join(home, "huge");
    await writeFile(huge, "#".repeat(1024 * 1024 + 1));
    for (const [path, words] of [
      [asFolder, "is not a file"],
      [binary, "is not UTF-8"],
      [huge, "is too large"],
      [join(binary, "below-a-file"), "ENOTDIR"],
    ] as const) {
      const loaded = await loadConfig(path);
      expect(loaded).toMatchObject({ source: "defaults", broken: true, config: defaultConfig(), problems: [{ line: null, key: null }] });
      expect(loaded.problems[0]?.message).toContain(words);
      await expect(editConfig(path, { "appearance.theme": "dark" })).rejects.toMatchObject({
        code: expect.stringMatching(/corrupt|permission/) as string,
      });
    }
  });
});

describe("editing", () => {
  test("makes the file when there is none, explained, for the user alone", async () => {
    const { config, source } = await editConfig(file, { "appearance.theme": "dark" });
    expect(config).toEqual({ ...defaultConfig(), appearance: { ...defaultConfig().appearance, theme: "dark" } });
    expect(source).toBe("file");
    expect(await readFile(file, "utf8")).toContain('# theme = "system"\ntheme = "dark"\n');
    if (process.platform !== "win32") expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  test.skipIf(process.platform === "win32")("keeps the file's mode, and a link stays a link", async () => {
    const real = join(home, "dotfiles.toml");
    await writeFile(real, "# mine\n");
    await chmod(real, 0o640);
    await symlink(real, file);
    await editConfig(file, { "logging.level": "debug" });
    expect((await lstat(file)).isSymbolicLink()).toBe(true);
    expect(await readFile(real, "utf8")).toBe('# mine\n\n[logging]\nlevel = "debug"\n');
    expect((await stat(real)).mode & 0o777).toBe(0o640);
  });

  test("never touches a broken file", async () => {
    const text = "theme = dark # oops\n";
    await writeFile(file, text);
    await expect(editConfig(file, { "appearance.theme": "dark" })).rejects.toMatchObject({
      code: "corrupt",
      message: expect.stringContaining("line 1") as string,
      details: { line: 1 },
    });
    expect(await readFile(file, "utf8")).toBe(text);
    expect(await temporaryFiles()).toEqual([]);
  });

  test("does not write when nothing changes", async () => {
    await writeFile(file, "[indexing]\nthreads = 0x2\n");
    const before = await stat(file, { bigint: true });
    await editConfig(file, { "indexing.threads": 2, "keys.summon": null });
    const after = await stat(file, { bigint: true });
    expect([after.ino, after.mtimeNs]).toEqual([before.ino, before.mtimeNs]);
  });

  test("many at once all arrive", async () => {
    const wanted = {
      "indexing.threads": 3,
      "indexing.watch": false,
      "appearance.theme": "dark",
      "search.mode": "lexical",
      "logging.level": "debug",
    };
    await Promise.all(Object.entries(wanted).map(([key, value]) => editConfig(file, { [key]: value })));
    const { config } = await loadConfig(file);
    expect(config.indexing).toMatchObject({ threads: 3, watch: false });
    expect([config.appearance.theme, config.search.mode, config.logging.level]).toEqual(["dark", "lexical", "debug"]);
    expect(await temporaryFiles()).toEqual([]);
  });

  test("one that fails does not hold up the next", async () => {
    const failing = editConfig(file, { "indexing.threads": -1 });
    const next = editConfig(file, { "indexing.threads": 1 });
    await expect(failing).rejects.toMatchObject({ code: "invalid-input" });
    expect((await next).config.indexing.threads).toBe(1);
  });
});

describe("replacing a file", () => {
  test("asks right before it does, and leaves no trace when the answer is no", async () => {
    await writeFile(file, "old");
    const asked = vi.fn(async () => {
      expect(await readFile(file, "utf8")).toBe("old");
      expect(await temporaryFiles()).toHaveLength(1);
      return false;
    });
    expect(await writeFileAtomic(file, "new", asked)).toBe(false);
    expect(asked).toHaveBeenCalledOnce();
    expect(await readFile(file, "utf8")).toBe("old");
    expect(await temporaryFiles()).toEqual([]);
    expect(await writeFileAtomic(file, "new")).toBe(true);
    expect(await readFile(file, "utf8")).toBe("new");
  });
});

describe("the service", () => {
  const logger = { error: vi.fn(), warn: vi.fn(), info: vi.fn(), debug: vi.fn(), setLevel: vi.fn(), close: vi.fn() } satisfies Logger;
  let service: ConfigService;
  const open = async (): Promise<ConfigService> => (service = await openConfig(resolvePaths({ VERDIGRIS_HOME: home }), logger));
  /** Waits for the service to tell a state. A file being written can be read half-way; what counts is what it comes to. */
  const until = (isSo: () => boolean): Promise<void> =>
    new Promise((resolve) => {
      const stop = service.onChange(() => {
        if (!isSo()) return;
        stop();
        resolve();
      });
    });
  afterEach(() => service.close());

  test("follows edits by hand, also by editors that replace the file, and its level is the log's", async () => {
    await open();
    expect(logger.setLevel).toHaveBeenLastCalledWith("info");
    let changed = until(() => service.current().logging.level === "debug");
    await writeFile(file, '[logging]\nlevel = "debug"\n');
    await changed;
    expect(logger.setLevel).toHaveBeenLastCalledWith("debug");
    changed = until(() => service.view().broken);
    await writeFileAtomic(file, "[logging]\nlevel = loud\n");
    await changed;
    expect(service.view()).toMatchObject({ broken: true, problems: [{ line: 2, column: 9 }] });
    expect(service.current()).toEqual(defaultConfig());
    expect(logger.warn).toHaveBeenCalledWith("A problem in the configuration.", expect.objectContaining({ line: 2 }));
    await expect(service.set({ "logging.level": "info" })).rejects.toMatchObject({ code: "corrupt" });
    changed = until(() => !service.view().broken);
    await rm(file);
    await changed;
    expect(service.view()).toMatchObject({ broken: false, problems: [] });
  });

  test("tells a change of its own once", async () => {
    await open();
    const told: unknown[] = [];
    service.onChange(() => told.push(service.view().values["appearance.density"]));
    await service.set({ "appearance.density": "compact" });
    expect(told).toEqual(["compact"]);
    // A change by hand comes after whatever the watcher still had to say of our own.
    const changed = until(() => service.current().logging.level === "warn");
    await writeFileAtomic(file, '[logging]\nlevel = "warn"\n');
    await changed;
    expect(told).toEqual(["compact", "comfortable"]);
  });

  test("gives paths and caps as the core wants them", async () => {
    await writeFile(file, '[sqlite]\npath = "deep/k.db"\n[indexing]\nmax_file_bytes = 5000\n');
    await open();
    expect(service.databasePath()).toBe(join(home, "deep", "k.db"));
    expect(service.sourceCaps()).toMatchObject({ maxFileBytes: 5000, maxTranscriptBytes: 50_000_000 });
    expect(JSON.parse(JSON.stringify(service.view()))).toEqual(service.view());
  });
});
