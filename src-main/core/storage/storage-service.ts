import { randomUUID } from "node:crypto";
import { statSync } from "node:fs";
import { basename, extname, isAbsolute, join, relative } from "node:path";
import type { z } from "zod";
import type {
  ConnectionCheck,
  ConnectionReport,
  CopyStep,
  KeptStorage,
  StorageKind,
  storageTarget,
  StorageView,
  SwitchReport,
} from "../../../src-shared/contract/storage.ts";
import { messageOf, VerdigrisError } from "../../../src-shared/rpc/errors.ts";
import { fileStamp } from "../file-stamp.ts";
import { readHistoryAnew } from "../indexer/history-phase.ts";
import type { RunManager } from "../indexer/run-manager.ts";
import type { Logger } from "../log/logger.ts";
import { connectThread } from "../store/connect.ts";
import { connectTursoStore } from "../store/connect-turso.ts";
import type { CopyReport } from "../store/copy-library.ts";
import type { KnowledgeReader, KnowledgeStore } from "../store/knowledge-store.ts";
import type { MachineStore } from "../store/machine-store.ts";
import type { Remote } from "../store/service.ts";
import { deleteReplica } from "../store/turso/replica-files.ts";
import { parsePrimaryUrl } from "../store/turso/primary-url.ts";
import { copyWhole, findBeyond, isNothing } from "./copy-whole.ts";
import { testServer } from "./test-server.ts";
import { processSpawner, tursoSettings, type StorageParts } from "./open-storage.ts";

export type StorageTarget = z.output<typeof storageTarget>;

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
  /** Tries at once whether the server of the storage in use can be reached; what it finds is in the view. */
  reconnect(): Promise<StorageView>;
  /** Null forgets it. */
  saveToken(token: string | null): Promise<void>;
  removeKept(id: string): Promise<void>;
}

export interface StorageServiceParts extends StorageParts {
  readonly store: Remote<KnowledgeStore>;
  readonly reader: Remote<KnowledgeReader>;
  readonly machine: Remote<MachineStore>;
  readonly runs: RunManager;
  readonly logger: Logger;
  /** Whoever reaches a server does it anew, with the token as it is now. */
  readonly reconnect: () => Promise<void>;
  readonly onChange: (view: StorageView) => void;
}

const NOTHING_COPIED: CopyReport = { repositories: 0, documents: 0, copied: 0, passages: 0, vectors: 0, differences: [] };
const KEPT = "storage.kept";
const DEFAULT_FILE: Readonly<Record<StorageKind, string>> = {
  sqlite: "knowledge.db",
  "turso-local": "knowledge-libsql.db",
  "turso-embedded": "replica.db",
  "turso-remote": "",
};

