import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../../build/bundle.ts";
import { READERS_VERSION } from "../../src-main/core/indexer/readers-version.ts";
import { KNOWLEDGE_MIGRATIONS } from "../../src-main/core/store/schema/knowledge-schema.ts";
import { startTestCore, type TestCore } from "../support/test-core.ts";
import type { Bench } from "./bench.ts";
import { writeSyntheticLibrary } from "./synthetic-library.ts";

interface Prepared {
  /** The synthetic repository. */
  readonly root: string;
  /** The data folder in which it is indexed. */
  readonly home: string;
}

/** Libraries of this size take minutes to make: they are kept for the next run, and sections must not change them. */
const WORTH_KEEPING = 100_000;

/** By how much a library's size may differ from what was asked. */
const TOLERANCE = 0.1;

const made = new Map<number, Promise<Prepared>>();

/** The synthetic library of that many passages, indexed once for all sections. */
export function preparedLibrary(bench: Bench, passages: number): Promise<Prepared> {
  const known = made.get(passages) ?? prepare(bench, passages);
  made.set(passages, known);
  return known;
}

async function prepare(bench: Bench, passages: number): Promise<Prepared> {
  if (passages < WORTH_KEEPING) return make(bench.folder(`library-${passages}`), bench.folder(`home-${passages}`), passages);
  const folder = join(ROOT, ".cache/bench", `${passages}-${fingerprint()}`);
  const [root, home, complete] = [join(folder, "library"), join(folder, "home"), join(folder, "complete")];
  if (existsSync(complete)) return { root, home };
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(home, { recursive: true });
  // A repository of its own: else the one that holds the cache, this project, would be indexed instead.
  execFileSync("git", ["init", "-q", root]);
  await make(root, home, passages);
  writeFileSync(complete, "");
  return { root, home };
}

async function make(root: string, home: string, passages: number): Promise<Prepared> {
  writeSyntheticLibrary(root, passages);
  await withCore(home, async (core) => {
    await core.index(root);
    const { passages: made } = await core.client.call("host.status", {});
    if (Math.abs(made / passages - 1) > TOLERANCE) throw new Error(`The library has ${made} passages instead of about ${passages}.`);
  });
  return { root, home };
}

/** What an index of the synthetic library depends on. Whatever changes it makes another folder of `.cache/bench`. */
function fingerprint(): string {
  const generators = ["synthetic-library.ts", "prepared.ts"].map((name) => readFileSync(join(import.meta.dirname, name), "utf8"));
  return `${READERS_VERSION}-${KNOWLEDGE_MIGRATIONS.at(-1)?.version ?? 0}-${createHash("sha256").update(generators.join("")).digest("hex").slice(0, 12)}`;
}

/** A core on that data for as long as `work` takes. */
export async function withCore<T>(home: string, work: (core: TestCore) => Promise<T>, upkeep = false): Promise<T> {
  const core = await startTestCore({ home, upkeep });
  try {
    return await work(core);
  } finally {
    await core.stop();
  }
}
