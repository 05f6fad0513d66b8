import { basename, extname, join } from "node:path";
import type { CopyStep } from "../../../src-shared/contract/storage.ts";
import { messageOf, VerdigrisError } from "../../../src-shared/rpc/errors.ts";
import { stageRestore } from "../backup/restore-backup.ts";
import { fileStamp } from "../file-stamp.ts";
import { connectThread } from "../store/connect.ts";
import { connectTursoStore } from "../store/connect-turso.ts";
import type { CopyReport } from "../store/copy-library.ts";
import type { KnowledgeStore } from "../store/knowledge-store.ts";
import type { Remote } from "../store/service.ts";
import { parsePrimaryUrl } from "../store/turso/primary-url.ts";
import { untilAborted } from "../until-aborted.ts";
import { copyWhole, findBeyond, isNothing, type WholeCopy } from "./copy-whole.ts";
import type { KeptStorages } from "./kept-storages.ts";
import { moveNotes } from "./move-note.ts";
import { isSameStorage, modeOf, namedStorage, resolveTarget, targetOf, type NamedStorage, type StorageTarget } from "./named-storage.ts";
import { processSpawner, tursoSettings } from "./open-storage.ts";
import type { StorageService, StorageServiceParts } from "./storage-service.ts";

/** Puts another storage in the place of the one that serves. */
export interface MoveLibrary {
  /**
   * Opens it, and only if it answers has `prepare` done, writes the settings, and lets it serve: from then on nothing can be cancelled.
   * Rejects when it cannot be opened; the old one then serves on, and the settings are as they were.
   */
  to(target: StorageTarget, options: MoveOptions): Promise<void>;
  /** Puts a staged backup in the library's place, if it can serve and no other process has the library open: whether it did. */
  toRestored(signal: AbortSignal): Promise<boolean>;
  /** Resolves when the storages before this one are closed. */
  retired(): Promise<void>;
}

export interface MoveOptions {
  readonly signal: AbortSignal;
  readonly prepare: () => Promise<void>;
  /** Called when the settings name the target, with the old storage still there. */
  readonly onNamed: () => Promise<void>;
  /** Nothing was copied: what is on this machine is read into it. */
  readonly isLost: boolean;
}

export interface MoverParts extends StorageServiceParts {
  readonly servingNow: NamedStorage;
  readonly kept: KeptStorages;
  /** The settings name another storage, and it was followed or could not be. */
  readonly onFollowed: () => Promise<void>;
}

export interface Mover extends Pick<StorageService, "switchTo" | "useNamed" | "restore"> {
  /** Why the storage that the settings name could not be opened; empty when it was not tried. */
  problem(): string;
  /** Before this process ends: another one may have moved the library just now. What was written here is then in the new storage, or read into it. */
  settle(): Promise<void>;
  stop(): Promise<void>;
}

interface Carry {
  readonly copies: boolean;
  /** The target is a file for this library alone, and no other process writes into it. */
  readonly exclusive: boolean;
  readonly progress: (step: CopyStep) => void;
}

const NOTHING_COPIED: WholeCopy = {
  report: { repositories: 0, documents: 0, copied: 0, passages: 0, vectors: 0, differences: [] },
  version: 0,
};

