import { untilAborted } from "../until-aborted.ts";
import { configNaming, isSameStorage, namedStorage, settingsFor } from "../storage/named-storage.ts";
import type { MoveLibrary } from "../storage/storage-service.ts";
import { openLibrary, type OpenLibrary } from "./open-library.ts";
import { serveLibrary, type LibraryParts, type ServedLibrary } from "./serve-library.ts";
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
  return {
    retired: () => get().board.retired(),
    async to(target, { signal, prepare, isLost }) {
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
      const left = board.current();
      board.leave();
      await left.leave();
      const next = serveLibrary(opened, parts);
      board.replace(next);
      await next.begin(isLost);
      const { kind, place } = namedStorage(named);
      parts.logger.info("Another storage serves.", { kind, place });
      parts.emit("storage.moved", { kind, place });
    },
  };
}

/** Of one on a server opening tells nothing yet. */
async function answers({ storage }: OpenLibrary): Promise<void> {
  await Promise.all([storage.store.info(), storage.reader.info()]);
}
