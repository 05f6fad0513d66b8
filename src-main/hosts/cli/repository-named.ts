import type { CoreClient } from "../../../src-shared/contract/index.ts";
import type { RepositoryId } from "../../../src-shared/domain/index.ts";
import { VerdigrisError } from "../../../src-shared/rpc/errors.ts";

/** The repository of that id, else of that name. @throws VerdigrisError `not-found` */
export async function repositoryNamed(client: CoreClient, name: string): Promise<RepositoryId> {
  const repositories = await client.call("library.list", {});
  const found = repositories.find((one) => one.id === name) ?? repositories.find((one) => one.name.toLowerCase() === name.toLowerCase());
  if (found === undefined)
    throw new VerdigrisError("not-found", `No repository is called "${name}". The command "status" lists them.`, { name });
  return found.id;
}
