import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { KnowledgeStore } from "../../../src-main/core/store/knowledge-store.ts";
import type { MachineStore } from "../../../src-main/core/store/machine-store.ts";
import type { Remote } from "../../../src-main/core/store/service.ts";
import { openMachineStore } from "../../../src-main/core/store/sqlite/machine-db.ts";
import { openSqliteStore } from "../../../src-main/core/store/sqlite/sqlite-store.ts";
import { createComparer } from "../../../src-main/core/sync/compare.ts";
import type { RoundParts } from "../../../src-main/core/sync/round.ts";
import { SHARED_BY_DEFAULT } from "../../../src-shared/contract/sync.ts";

/** This machine's library and a shared one, as a round sees them, and the databases themselves. */
export interface TwoLibraries {
  readonly local: KnowledgeStore;
  readonly shared: KnowledgeStore;
  readonly machine: MachineStore;
  /** Methods of either library, in the order they were called by rounds. Emptied by whoever looks. */
  readonly called: string[];
  readonly parts: RoundParts;
  close(): Promise<void>;
}

export function openTwoLibraries(): TwoLibraries {
  const folder = mkdtempSync(join(tmpdir(), "verdigris-libraries-"));
  const open = (name: string): KnowledgeStore => openSqliteStore({ path: join(folder, name), backupsDir: folder });
  const [local, shared] = [open("local.db"), open("shared.db")];
  const machine = openMachineStore(join(folder, "machine.db"), folder);
  const called: string[] = [];
  const noting = (store: KnowledgeStore): Remote<KnowledgeStore> =>
    Object.fromEntries(
      Object.entries(store).map(([name, method]) => [
        name,
        async (...args: never[]): Promise<unknown> => {
          called.push(name);
          return (method as (...args: never[]) => unknown)(...args);
        },
      ]),
    ) as unknown as Remote<KnowledgeStore>;
  return {
    local,
    shared,
    machine,
    called,
    parts: {
      local: noting(local),
      shared: noting(shared),
      machine: machine as unknown as Remote<MachineStore>,
      kinds: SHARED_BY_DEFAULT,
      comparer: createComparer(),
      signal: new AbortController().signal,
      onProgress: () => undefined,
    },
    async close() {
      for (const store of [local, shared, machine]) await store.close();
      rmSync(folder, { recursive: true });
    },
  };
}
