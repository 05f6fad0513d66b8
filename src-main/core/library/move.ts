import { coreContract, type CoreHandlers } from "../../../src-shared/contract/index.ts";
import { messageOf, VerdigrisError } from "../../../src-shared/rpc/errors.ts";
import { applyRestore, dropStaged, stagedDatabases } from "../backup/restore-backup.ts";
import { untilAborted } from "../until-aborted.ts";
import { configNaming, isSameStorage, namedStorage, settingsFor } from "../storage/named-storage.ts";
import type { MoveLibrary } from "../storage/storage-service.ts";
import { openLibrary, type OpenLibrary } from "./open-library.ts";
import type { LibraryParts, ServedLibrary } from "./serve-library.ts";
import type { Switchboard } from "./switchboard.ts";

export interface MoveParts {
  readonly parts: LibraryParts;
  readonly board: Switchboard<ServedLibrary>;
}

/**
 * The change-over to another storage: the new one is opened beside the old one, with nothing changed yet; when it answers, the settings
 * are written, the old library ends what it does by itself, and the new one takes its place. Reads never wait, and clients stay connected.
 * @param get asked at each move: the library that moves is a part of what it moves in.
 */
export function createMove(get: () => MoveParts): MoveLibrary {
  async function serve(opened: OpenLibrary, isLost: boolean): Promise<void> {
    const { parts, board } = get();
    const { serveLibrary } = await import("./serve-library.ts");
    const next = serveLibrary(opened, parts);
    board.replace(next);
    await next.begin(isLost);
    const { kind, place } = namedStorage(opened.config);
    parts.logger.info("Another library serves.", { kind, place });
    parts.emit("storage.moved", { kind, place });
  }
  return {
    retired: () => get().board.retired(),

    async to(target, { signal, prepare, onNamed, isLost }) {
      const { parts, board } = get();
      const { config, paths } = parts;
      const named = configNaming(config, target);
      const opened = await openLibrary({ ...parts, config: named });
      try {
        await untilAborted(signal, answers(opened));
        await prepare();
        signal.throwIfAborted();
        if (!isSameStorage(namedStorage(config), namedStorage(named))) await config.set(settingsFor(target, paths.home));
      } catch (error) {
        await opened.close();
        throw error;
      }
      await onNamed();
      board.leave();
      await board.current().leave();
      await serve(opened, isLost);
    },

    async toRestored(signal) {
      const { parts, board } = get();
      await tryStaged(parts, signal);
      const left = board.current();
      board.leave();
      // Its files are to be moved. Calls that this cuts off are made again on the next one.
      await left.leave();
      await left.close();
      const restored = await applyRestore(parts, parts.logger).catch((error: unknown) => {
        parts.logger.error("A backup was not put in the library's place. The next start goes on with it.", { error });
        return false;
      });
      try {
        await serve(await openLibrary(parts), false);
      } catch (error) {
        board.replace(brokenLibrary(error));
        throw error;
      }
      return restored;
    },
  };
}

/** Opens the copy where it lies, which migrates it too: one that cannot serve is given up before anything is changed. */
async function tryStaged(parts: LibraryParts, signal: AbortSignal): Promise<void> {
  const { home } = parts.paths;
  const { knowledge, machine } = stagedDatabases(home);
  const config = configNaming(parts.config, { kind: "sqlite", path: knowledge, url: "" });
  try {
    const opened = await openLibrary({ ...parts, config, paths: { ...parts.paths, machineDatabase: machine } });
    await answers(opened).finally(() => opened.close());
    signal.throwIfAborted();
  } catch (error) {
    await dropStaged(home);
    throw error;
  }
}

/** Of one on a server opening tells nothing yet. */
async function answers({ storage }: OpenLibrary): Promise<void> {
  await Promise.all([storage.store.info(), storage.reader.info()]);
}

/** What stands where no library could be opened again. */
function brokenLibrary(error: unknown): ServedLibrary {
  const nothing = (): Promise<void> => Promise.resolve();
  const refuse = (): never => {
    throw new VerdigrisError("unavailable", `The library could not be opened again: ${messageOf(error)} Start Verdigris again.`);
  };
  return {
    handlers: Object.fromEntries(Object.keys(coreContract.methods).map((name) => [name, refuse])) as unknown as CoreHandlers,
    announceEmbedding: () => undefined,
    begin: nothing,
    stopMoving: nothing,
    settle: nothing,
    rest: nothing,
    leave: nothing,
    close: nothing,
  };
}
