import type { ledgerContract } from "../../../src-shared/contract/ledger.ts";
import type { CoreContext, Handlers } from "../core-context.ts";

/** Decisions and challenges across repositories. They are held and filtered in the reader's thread. */
export function createLedgerApi({ ledger }: CoreContext): Handlers<typeof ledgerContract> {
  return {
    "ledger.list": (input) => ledger.list(input),
    "ledger.get": ({ id }) => ledger.get(id),
    "ledger.recurring": ({ limit, ...filter }) => ledger.recurring(filter, limit),
  };
}
