import type { Ledger } from "./ledger.ts";
import { defineService } from "../store/service.ts";

/** The ledger as the reader's thread offers it. */
export const ledgerService = defineService<Ledger>("ledger", { list: true, get: true, recurring: true, prepare: true, about: true });
