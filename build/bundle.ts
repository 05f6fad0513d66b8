import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";

/** The checkout's root. */
export const ROOT = join(import.meta.dirname, "..");

export type BundleName = "main" | "preload" | "renderer";

/** What each bundle is made of: when none of it has changed, the bundle is not made again. */
const SOURCES: Readonly<Record<BundleName, readonly string[]>> = {
  main: ["src-main/core", "src-main/hosts", "src-main/workers", "src-shared"],
  preload: ["src-main/preload", "src-main/hosts/electron", "src-shared"],
  renderer: ["src-renderer", "src-shared"],
};
const CONFIGURATION = ["electron.vite.config.ts", "package-lock.json", "tsconfig.base.json"];

/** Brings the named bundles up to date under `out/`. Prints one line for each that had to be made. */
export async function ensureBundles(names: readonly BundleName[], print: (line: string) => void = () => undefined): Promise<void> {
  const stale = names.filter((name) => readStamp(name) !== fingerprint(name));
  if (stale.length === 0) return;
  await locked(async () => {
    for (const name of stale) {
      const made = fingerprint(name);
      if (readStamp(name) === made) continue;
      print(`Building ${name}…`);
      await build(name);
      writeFileSync(stampPath(name), made);
    }
  });
}

/** electron-vite's own factories make the very configuration of `electron-vite build`, one bundle at a time. */
async function build(name: BundleName): Promise<void> {
  const { MainConfigFactory, PreloadConfigFactory, RendererConfigFactory, loadConfigFromFile } = await import("electron-vite");
  const vite = await import("vite");
  const { config } = await loadConfigFromFile({ command: "build", mode: "production" }, undefined, ROOT, "warn");
  const inline = { root: ROOT, mode: "production", logLevel: "warn" as const };
  const factories = {
    main: () => new MainConfigFactory(config.main ?? {}, inline, { root: ROOT }),
    preload: () => new PreloadConfigFactory(config.preload ?? {}, inline, { root: ROOT }),
    renderer: () => new RendererConfigFactory(config.renderer ?? {}, { ...inline, root: join(ROOT, "src-renderer") }, { root: ROOT }),
  };
  rmSync(join(ROOT, "out", name), { recursive: true, force: true });
  const { build: options, ...rest } = await factories[name]().build();
  await vite.build({ ...rest, configFile: false, logLevel: "warn", ...(options === undefined ? {} : { build: options as never }) });
}

function fingerprint(name: BundleName): string {
  const hash = createHash("sha256");
  const visit = (path: string): void => {
    const stat = statSync(path);
    if (!stat.isDirectory()) return void hash.update(`${relative(ROOT, path)}\0${stat.size}\0${stat.mtimeMs}\n`);
    for (const entry of readdirSync(path).sort()) if (entry !== "tsconfig.json") visit(join(path, entry));
  };
  for (const source of [...SOURCES[name], ...CONFIGURATION]) visit(join(ROOT, source));
  return hash.digest("hex");
}

function stampPath(name: BundleName): string {
  return join(ROOT, "out", `.${name}.stamp`);
}

function readStamp(name: BundleName): string | null {
  try {
    return readFileSync(stampPath(name), "utf8");
  } catch {
    return null;
  }
}

/** One build at a time on one checkout: a folder is made as the lock, and a lock older than two minutes is a dead process's. */
async function locked(work: () => Promise<void>): Promise<void> {
  const lock = join(ROOT, "out", ".lock");
  mkdirSync(join(ROOT, "out"), { recursive: true });
  for (;;) {
    try {
      mkdirSync(lock);
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      if (Date.now() - (statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? 0) > 120_000) rmSync(lock, { recursive: true, force: true });
      else await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
  try {
    await work();
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}