export function createStorageService(parts: StorageServiceParts): StorageService {
  const { config, paths, secrets, machine } = parts;
  let moved = false;
  // The pointer may move; what was opened at the start serves until the next one.
  const serving = named();

  /** The storage that the configuration names. */
  function named(): { readonly kind: StorageKind; readonly place: string; readonly url: string } {
    const { backend, turso } = config.current();
    if (backend === "sqlite") return { kind: "sqlite", place: config.databasePath(), url: "" };
    const place = turso.mode === "remote" ? (URL.parse(turso.url)?.host ?? "") : config.tursoPath();
    return { kind: `turso-${turso.mode}`, place, url: turso.mode === "local" ? "" : turso.url };
  }
  async function kept(): Promise<readonly KeptStorage[]> {
    return JSON.parse((await machine.readValue(KEPT)) ?? "[]") as readonly KeptStorage[];
  }
  async function view(): Promise<StorageView> {
    const info = { problem: "", ...(await parts.reader.info().catch(unreachable)) };
    const variable = config.current().turso.token_env;
    const next = named();
    return {
      kind: serving.kind,
      place: serving.place,
      next: isSame(next, serving) ? null : { kind: next.kind, place: next.place },
      engine: info.engine,
      schemaVersion: info.schemaVersion,
      bytes: info.bytes,
      problem: info.problem,
      token: { source: secrets.readToken(variable).source, variable, osKeychain: secrets.osKeychain },
      kept: (await kept()).filter(({ place }) => place !== next.place),
    };
  }
  /** With the default file's name where none is given, absolute. */
  function resolved(target: StorageTarget): StorageTarget {
    const name = target.path === "" ? DEFAULT_FILE[target.kind] : target.path;
    return { ...target, path: name === "" || isAbsolute(name) ? name : join(paths.home, name) };
  }

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
    const mode = target.kind.slice("turso-".length) as "local" | "embedded" | "remote";
    const token = mode === "local" ? null : secrets.readToken(config.current().turso.token_env).token;
    // What cannot be written fails the switch, which can be made again: nothing may wait for a storage that is not in use.
    const outboxDir = null;
    const settings = { ...tursoSettings(parts), mode, path: target.path, url: target.url, token, syncIntervalMs: 0, outboxDir };
    return connectTursoStore(processSpawner(parts.spawnProcess), () => settings, { onRequest: parts.network.record }, signal);
  }

  return {
    view,
    test: (target, token, signal, progress) => testServer(parts, resolved(target), token, signal, progress),

    async switchTo(wanted, copies, signal, progress) {
      const started = Date.now();
      const target = resolved(wanted);
      const from = serving.kind;
      assertElsewhere(target);
      if (parts.runs.active().length > 0) throw new VerdigrisError("busy", "Indexing is under way. Switch when it is done, or cancel it.");
      progress({ phase: "open", done: 0, total: 1 });
      const opened = await openTarget(target, signal);
      try {
        const exclusive = target.kind === "sqlite" || target.kind === "turso-local";
        if (copies && exclusive) await keepUnknown(target.path, opened.store, signal);
        const first = copies ? await copyWhole(parts.store, opened.store, { exclusive, signal, onProgress: progress }) : NOTHING_COPIED;
        signal.throwIfAborted();
        progress({ phase: "finish", done: 0, total: 1 });
        await parts.runs.close();
        if (!copies) {
          for (const { repositoryId } of await machine.listCheckouts()) {
            await machine.clearFileStats(repositoryId);
            await readHistoryAnew(machine, repositoryId);
          }
        }
        await keepOld();
        await config.set(changesFor(target, paths.home));
        moved = true;
        progress({ phase: "finish", done: 1, total: 1 });
        parts.onChange(await view());
        const { documents, passages, vectors } = first;
        return {
          from,
          to: target.kind,
          documents,
          copied: first.copied,
          passages,
          vectors,
          seconds: (Date.now() - started) / 1000,
          needsRestart: true,
        };
      } finally {
        await opened.close();
      }
    },

    async reconnect() {
      await parts.reconnect();
      return view();
    },

    async saveToken(token) {
      if (token === null) secrets.forgetToken();
      else await secrets.saveToken(token);
      // What was refused is tried again by itself; whether it works is told by its state.
      void parts.reconnect().catch((error: unknown) => parts.logger.warn("The storage was not reached with the new token.", { error }));
      parts.onChange(await view());
    },

    async removeKept(id) {
      const all = await kept();
      const one = all.find((storage) => storage.id === id);
      if (one === undefined) throw new VerdigrisError("not-found", "There is no such storage.", { id });
      if ([serving, named()].some((used) => used.place === one.place))
        throw new VerdigrisError("conflict", "This storage is in use.", { id });
      if (one.kind !== "turso-remote") deleteReplica(one.place);
      await machine.writeValue(KEPT, JSON.stringify(all.filter((storage) => storage !== one)));
      parts.onChange(await view());
    },
  };

  function assertElsewhere(target: StorageTarget): void {
    if (moved) throw new VerdigrisError("busy", "The storage was switched already. Start Verdigris again first.");
    const sameServer = target.url !== "" && serving.url !== "" && parsePrimaryUrl(target.url).url === parsePrimaryUrl(serving.url).url;
    const samePlace = target.kind === "turso-remote" ? sameServer : target.path === serving.place;
    if (target.kind === serving.kind && samePlace) throw new VerdigrisError("conflict", "The library lies there already.");
  }
  /** A file that no switch left behind is someone's library for all that is known: what only it holds is backed up before it goes. */
  async function keepUnknown(path: string, target: Remote<KnowledgeStore>, signal: AbortSignal): Promise<void> {
    if ((await kept()).some(({ place }) => place === path)) return;
    if (isNothing(await findBeyond(parts.store, target, signal))) return;
    const [name, extension] = [basename(path, extname(path)), extname(path)];
    await target.backup(join(paths.backups, `${name}-before-switch-${fileStamp()}${extension}`));
  }
  /** Written before the pointer moves: a crash between the two leaves a note about a storage that is still in use. */
  async function keepOld(): Promise<void> {
    const { kind, place } = serving;
    const bytes = kind === "turso-remote" ? 0 : (statSync(place, { throwIfNoEntry: false })?.size ?? 0);
    const one: KeptStorage = { id: randomUUID(), kind, place, bytes, since: new Date().toISOString() };
    await machine.writeValue(KEPT, JSON.stringify([...(await kept()).filter((storage) => storage.place !== place), one]));
  }
}

type Place = Pick<StorageView, "kind" | "place">;

function isSame(one: Place, other: Place): boolean {
  return one.kind === other.kind && one.place === other.place;
}

/** A storage that cannot be read can still be left for another. */
function unreachable(error: unknown): { engine: string; schemaVersion: number; bytes: number; problem: string } {
  return { engine: "", schemaVersion: 0, bytes: 0, problem: messageOf(error) };
}

function changesFor(target: StorageTarget, home: string): Record<string, string> {
  const inside = relative(home, target.path);
  const path = inside.startsWith("..") || isAbsolute(inside) ? target.path : inside;
  if (target.kind === "sqlite") return { backend: "sqlite", "sqlite.path": path };
  const mode = target.kind.slice("turso-".length);
  return {
    backend: "turso",
    "turso.mode": mode,
    ...(mode === "remote" ? {} : { "turso.path": path }),
    ...(mode === "local" ? {} : { "turso.url": target.url }),
  };
}
