/** Where a library may be moved to: what each kind needs, and what is wrong with what was written. Pure. */
import type { StorageKind, StorageView } from "../../../src-shared/contract/storage.ts";
import { storageWords } from "../../strings/en-storage.ts";
import { isUsableUrl } from "../connection/url-field.tsx";
import type { Target } from "../connection/use-connection-test.ts";

export function hasFile(kind: StorageKind): boolean {
  return kind !== "turso-remote";
}
export function hasServer(kind: StorageKind): boolean {
  return kind === "turso-embedded" || kind === "turso-remote";
}

/** What a person wrote, with what the kind does not use left out. */
export function targetOf(kind: StorageKind, path: string, url: string): Target {
  return { kind, path: hasFile(kind) ? path.trim() : "", url: hasServer(kind) ? url.trim() : "" };
}

/** Empty for the default file, else absolute; `~` is not understood by a file system. */
export function isUsablePath(path: string): boolean {
  const text = path.trim();
  return text === "" || ((text.startsWith("/") || /^[A-Za-z]:[\\/]/.test(text)) && !/[\\/]$/.test(text));
}

export function isUsable({ kind, path = "", url = "" }: Target): boolean {
  return (!hasFile(kind) || isUsablePath(path)) && (!hasServer(kind) || isUsableUrl(url));
}

/** Whether the library lies there now, as far as can be told without asking. @param url the server in use. */
export function isInUse(target: Target, view: StorageView, url: string): boolean {
  if (target.kind !== view.kind) return false;
  if (hasServer(target.kind) && target.url !== url) return false;
  const name = storageWords.defaultFiles[view.kind];
  const isDefault = (target.path ?? "") === "" && (view.place.endsWith(`/${name}`) || view.place.endsWith(`\\${name}`));
  return !hasFile(target.kind) || target.path === view.place || isDefault;
}
