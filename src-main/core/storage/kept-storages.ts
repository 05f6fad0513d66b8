import { randomUUID } from "node:crypto";
import { statSync } from "node:fs";
import type { KeptStorage } from "../../../src-shared/contract/storage.ts";
import { VerdigrisError } from "../../../src-shared/rpc/errors.ts";
import type { MachineStore } from "../store/machine-store.ts";
import type { Remote } from "../store/service.ts";
import { deleteReplica } from "../store/turso/replica-files.ts";
import type { NamedStorage } from "./named-storage.ts";

/** Databases that earlier switches left behind, until the user lets them go. */
export interface KeptStorages {
  list(): Promise<readonly KeptStorage[]>;
  /** Notes one. Done before another is named: a crash between the two leaves a note about a storage that is still in use. */
  keep(storage: NamedStorage): Promise<void>;
  /** Deletes its file; of one on a server only the note. @throws VerdigrisError "not-found", and "conflict" for a place that is in use. */
  remove(id: string, used: readonly NamedStorage[]): Promise<void>;
}

const KEPT = "storage.kept";

export function keptStorages(machine: Remote<MachineStore>): KeptStorages {
  async function list(): Promise<readonly KeptStorage[]> {
    return JSON.parse((await machine.readValue(KEPT)) ?? "[]") as readonly KeptStorage[];
  }
  const write = (all: readonly KeptStorage[]): Promise<void> => machine.writeValue(KEPT, JSON.stringify(all));
  return {
    list,
    async keep({ kind, place }) {
      const bytes = kind === "turso-remote" ? 0 : (statSync(place, { throwIfNoEntry: false })?.size ?? 0);
      const one: KeptStorage = { id: randomUUID(), kind, place, bytes, since: new Date().toISOString() };
      await write([...(await list()).filter((storage) => storage.place !== place), one]);
    },
    async remove(id, used) {
      const all = await list();
      const one = all.find((storage) => storage.id === id);
      if (one === undefined) throw new VerdigrisError("not-found", "There is no such storage.", { id });
      if (used.some(({ place }) => place === one.place)) throw new VerdigrisError("conflict", "This storage is in use.", { id });
      if (one.kind !== "turso-remote") deleteReplica(one.place);
      await write(all.filter((storage) => storage !== one));
    },
  };
}