/** Moves the library: when asked, and after another process that moved it. One move at a time. */
export function createMover(parts: MoverParts): Mover {
  const { config, paths, secrets, machine, kept, writes, servingNow: serving } = parts;
  const controller = new AbortController();
  const notes = moveNotes(machine);
  let moving: { readonly made: Promise<unknown>; readonly signal: AbortSignal } | null = null;
  let seen = serving;
  let problem = "";
  let following: Promise<void> = Promise.resolve();
  const version = async () => parts.reader.dataVersion();

  async function openTarget(
    target: StorageTarget,
    signal: AbortSignal,
  ): Promise<{ readonly store: Remote<KnowledgeStore>; close(): Promise<void> }> {
    if (target.kind === "sqlite") {
      const thread = await connectThread(parts.spawnThread, { ...config, databasePath: () => target.path }, paths);
      return {
        store: thread.store,
        async close() {
          await thread.store.close().catch(() => undefined);
          await thread.close();
        },
      };
    }
    const mode = modeOf(target.kind);
    const token = mode === "local" ? null : secrets.readToken(config.current().turso.token_env).token;
    // What cannot be written fails the switch, which can be made again: nothing may wait for a storage that is not in use.
    const outboxDir = null;
    const settings = { ...tursoSettings(parts), mode, path: target.path, url: target.url, token, syncIntervalMs: 0, outboxDir };
    return connectTursoStore(processSpawner(parts.spawnProcess), () => settings, { onRequest: parts.network.record }, signal);
  }
  /** A file that no switch left behind is someone's library for all that is known: what only it holds is backed up before it goes. */
  async function keepUnknown(path: string, target: Remote<KnowledgeStore>, signal: AbortSignal): Promise<void> {
    if ((await kept.list()).some(({ place }) => place === path)) return;
    if (isNothing(await findBeyond(writes.store, target, signal))) return;
    const [name, extension] = [basename(path, extname(path)), extname(path)];
    await target.backup(join(paths.backups, `${name}-before-switch-${fileStamp()}${extension}`));
  }
  async function copyInto(target: StorageTarget, signal: AbortSignal, { exclusive, progress }: Carry): Promise<WholeCopy> {
    progress({ phase: "open", done: 0, total: 1 });
    const opened = await openTarget(target, signal);
    try {
      if (exclusive) await keepUnknown(target.path, opened.store, signal);
      return await copyWhole(writes.store, opened.store, { exclusive, signal, onProgress: progress, version, hold: writes.hold });
    } finally {
      await opened.close();
    }
  }
  async function carry(target: StorageTarget, signal: AbortSignal, options: Carry): Promise<CopyReport> {
    const { copies, progress } = options;
    // The last move's storage may be the one to go back to.
    await untilAborted(signal, parts.move.retired());
    const copied = copies ? await copyInto(target, signal, options) : NOTHING_COPIED;
    signal.throwIfAborted();
    progress({ phase: "finish", done: 0, total: 1 });
    await parts.move.to(target, {
      signal,
      isLost: !copies,
      async prepare() {
        if (!copies) await parts.markUnread();
        await kept.keep(serving);
        if (copies) await notes.write(serving, target);
      },
      async onNamed() {
        if (copies && (await version()) !== copied.version) await carryLate(target);
      },
    });
    // What the settings say from now on is for the storage that serves now.
    controller.abort();
    progress({ phase: "finish", done: 1, total: 1 });
    return copied.report;
  }
  /** Another process wrote after the last comparison. One that writes after this sees what the settings name now, and follows. */
  async function carryLate(target: StorageTarget): Promise<void> {
    try {
      await copyInto(target, new AbortController().signal, { copies: true, exclusive: false, progress: () => undefined });
    } catch (error) {
      parts.logger.error("What another process wrote during the switch was not copied. The repositories are read again.", { error });
      await parts.markUnread();
    }
  }
  /** Whatever comes of it, writing goes on: here, or in the storage that serves then. */
  async function alone<T>(outer: AbortSignal | null, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    // One that was cancelled only lets go of what it had open: the next one is not refused for that.
    while (moving?.signal.aborted === true) await moving.made.catch(() => undefined);
    if (moving !== null) throw new VerdigrisError("busy", "The storage is being switched already.");
    const signal = outer === null ? controller.signal : AbortSignal.any([outer, controller.signal]);
    const made = work(signal).finally(() => {
      moving = null;
      writes.release();
    });
    moving = { made, signal };
    return made;
  }

  /** Another process moved the library: what was written here since its copy goes there too. A name written by hand is only shown. */
  async function follow(): Promise<void> {
    const named = namedStorage(config);
    if (moving !== null || isSameStorage(named, seen)) return;
    seen = named;
    problem = "";
    if (!isSameStorage(named, serving) && (await notes.tellsOf(serving, named))) {
      const target = targetOf(named);
      await alone(null, (signal) => carry(target, signal, { copies: true, exclusive: false, progress: () => undefined })).catch(
        (error: unknown) => {
          problem = messageOf(error);
          parts.logger.error("The storage that another process switched to was not opened.", { error });
        },
      );
    }
    await parts.onFollowed();
  }
  config.onChange(() => {
    if (controller.signal.aborted) return;
    following = following.then(follow).catch((error: unknown) => parts.logger.error("The storage was not followed.", { error }));
  });

  function assertElsewhere(target: StorageTarget): void {
    const sameServer = target.url !== "" && serving.url !== "" && parsePrimaryUrl(target.url).url === parsePrimaryUrl(serving.url).url;
    const samePlace = target.kind === "turso-remote" ? sameServer : target.path === serving.place;
    if (target.kind === serving.kind && samePlace) throw new VerdigrisError("conflict", "The library lies there already.");
  }

  return {
    problem: () => problem,
    async switchTo(wanted, copies, outer, progress) {
      const started = Date.now();
      const target = resolveTarget(wanted, paths.home);
      assertElsewhere(target);
      const exclusive = target.kind === "sqlite" || target.kind === "turso-local";
      const { documents, copied, passages, vectors } = await alone(outer, (signal) =>
        carry(target, signal, { copies, exclusive, progress }),
      );
      return { from: serving.kind, to: target.kind, documents, copied, passages, vectors, seconds: (Date.now() - started) / 1000 };
    },
    async useNamed(outer) {
      const named = namedStorage(config);
      if (isSameStorage(named, serving)) return;
      await alone(outer, (signal) => carry(targetOf(named), signal, { copies: false, exclusive: false, progress: () => undefined }));
    },
    restore: (folder, outer) =>
      alone(outer, async (signal) => {
        await untilAborted(signal, parts.move.retired());
        const summary = await stageRestore(parts, folder, signal);
        const restored = await parts.move.toRestored(signal);
        controller.abort();
        return { ...summary, restored };
      }),
    async settle() {
      await config.refresh();
      await following;
      if (!controller.signal.aborted && !isSameStorage(namedStorage(config), serving)) await parts.markUnread();
    },
    async stop() {
      controller.abort();
      await moving?.made.catch(() => undefined);
    },
  };
}
