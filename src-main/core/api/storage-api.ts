import type { storageContract } from "../../../src-shared/contract/storage.ts";
import type { Handlers } from "../core-context.ts";
import type { StorageService } from "../storage/storage-service.ts";

/** Where the library lies: what it is, whether another place would do, moving there. A token goes in and never comes out. */
export function createStorageApi(storage: StorageService): Handlers<typeof storageContract> {
  return {
    "storage.get": () => storage.view(),
    "storage.test": ({ target, token }, { signal, progress }) => storage.test(target, token ?? null, signal, progress),
    "storage.switch": ({ target, copy }, { signal, progress }) => storage.switchTo(target, copy, signal, progress),
    "storage.useNamed": (_, { signal }) => storage.useNamed(signal),
    "storage.reconnect": () => storage.reconnect(),
    async "storage.saveToken"({ token }) {
      await storage.saveToken(token);
      return storage.view();
    },
    async "storage.forgetToken"() {
      await storage.saveToken(null);
      return storage.view();
    },
    async "storage.removeKept"({ id }) {
      await storage.removeKept(id);
      return storage.view();
    },
  };
}
