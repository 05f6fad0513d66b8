import { readdirSync, readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { expect, test } from "vitest";

const ROOT = resolve(import.meta.dirname, "../../../src-renderer");
const SHARED = new Set(["app", "reading", "strings", "styles", "transport", "ui"]);

const files = readdirSync(ROOT, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)).replaceAll("\\", "/"));
const featureOf = (file: string): string => file.split("/")[0] ?? "";

/** Class names that a feature's style sheets define. Style sheets are global: a name that two features use would style both. */
function definedBy(): ReadonlyMap<string, ReadonlySet<string>> {
  const features = new Map<string, Set<string>>();
  for (const file of files.filter((name) => name.endsWith(".css"))) {
    const css = readFileSync(join(ROOT, file), "utf8").replace(/\/\*[\s\S]*?\*\//g, "");
    for (const [selector] of css.matchAll(/[^{}]+(?=\{)/g)) {
      // A class inside a feature's own element (`.timeline .mono`) is no clash: what counts is the first of each selector.
      for (const [, name = ""] of selector.matchAll(/(?:^|,)\s*\.([A-Za-z][\w-]*)/g)) {
        const names = features.get(featureOf(file)) ?? new Set();
        features.set(featureOf(file), names.add(name));
      }
    }
  }
  return features;
}

test("no feature is styled by another feature's style sheet", () => {
  const features = definedBy();
  const clashes: string[] = [];
  for (const file of files.filter((name) => name.endsWith(".tsx"))) {
    const own = featureOf(file);
    if (SHARED.has(own)) continue;
    const text = readFileSync(join(ROOT, file), "utf8");
    const used = [...text.matchAll(/className="([^"]+)"/g)].flatMap(([, names = ""]) => names.split(" "));
    for (const name of used) {
      for (const [feature, names] of features) {
        if (feature !== own && !SHARED.has(feature) && names.has(name)) clashes.push(`${file}: .${name} is styled in ${feature}`);
      }
    }
  }
  expect(clashes).toEqual([]);
});
