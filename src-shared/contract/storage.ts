import { z } from "zod";
import type { Instant } from "../domain/index.ts";
import { defineContract, event, method } from "../rpc/contract.ts";

/** Where the library can lie. `embedded` keeps a replica here of a database elsewhere; `remote` keeps nothing here. */
export const STORAGE_KINDS = ["sqlite", "turso-local", "turso-embedded", "turso-remote"] as const;
export type StorageKind = (typeof STORAGE_KINDS)[number];

/** A storage to test or to switch to. `path` is for the kinds with a file, `url` for those with a server. */
export const storageTarget = z.object({
  kind: z.enum(STORAGE_KINDS),
  path: z.string().max(4096).default(""),
  url: z.string().max(2048).default(""),
});

/** Where the token is, never the token. */
export type TokenSource = "environment" | "keychain" | "file" | "none";

export interface StorageView {
  /** What serves now. */
  readonly kind: StorageKind;
  /** The file's path, or the server's host. */
  readonly place: string;
  /** What the settings name, when that is another storage: they were changed by hand, or it could not be opened (`problem`). It serves from the next start. */
  readonly next: { readonly kind: StorageKind; readonly place: string; readonly problem: string } | null;
  readonly engine: string;
  readonly schemaVersion: number;
  readonly bytes: number;
  /** Why it cannot be read now, and what to do; empty when it can. Engine, schema and size are not known then. */
  readonly problem: string;
  readonly token: {
    readonly source: TokenSource;
    /** The environment variable that is looked at first. */
    readonly variable: string;
    /** Whether the operating system's keychain holds what is entered; else a file that only you can read. */
    readonly osKeychain: boolean;
  };
  /** Databases that earlier switches left behind. */
  readonly kept: readonly KeptStorage[];
}

export interface KeptStorage {
  readonly id: string;
  readonly kind: StorageKind;
  readonly place: string;
  readonly bytes: number;
  readonly since: Instant;
}

export const CONNECTION_STEPS = ["address", "name", "connection", "token", "version", "write", "vectors", "full-text", "library"] as const;
export type ConnectionStep = (typeof CONNECTION_STEPS)[number];

/** One step of a connection test. Steps after a failed one are not made. */
export interface ConnectionCheck {
  readonly step: ConnectionStep;
  readonly ok: boolean;
  /** What was found, or what went wrong and what to do, in plain words. */
  readonly detail: string;
  readonly milliseconds: number;
}

export interface ConnectionReport {
  readonly ok: boolean;
  readonly checks: readonly ConnectionCheck[];
  /** Median time of a question to the server; null when it did not get so far. */
  readonly latencyMs: number | null;
}

export interface CopyStep {
  readonly phase: "open" | "documents" | "links" | "vectors" | "verify" | "finish";
  readonly done: number;
  readonly total: number;
}

export interface SwitchReport {
  readonly from: StorageKind;
  readonly to: StorageKind;
  readonly documents: number;
  readonly copied: number;
  readonly passages: number;
  readonly vectors: number;
  readonly seconds: number;
}

export const storageContract = defineContract({
  methods: {
    "storage.get": method(z.object({})).returns<StorageView>(),
    /** Tries a storage without changing anything. `token` is used once and not kept; without it the saved one is. */
    "storage.test": method(z.object({ target: storageTarget, token: z.string().min(1).max(10_000).optional() }))
      .returns<ConnectionReport>()
      .reports<ConnectionCheck>(),
    /**
     * Copies the library to another storage, compares both, and lets that one serve, to every client, when this has resolved. The old
     * one stays as it is. Cancel the call to stop; until the change-over, and when the new one cannot be opened, the old storage
     * serves and the settings are as they were. What was copied is not copied again by the next attempt.
     * Without `copy` nothing is asked of the old one, which may be out of reach: the repositories on this machine are read anew.
     */
    "storage.switch": method(z.object({ target: storageTarget, copy: z.boolean().default(true) }))
      .returns<SwitchReport>()
      .reports<CopyStep>(),
    /** Lets the storage serve that the settings name (`next`), without a copy; the repositories on this machine are read into it. */
    "storage.useNamed": method(z.object({})).returns<void>(),
    /** Tries now to reach the server of the storage in use, instead of at the next attempt. */
    "storage.reconnect": method(z.object({})).returns<StorageView>(),
    /** Keeps a token for the server, which is tried at once. It is never given back. */
    "storage.saveToken": method(z.object({ token: z.string().trim().min(1).max(10_000) })).returns<StorageView>(),
    "storage.forgetToken": method(z.object({})).returns<StorageView>(),
    /** Deletes a database that a switch left behind; of one on a server only the note is. */
    "storage.removeKept": method(z.object({ id: z.string().max(200) })).returns<StorageView>(),
  },
  events: {
    "storage.changed": event<StorageView>(),
    /** Another storage serves: every answer from before may be out of date. */
    "storage.moved": event<{ readonly kind: StorageKind; readonly place: string }>(),
  },
});
