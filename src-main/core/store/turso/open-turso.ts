import type { KnowledgeReader, KnowledgeStore } from "../knowledge-store.ts";
import type { TursoSettings } from "../turso-settings.ts";
import type { OutboundRequest } from "./http-fetch.ts";
import { openEmbeddedStore } from "./open-embedded.ts";
import { openFileReader, openLocalStore } from "./open-local.ts";
import { openRemoteReader, openRemoteStore } from "./open-remote.ts";
import { openOutbox } from "./outbox.ts";
import { createRemoteSync } from "./remote-sync.ts";
import type { SyncState } from "./sync-state.ts";

export interface TursoHooks {
  readonly onRequest: (request: OutboundRequest) => void;
  readonly onState: (state: SyncState) => void;
  readonly onRebuilt: (reason: string) => void;
  readonly onMustRestart: (reason: string) => void;
}

export interface OpenTurso {
  readonly store: KnowledgeStore;
  /** Null where there is nothing to sync with. */
  readonly sync: { now(): Promise<void>; state(): SyncState } | null;
}

/** Opens the libSQL store that the settings describe. The one place where a mode is chosen. */
export async function openTurso(settings: TursoSettings, hooks: TursoHooks): Promise<OpenTurso> {
  const { mode, path, url, token, outboxDir, backupsDir, syncIntervalMs: intervalMs } = settings;
  if (mode === "local") return { store: await openLocalStore(path, backupsDir), sync: null };
  const server = { url, token, onRequest: hooks.onRequest };
  const outbox = openOutbox(outboxDir);
  if (mode === "embedded") {
    const opened = await openEmbeddedStore({ path, server, outbox, backupsDir, intervalMs, ...hooks });
    return { store: opened.store, sync: { now: opened.syncNow, state: opened.state } };
  }
  const sync = createRemoteSync(outbox, url, hooks.onState);
  const { store, writer } = await openRemoteStore(server, outbox, sync.hooks);
  return { store, sync: sync.start(writer) };
}

/** Opens it for reading only, in another process than the one that writes. */
export async function openTursoReader(
  { mode, path, url, token }: TursoSettings,
  onRequest: (request: OutboundRequest) => void,
): Promise<KnowledgeReader & { close(): Promise<void> }> {
  return mode === "remote" ? openRemoteReader({ url, token, onRequest }) : openFileReader(path, mode);
}
