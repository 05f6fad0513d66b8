import { z } from "zod";
import type { Instant } from "../domain/index.ts";
import { defineContract, event, method } from "../rpc/contract.ts";

/** One request that left this machine. */
export interface NetworkRequest {
  readonly at: Instant;
  readonly host: string;
  readonly method: string;
  /** For a person: `Download of MiniLM L6 v2`. */
  readonly reason: string;
  readonly bytesSent: number;
  readonly bytesReceived: number;
  /** HTTP status, or null when no answer came. */
  readonly status: number | null;
}

export const networkContract = defineContract({
  methods: {
    /** Newest first. Empty on an installation that was never asked to use the network. */
    "network.list": method(z.object({ limit: z.int().min(1).max(10_000).default(500) })).returns<readonly NetworkRequest[]>(),
    "network.clear": method(z.object({})).returns<void>(),
  },
  events: {
    "network.request": event<NetworkRequest>(),
  },
});
