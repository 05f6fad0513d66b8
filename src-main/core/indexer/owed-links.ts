import type { RepositoryId } from "../../../src-shared/domain/index.ts";
import type { MachineStore } from "../store/machine-store.ts";
import type { Remote } from "../store/service.ts";

type Values = Pick<Remote<MachineStore>, "readValue" | "writeValue">;

const keyOf = (repositoryId: RepositoryId): string => `links-owed:${repositoryId}`;

/** Before sessions are written or removed, which takes their links away: a run that ends before it has linked them leaves that to the next one. */
export async function oweLinks(machine: Values, repositoryId: RepositoryId): Promise<void> {
  await machine.writeValue(keyOf(repositoryId), "owed");
}

export async function owesLinks(machine: Values, repositoryId: RepositoryId): Promise<boolean> {
  return (await machine.readValue(keyOf(repositoryId))) !== null;
}

export async function settleOwedLinks(machine: Values, repositoryId: RepositoryId): Promise<void> {
  await machine.writeValue(keyOf(repositoryId), null);
}
