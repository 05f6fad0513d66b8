import type { MachineStore } from "../store/machine-store.ts";
import type { Remote } from "../store/service.ts";

export interface LibraryFollower {
  /** The storage's process says that its library lost something: it may end before it says so, or before it is heard. */
  lost(): void;
  /** Which library the server holds, at each look. */
  seen(library: string): void;
}

export interface LibraryFollowerParts {
  readonly machine: Remote<MachineStore>;
  /** Where the library lies: another place holds another library, which is no loss. */
  readonly place: string;
  /** Marks everything here as not read yet, and resolves when that is kept. */
  readonly readAnew: () => Promise<void>;
  readonly onError: (error: unknown) => void;
}

const KEY = "storage.library";

/**
 * Has everything on this machine read again when the server's library is not the one of last time. Which one that was is noted
 * here, after the fact: a process killed between the two finds it out once more.
 */
export function followLibrary({ machine, place, readAnew, onError }: LibraryFollowerParts): LibraryFollower {
  let line: Promise<void> = Promise.resolve();
  let known: string | null = null;
  let isRead = false;

  function inTurn(work: () => Promise<void>): void {
    line = line.then(work).catch(onError);
  }
  async function read(): Promise<void> {
    await readAnew();
    isRead = true;
  }
  return {
    lost: () => inTurn(read),
    seen(library) {
      if (library === known) return;
      known = library;
      inTurn(async () => {
        try {
          const before = JSON.parse((await machine.readValue(KEY)) ?? "null") as { place: string; library: string } | null;
          if (before !== null && before.place === place && before.library !== library && !isRead) await read();
          isRead = false;
          await machine.writeValue(KEY, JSON.stringify({ place, library }));
        } catch (error) {
          known = null;
          throw error;
        }
      });
    },
  };
}
