import { createContext, use, type ReactNode } from "react";
import type { CoreClient } from "../../src-shared/contract/index.ts";
import type { Transport } from "../transport/connect.ts";

const TransportContext = createContext<Transport | null>(null);

/** Gives the page its one way to the core. Everything below reads it with `useCore()`. */
export function CoreProvider({ transport, children }: { readonly transport: Transport; readonly children: ReactNode }) {
  return <TransportContext value={transport}>{children}</TransportContext>;
}

/** What connects this page: connection state, dropped files' paths, and the core. */
export function useTransport(): Transport {
  const transport = use(TransportContext);
  if (transport === null) throw new Error("useTransport() needs a <CoreProvider> above it.");
  return transport;
}

/** The core's client. It stays the same object for the page's life, also over a reconnection. */
export function useCore(): CoreClient {
  return useTransport().core;
}
