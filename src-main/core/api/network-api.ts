import type { networkContract } from "../../../src-shared/contract/network.ts";
import type { CoreContext, Handlers } from "../core-context.ts";

/** The ledger of requests that left this machine. */
export function createNetworkApi({ network }: CoreContext): Handlers<typeof networkContract> {
  return {
    "network.list": ({ limit }) => network.list(limit),
    "network.clear": () => network.clear(),
  };
}
