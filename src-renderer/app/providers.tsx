import { CSPProvider } from "@base-ui/react/csp-provider";
import { Tooltip } from "@base-ui/react/tooltip";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import type { Transport } from "../transport/connect.ts";
import { ToastProvider } from "../ui/toast.tsx";
import { CoreProvider } from "./core-context.tsx";

const TOOLTIP_DELAY_MS = 400;

/** What every screen stands on: the core, its cached answers, messages and hints. */
export function Providers({ transport, children }: { readonly transport: Transport; readonly children: ReactNode }) {
  const [queries] = useState(
    () => new QueryClient({ defaultOptions: { queries: { retry: false, refetchOnWindowFocus: false, networkMode: "always" } } }),
  );
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
