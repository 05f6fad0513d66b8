import { createHash } from "node:crypto";
import { join } from "node:path";
import { maskingStore } from "../../secrets/mask-writes.ts";
import type { KnowledgeReader, KnowledgeStore } from "../knowledge-store.ts";
import type { TursoSettings } from "../turso-settings.ts";
import type { OutboundRequest } from "./http-fetch.ts";
import { openEmbeddedStore } from "./open-embedded.ts";
import { openFileReader, openLocalStore } from "./open-local.ts";
import { openRemoteReader, openRemoteStore } from "./open-remote.ts";
import { openOutbox } from "./outbox.ts";
import { parsePrimaryUrl } from "./primary-url.ts";
import { createRemoteSync } from "./remote-sync.ts";
import { openSeenMarks } from "./seen-marks.ts";
import type { SyncState } from "./sync-state.ts";

export interface TursoHooks {
  readonly onRequest: (request: OutboundRequest) => void;
  readonly onState: (state: SyncState) => void;
  readonly onRebuilt: (reason: string) => void;
  readonly onMustRestart: () => void;
  readonly onPulling: (pulling: boolean, ok: boolean) => void;
}

export interface OpenTurso {
  readonly store: KnowledgeStore;
  /** Null where there is nothing to sync with. */
  readonly sync: { now(): Promise<void>; state(): SyncState } | null;
}

/** Opens the libSQL store that the settings describe. The one place where a mode is chosen. */
export async function openTurso(settings: TursoSettings, hooks: TursoHooks): Promise<OpenTurso> {
  const { mode, path, url, token, backupsDir, isCopy, holdPullMs, syncIntervalMs: intervalMs } = settings;
  if (mode === "local") return { store: await openLocalStore(path, backupsDir), sync: null };
  const server = { url, token, onRequest: hooks.onRequest };
  const outboxDir = settings.outboxDir === null ? null : join(settings.outboxDir, folderOf(url));
  const outbox = outboxDir === null ? null : openOutbox(outboxDir);
  if (mode === "embedded") {
    const opened = await openEmbeddedStore({ path, server, outbox, backupsDir, intervalMs, isCopy, holdPullMs, ...hooks });
    const store = settings.masksSecrets ? maskingStore(opened.store) : opened.store;
    return { store, sync: { now: opened.syncNow, state: opened.state } };
  }
  const sync = createRemoteSync(outbox, url, intervalMs, hooks.onState);
  const seen = outboxDir === null ? null : openSeenMarks(outboxDir);
  const remote = openRemoteStore(server, outbox, { ...sync.hooks, onRebuilt: hooks.onRebuilt }, seen);
  if (outbox === null) await remote.prepare();
  const close = async (): Promise<void> => {
    await sync.stop();
    await remote.store.close();
  };
  return { store: { ...remote.store, close }, sync: sync.start(remote) };
}

/** What waits for one server must never be sent to another. */
function folderOf(url: string): string {
  return createHash("sha256").update(parsePrimaryUrl(url).url).digest("hex").slice(0, 16);
}

/** Opens it for reading only, in another process than the one that writes. */
export async function openTursoReader(
  { mode, path, url, token }: TursoSettings,
  onRequest: (request: OutboundRequest) => void,
): Promise<KnowledgeReader & { close(): Promise<void> }> {
  return mode === "remote" ? openRemoteReader({ url, token, onRequest }) : openFileReader(path, mode);
}
