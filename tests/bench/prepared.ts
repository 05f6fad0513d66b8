import { startTestCore, type TestCore } from "../support/test-core.ts";
import type { Bench } from "./bench.ts";
import { writeSyntheticLibrary } from "./synthetic-library.ts";

interface Prepared {
  /** The synthetic repository. */
  readonly root: string;
  /** The data folder in which it is indexed. */
  readonly home: string;
}

const made = new Map<number, Promise<Prepared>>();

/** The synthetic library of that many passages, indexed once for all sections. */
export function preparedLibrary(bench: Bench, passages: number): Promise<Prepared> {
  const known = made.get(passages) ?? prepare(bench, passages);
  made.set(passages, known);
  return known;
}

async function prepare(bench: Bench, passages: number): Promise<Prepared> {
  const root = bench.folder(`library-${passages}`);
  const home = bench.folder(`home-${passages}`);
  writeSyntheticLibrary(root, passages);
  await withCore(home, async (core) => void (await core.index(root)));
  return { root, home };
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
