import { randomUUID } from "node:crypto";
import { statSync } from "node:fs";
import { isAbsolute, join, relative } from "node:path";
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
import { VerdigrisError } from "../../../src-shared/rpc/errors.ts";
import type { RunManager } from "../indexer/run-manager.ts";
import { connectThread } from "../store/connect.ts";
import { connectTursoStore } from "../store/connect-turso.ts";
import { copyLibrary } from "../store/copy-library.ts";
import type { KnowledgeReader, KnowledgeStore } from "../store/knowledge-store.ts";
import type { MachineStore } from "../store/machine-store.ts";
import type { Remote } from "../store/service.ts";
import { deleteReplica } from "../store/turso/replica-files.ts";
import { parsePrimaryUrl } from "../store/turso/primary-url.ts";
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
  switchTo(target: StorageTarget, signal: AbortSignal, progress: (step: CopyStep) => void): Promise<SwitchReport>;
  /** Null forgets it. */
  saveToken(token: string | null): Promise<void>;
  removeKept(id: string): Promise<void>;
}

export interface StorageServiceParts extends StorageParts {
  readonly store: Remote<KnowledgeStore>;
  readonly reader: Remote<KnowledgeReader>;
  readonly machine: Remote<MachineStore>;
  readonly runs: RunManager;
  readonly onChange: (view: StorageView) => void;
}

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
    const info = await parts.reader.info();
    const variable = config.current().turso.token_env;
    const next = named();
    return {
      kind: serving.kind,
      place: serving.place,
      next: isSame(next, serving) ? null : { kind: next.kind, place: next.place },
      engine: info.engine,
      schemaVersion: info.schemaVersion,
      bytes: info.bytes,
      token: { source: secrets.readToken(variable).source, variable, osKeychain: secrets.osKeychain },
      kept: (await kept()).filter(({ place }) => place !== next.place),
    };
  }
  /** With the default file's name where none is given, absolute. */
  function resolved(target: StorageTarget): StorageTarget {
    const name = target.path === "" ? DEFAULT_FILE[target.kind] : target.path;
    return { ...target, path: name === "" || isAbsolute(name) ? name : join(paths.home, name) };
  }

  async function openTarget(target: StorageTarget): Promise<{ readonly store: Remote<KnowledgeStore>; close(): Promise<void> }> {
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
    const settings = { ...tursoSettings(parts), mode, path: target.path, url: target.url, token, syncIntervalMs: 0 };
    return connectTursoStore(processSpawner(parts.spawnProcess), settings, { onRequest: parts.network.record });
  }

  return {
    view,
    test: (target, token, signal, progress) => testServer(parts, resolved(target), token, signal, progress),

    async switchTo(wanted, signal, progress) {
      const started = Date.now();
      const target = resolved(wanted);
      const from = serving.kind;
      assertElsewhere(target);
      if (parts.runs.active().length > 0) throw new VerdigrisError("busy", "Indexing is under way. Switch when it is done, or cancel it.");
      progress({ phase: "open", done: 0, total: 1 });
      const opened = await openTarget(target);
      try {
        const copy = () => copyLibrary(parts.store, opened.store, { signal, onProgress: progress });
        const first = await copy();
        // What was written meanwhile.
        const report = first.copied > 0 ? await copy() : first;
        if (report.differences.length > 0 || (first.copied > 0 && report.copied > 0)) {
          throw new VerdigrisError("conflict", `The copy is not the same: ${report.differences.join("; ")}. The old storage serves on.`);
        }
        signal.throwIfAborted();
        progress({ phase: "finish", done: 0, total: 1 });
        await parts.runs.close();
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

    async saveToken(token) {
      if (token === null) secrets.forgetToken();
      else await secrets.saveToken(token);
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
