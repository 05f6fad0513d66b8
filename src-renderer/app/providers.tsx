import { CSPProvider } from "@base-ui/react/csp-provider";
import { Tooltip } from "@base-ui/react/tooltip";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { VerdigrisError } from "../../src-shared/rpc/errors.ts";
import type { Transport } from "../transport/connect.ts";
import { ToastProvider } from "../ui/toast.tsx";
import { CoreProvider } from "./core-context.tsx";

const TOOLTIP_DELAY_MS = 400;
const RETRY_DELAY_MS = 100;
const MOST_RECONNECTIONS = 5;

/** What every screen stands on: the core, its cached answers, messages and hints. */
export function Providers({ transport, children }: { readonly transport: Transport; readonly children: ReactNode }) {
  const [queries] = useState(createQueries);
  return (
    // The content policy forbids style elements; what they would hide, styles/base.css hides.
    <CSPProvider disableStyleElements>
      <QueryClientProvider client={queries}>
        <CoreProvider transport={transport}>
          <Tooltip.Provider delay={TOOLTIP_DELAY_MS}>
            <ToastProvider>{children}</ToastProvider>
          </Tooltip.Provider>
        </CoreProvider>
      </QueryClientProvider>
    </CSPProvider>
  );
}

/** A question that the connection was lost over is asked again: it then waits for the new connection. Every other error is an answer. */
function createQueries(): QueryClient {
  const retry = (failures: number, error: Error): boolean =>
    failures < MOST_RECONNECTIONS && error instanceof VerdigrisError && error.code === "closed";
  return new QueryClient({
    defaultOptions: { queries: { retry, retryDelay: RETRY_DELAY_MS, refetchOnWindowFocus: false, networkMode: "always" } },
  });
}
