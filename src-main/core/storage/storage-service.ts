import type { RestoreReport } from "../../../src-shared/contract/host.ts";
import type { ConnectionCheck, ConnectionReport, CopyStep, StorageView, SwitchReport } from "../../../src-shared/contract/storage.ts";
import { messageOf } from "../../../src-shared/rpc/errors.ts";
import type { ConfigService } from "../config/config-service.ts";
import type { Logger } from "../log/logger.ts";
import type { KnowledgeReader } from "../store/knowledge-store.ts";
import type { MachineStore } from "../store/machine-store.ts";
import type { Remote } from "../store/service.ts";
import type { WriteHold } from "../store/write-hold.ts";
import { keptStorages } from "./kept-storages.ts";
import { createMover, type MoveLibrary } from "./mover.ts";
import { isSameStorage, namedStorage, resolveTarget, type StorageTarget } from "./named-storage.ts";
import type { StorageParts } from "./open-storage.ts";
import { testServer } from "./test-server.ts";

export type { MoveLibrary } from "./mover.ts";
export type { StorageTarget } from "./named-storage.ts";

export interface StorageService {
  view(): Promise<StorageView>;
  test(
    target: StorageTarget,
    token: string | null,
    signal: AbortSignal,
    progress: (check: ConnectionCheck) => void,
  ): Promise<ConnectionReport>;
  /** Without `copy` the new storage begins as it is, and the repositories on this machine are read into it. */
  switchTo(target: StorageTarget, copy: boolean, signal: AbortSignal, progress: (step: CopyStep) => void): Promise<SwitchReport>;
  /** Opens the storage that the settings name, where they were changed by hand; the repositories on this machine are read into it. */
  useNamed(signal: AbortSignal): Promise<void>;
  /** Verifies a backup and puts it in the library's place. @throws as `stageRestore`, and what opening the copy threw: nothing is changed then. */
  restore(folder: string, signal: AbortSignal): Promise<RestoreReport>;
  /** Tries at once whether the server of the storage in use can be reached; what it finds is in the view. */
  reconnect(): Promise<StorageView>;
  /** Null forgets it. */
  saveToken(token: string | null): Promise<void>;
  removeKept(id: string): Promise<void>;
  /** To be called before the process ends, and before `stopMoving`: what it wrote is then where the settings say that the library is. */
  settle(): Promise<void>;
  /** Cancels a switch that is under way, and resolves when none is. */
  stopMoving(): Promise<void>;
}

export interface StorageServiceParts extends StorageParts {
  /** The configuration by which the storage that serves was opened: the settings may name another one since. */
  readonly serving: ConfigService;
  readonly writes: WriteHold;
  readonly reader: Remote<KnowledgeReader>;
  readonly machine: Remote<MachineStore>;
  readonly logger: Logger;
  readonly move: MoveLibrary;
  /** Marks everything on this machine as not read yet. */
  readonly markUnread: () => Promise<void>;
  /** Whoever reaches a server does it anew, with the token as it is now. */
  readonly reconnect: () => Promise<void>;
  readonly onChange: (view: StorageView) => void;
}

export function createStorageService(parts: StorageServiceParts): StorageService {
  const { config, paths, secrets } = parts;
  const serving = namedStorage(parts.serving);
  const kept = keptStorages(parts.machine);
  const mover = createMover({ ...parts, servingNow: serving, kept, onFollowed: announce });

  async function view(): Promise<StorageView> {
    const info = { problem: "", ...(await parts.reader.info().catch(unreachable)) };
    const variable = config.current().turso.token_env;
    const next = namedStorage(config);
    return {
      kind: serving.kind,
      place: serving.place,
      next: isSameStorage(next, serving) ? null : { kind: next.kind, place: next.place, problem: mover.problem() },
      engine: info.engine,
      schemaVersion: info.schemaVersion,
      bytes: info.bytes,
      problem: info.problem,
      token: { source: secrets.readToken(variable).source, variable, osKeychain: secrets.osKeychain },
      kept: (await kept.list()).filter(({ place }) => place !== serving.place && place !== next.place),
    };
  }
  async function announce(): Promise<void> {
    parts.onChange(await view());
  }

  return {
    view,
    test: (target, token, signal, progress) => testServer(parts, resolveTarget(target, paths.home), token, signal, progress),
    switchTo: mover.switchTo,
    useNamed: mover.useNamed,
    restore: mover.restore,
    settle: mover.settle,
    stopMoving: mover.stop,

    async reconnect() {
      await parts.reconnect();
      return view();
    },

    async saveToken(token) {
      if (token === null) secrets.forgetToken();
      else await secrets.saveToken(token);
      // What was refused is tried again by itself; whether it works is told by its state.
      void parts.reconnect().catch((error: unknown) => parts.logger.warn("The storage was not reached with the new token.", { error }));
      await announce();
    },

    async removeKept(id) {
      // The storage before this one may still answer its last calls.
      await parts.move.retired();
      await kept.remove(id, [serving, namedStorage(config)]);
      await announce();
    },
  };
}

/** A storage that cannot be read can still be left for another. */
function unreachable(error: unknown): { engine: string; schemaVersion: number; bytes: number; problem: string } {
  return { engine: "", schemaVersion: 0, bytes: 0, problem: messageOf(error) };
}
