/** The page's entry. */
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { App } from "./app/app.tsx";
import { CoreProvider } from "./app/core-context.tsx";
import { listenForKeys } from "./app/keys.ts";
import { connectTransport } from "./transport/connect.ts";

const root = document.getElementById("root");
if (root === null) throw new Error("The page has no #root.");
listenForKeys(window);
const queries = new QueryClient({ defaultOptions: { queries: { retry: false, refetchOnWindowFocus: false, networkMode: "always" } } });
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <CoreProvider transport={connectTransport()}>
        <App />
      </CoreProvider>
    </QueryClientProvider>
  </StrictMode>,
);
