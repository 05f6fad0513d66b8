import { isAbsolute, join, relative } from "node:path";
import type { z } from "zod";
import type { StorageKind, storageTarget } from "../../../src-shared/contract/storage.ts";
import type { ConfigService } from "../config/config-service.ts";

export type StorageTarget = z.output<typeof storageTarget>;

/** A storage as the configuration names it: the file's path or the server's host is its place. */
export interface NamedStorage {
  readonly kind: StorageKind;
  readonly place: string;
  /** Empty where there is no server. */
  readonly url: string;
}

const DEFAULT_FILE: Readonly<Record<StorageKind, string>> = {
  sqlite: "knowledge.db",
  "turso-local": "knowledge-libsql.db",
  "turso-embedded": "replica.db",
  "turso-remote": "",
};

/** The storage that the configuration names now. */
export function namedStorage(config: ConfigService): NamedStorage {
  const { backend, turso } = config.current();
  if (backend === "sqlite") return { kind: "sqlite", place: config.databasePath(), url: "" };
  const place = turso.mode === "remote" ? (URL.parse(turso.url)?.host ?? "") : config.tursoPath();
  return { kind: `turso-${turso.mode}`, place, url: turso.mode === "local" ? "" : turso.url };
}

export function isSameStorage(one: NamedStorage, other: NamedStorage): boolean {
  return one.kind === other.kind && one.place === other.place && one.url === other.url;
}

/** The same as a target. */
export function targetOf({ kind, place, url }: NamedStorage): StorageTarget {
  return { kind, path: kind === "turso-remote" ? "" : place, url };
}

/** With the default file's name where none is given, absolute; without what its kind does not use. */
export function resolveTarget({ kind, path, url }: StorageTarget, home: string): StorageTarget {
  if (kind === "turso-remote") return { kind, path: "", url };
  const name = path === "" ? DEFAULT_FILE[kind] : path;
  return { kind, path: isAbsolute(name) ? name : join(home, name), url: kind === "turso-embedded" ? url : "" };
}

export function modeOf(kind: Exclude<StorageKind, "sqlite">): "local" | "embedded" | "remote" {
  return kind.slice("turso-".length) as "local" | "embedded" | "remote";
}

/** The settings by which the configuration names a target. */
export function settingsFor(target: StorageTarget, home: string): Record<string, string> {
  const inside = relative(home, target.path);
  const path = inside.startsWith("..") || isAbsolute(inside) ? target.path : inside;
  if (target.kind === "sqlite") return { backend: "sqlite", "sqlite.path": path };
  const mode = modeOf(target.kind);
  return {
    backend: "turso",
    "turso.mode": mode,
    ...(mode === "remote" ? {} : { "turso.path": path }),
    ...(mode === "local" ? {} : { "turso.url": target.url }),
  };
}

/** The configuration as it will be when it names the target, with nothing written: the storage is opened by it first. */
export function configNaming(config: ConfigService, { kind, path, url }: StorageTarget): ConfigService {
  return {
    ...config,
    current() {
      const now = config.current();
      if (kind === "sqlite") return { ...now, backend: "sqlite", sqlite: { ...now.sqlite, path } };
      const turso = { ...now.turso, mode: modeOf(kind), path, url: kind === "turso-local" ? now.turso.url : url };
      return { ...now, backend: "turso", turso };
    },
    databasePath: () => (kind === "sqlite" ? path : config.databasePath()),
    tursoPath: () => (kind === "sqlite" ? config.tursoPath() : path),
  };
}
