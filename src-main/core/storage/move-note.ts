import { randomUUID } from "node:crypto";
import type { MachineStore } from "../store/machine-store.ts";
import type { Remote } from "../store/service.ts";
import { isSameStorage, targetOf, type NamedStorage, type StorageTarget } from "./named-storage.ts";

/** What a switch tells other processes on the same data folder: that the settings which they see change follow a copy that was compared. */
export interface MoveNotes {
  write(from: NamedStorage, target: StorageTarget): Promise<void>;
  /** Whether the library was copied from the one to the other since this process opened the one. Settings changed by hand say nothing of that. */
  tellsOf(from: NamedStorage, to: NamedStorage): Promise<boolean>;
}

interface MoveNote {
  readonly id: string;
  readonly from: NamedStorage;
  readonly target: StorageTarget;
}

const KEY = "storage.moved";

export function moveNotes(machine: Remote<MachineStore>): MoveNotes {
  const read = async () => JSON.parse((await machine.readValue(KEY)) ?? "null") as MoveNote | null;
  const before = read().catch(() => null);
  return {
    write: (from, target) => machine.writeValue(KEY, JSON.stringify({ id: randomUUID(), from, target } satisfies MoveNote)),
    async tellsOf(from, to) {
      const [known, note] = [await before, await read()];
      if (note === null || note.id === known?.id || !isSameStorage(note.from, from)) return false;
      const { kind, path, url } = targetOf(to);
      return note.target.kind === kind && note.target.path === path && note.target.url === url;
    },
  };
}
