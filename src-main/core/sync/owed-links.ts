import type { RepositoryId } from "../../../src-shared/domain/index.ts";
import type { MachineStore, SyncedDocument } from "../store/machine-store.ts";
import type { Remote } from "../store/service.ts";

/** Links of a repository's sessions that are to be copied, and which way. */
export interface OwedLinks {
  readonly direction: SyncedDocument["direction"];
  readonly repositoryId: RepositoryId;
}

const KEY = "sync.owedLinks";

/**
 * Notes which links are to follow the documents of a round. Links are copied when both their ends are there, so after the
 * documents, which are noted as they land: without a note of its own, a round cut short between the two would leave them behind.
 */
export function openOwedLinks(machine: Remote<MachineStore>) {
  async function list(): Promise<readonly OwedLinks[]> {
    return JSON.parse((await machine.readValue(KEY)) ?? "[]") as readonly OwedLinks[];
  }
  async function without({ direction, repositoryId }: OwedLinks): Promise<readonly OwedLinks[]> {
    return (await list()).filter((one) => one.direction !== direction || one.repositoryId !== repositoryId);
  }
  const write = (all: readonly OwedLinks[]) => machine.writeValue(KEY, JSON.stringify(all));
  return {
    list,
    /** Before the first document of the repository is copied. */
    add: async (one: OwedLinks) => write([...(await without(one)), one]),
    remove: async (one: OwedLinks) => write(await without(one)),
  };
}
