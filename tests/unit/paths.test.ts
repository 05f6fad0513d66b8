import { chmod, mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { preparePaths, resolvePaths } from "../../src-main/core/paths.ts";

describe("the data folder", () => {
  test.each([
    ["linux", {}, "/u/.local/share/verdigris"],
    ["linux", { XDG_DATA_HOME: "/data" }, "/data/verdigris"],
    ["linux", { XDG_DATA_HOME: "relative" }, "/u/.local/share/verdigris"],
    ["linux", { XDG_DATA_HOME: "" }, "/u/.local/share/verdigris"],
    ["darwin", { XDG_DATA_HOME: "/data" }, "/u/Library/Application Support/Verdigris"],
    ["linux", { VERDIGRIS_HOME: "/x/../v", XDG_DATA_HOME: "/data" }, "/v"],
  ] as const)("on %s with %j is %s", (platform, env, home) => {
    expect(resolvePaths(env, platform, "/u")).toEqual({
      home,
      config: `${home}/config.toml`,
      knowledgeDatabase: `${home}/knowledge.db`,
      machineDatabase: `${home}/machine.db`,
      logs: `${home}/logs`,
      backups: `${home}/backups`,
      cache: `${home}/cache`,
      models: `${home}/models`,
      archive: `${home}/archive`,
      networkLedger: `${home}/network.jsonl`,
    });
  });

  test("on Windows lies in AppData", () => {
    expect(resolvePaths({ APPDATA: "D:\\Roaming" }, "win32", "C:\\Users\\u").config).toBe("D:\\Roaming\\Verdigris\\config.toml");
    expect(resolvePaths({}, "win32", "C:\\Users\\u").home).toBe("C:\\Users\\u\\AppData\\Roaming\\Verdigris");
  });

  test("is refused when VERDIGRIS_HOME is relative: it would depend on where the app is started", () => {
    expect(() => resolvePaths({ VERDIGRIS_HOME: "here" })).toThrow(/VERDIGRIS_HOME is "here"\. Give it an absolute path\./);
  });
});

describe("preparing it", () => {
  let base: string;
  beforeEach(async () => {
    base = await mkdtemp(join(tmpdir(), "verdigris-paths-"));
  });
  afterEach(() => rm(base, { recursive: true, force: true }));

  test("makes the folders, for the user alone, and again changes nothing", async () => {
    const paths = preparePaths({ VERDIGRIS_HOME: join(base, "deep", "home") });
    for (const folder of [paths.home, paths.logs, paths.backups, paths.cache, paths.models, paths.archive]) {
      if (process.platform !== "win32") expect((await stat(folder)).mode & 0o777).toBe(0o700);
    }
    if (process.platform !== "win32") await chmod(paths.home, 0o750);
    expect(preparePaths({ VERDIGRIS_HOME: paths.home })).toEqual(paths);
    if (process.platform !== "win32") expect((await stat(paths.home)).mode & 0o777).toBe(0o750);
  });

  test("tells which file is in the way", async () => {
    const file = join(base, "file");
    await writeFile(file, "");
    for (const home of [file, join(file, "below")]) {
      expect(() => preparePaths({ VERDIGRIS_HOME: home })).toThrow(
        expect.objectContaining({
          code: "permission",
          message: expect.stringContaining(`${home} is in the way or lies below a file`) as string,
        }) as Error,
      );
    }
  });

  // Nobody is refused what root asks for, except by /proc.
  test.skipIf(process.platform !== "linux")("tells what cannot be written", () => {
    expect(() => preparePaths({ VERDIGRIS_HOME: "/proc/verdigris" })).toThrow(
      /\/proc\/verdigris cannot be written .* or set VERDIGRIS_HOME/,
    );
  });
});
