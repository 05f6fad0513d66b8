import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative, resolve } from "node:path";
import { afterAll, describe, expect, test } from "vitest";

const ROOT = resolve(import.meta.dirname, "../..");

/** What each zone may import: a file of one of these folders, or one of these packages. Read from ARCHITECTURE.md by people, from here by the test. */
const ZONES: readonly { readonly zone: string; readonly folders: readonly string[]; readonly packages: RegExp }[] = [
  { zone: "src-shared", folders: ["src-shared"], packages: /^zod$/ },
  { zone: "src-main/core", folders: ["src-main/core", "src-shared"], packages: /^(?!electron$|react)/ },
  { zone: "src-main/workers", folders: ["src-main/workers", "src-main/core", "src-shared"], packages: /^node:/ },
  {
    zone: "src-main/hosts/electron",
    folders: ["src-main/hosts/electron", "src-main/hosts/shared", "src-main/core", "src-shared"],
    packages: /^(node:|electron$)/,
  },
  {
    zone: "src-main/hosts/web",
    folders: ["src-main/hosts/web", "src-main/hosts/shared", "src-main/core", "src-shared"],
    packages: /^(node:|ws$|zod$)/,
  },
  { zone: "src-main/hosts/cli", folders: ["src-main/hosts", "src-main/core", "src-shared"], packages: /^(node:|commander$|zod$)/ },
  { zone: "src-main/preload", folders: ["src-main/preload", "src-shared"], packages: /^electron$/ },
  { zone: "src-renderer", folders: ["src-renderer", "src-shared"], packages: /^(?!node:|electron|better-sqlite3|sqlite-vec|@libsql)/ },
];
/** Folders of the renderer that every feature may use; all others are features. */
const SHARED_BY_FEATURES = ["app", "reading", "strings", "styles", "transport", "ui"];
const FEATURES = readdirSync(join(ROOT, "src-renderer"), { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !SHARED_BY_FEATURES.includes(entry.name))
  .map((entry) => entry.name);

describe("layers", () => {
  test.each(ZONES)("$zone imports only what it may", ({ zone, folders, packages }) => {
    const wrong = filesOf(zone).flatMap((file) =>
      importsOf(file)
        .filter((specifier) => !isAllowed(file, specifier, folders, packages))
        .map((specifier) => `${file} imports ${specifier}`),
    );
    expect(wrong).toEqual([]);
  });

  test.each([
    ["sqlite", /^(better-sqlite3|sqlite-vec)$/],
    ["turso", /^@libsql\//],
  ])("the driver of %s is imported only by its own store", (backend, driver) => {
    const users = filesOf("src-main").filter((file) => importsOf(file).some((specifier) => driver.test(specifier)));
    expect(users.filter((file) => !file.startsWith(`src-main/core/store/${backend}/`))).toEqual([]);
  });

  test("hosts import no store", () => {
    const wrong = filesOf("src-main/hosts").filter((file) => importsOf(file).some((specifier) => specifier.includes("/core/store/")));
    expect(wrong).toEqual([]);
  });

  test("features of the page never import each other", () => {
    const wrong = FEATURES.flatMap((feature) =>
      filesOf(`src-renderer/${feature}`).flatMap((file) =>
        importsOf(file)
          .filter((specifier) => specifier.startsWith("."))
          .map((specifier) => relative(ROOT, resolve(ROOT, dirname(file), specifier)))
          .filter((target) => FEATURES.some((other) => other !== feature && target.startsWith(`src-renderer/${other}/`)))
          .map((target) => `${file} imports ${target}`),
      ),
    );
    expect(wrong).toEqual([]);
  });
});

describe("lint finds a broken layer", () => {
  // A folder of its own with the project's rules: a probe among the sources would be seen by whatever else runs.
  const folder = mkdtempSync(join(tmpdir(), "verdigris-layers-"));
  cpSync(join(ROOT, ".oxlintrc.json"), join(folder, ".oxlintrc.json"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test.each([
    ["src-shared", 'import { readFileSync } from "node:fs";\nexport const probe = readFileSync;\n'],
    ["src-main/core", 'import { app } from "electron";\nexport const probe = app;\n'],
    ["src-main/core/api", 'import Database from "better-sqlite3";\nexport const probe = Database;\n'],
    ["src-renderer/app", 'import { createCore } from "../../src-main/core/create-core.ts";\nexport const probe = createCore;\n'],
    ["src-main/hosts/cli", 'import { openStore } from "../../core/store/store-factory.ts";\nexport const probe = openStore;\n'],
  ])("in %s", (zone, text) => {
    const probe = `${zone}/probe.ts`;
    const lint = () => execFileSync(join(ROOT, "node_modules/.bin/oxlint"), [probe], { cwd: folder, stdio: "pipe" });
    mkdirSync(join(folder, zone), { recursive: true });
    writeFileSync(join(folder, probe), text);
    expect(lint).toThrow();
    writeFileSync(join(folder, probe), "export const probe = 1;\n");
    lint();
  });
});

function filesOf(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)).replaceAll("\\", "/"));
}

function importsOf(file: string): string[] {
  const text = readFileSync(join(ROOT, file), "utf8");
  const statements = text.matchAll(/^(?:import|export)\b(?:[^"';]*?\bfrom)?\s*["']([^"']+)["']/gm);
  const calls = text.matchAll(/\bimport\(\s*["']([^"']+)["']\s*\)/g);
  return [...statements, ...calls].map((match) => match[1] ?? "");
}

function isAllowed(file: string, specifier: string, folders: readonly string[], packages: RegExp): boolean {
  if (!specifier.startsWith(".")) return packages.test(specifier);
  const target = relative(ROOT, resolve(ROOT, dirname(file), specifier)).replaceAll("\\", "/");
  return target === "package.json" || folders.some((folder) => target.startsWith(`${folder}/`));
}
