/** The page's entry. */
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app/app.tsx";
import { listenForKeys } from "./app/keys.ts";
import { Providers } from "./app/providers.tsx";
import { applyKeptAppearance } from "./app/use-appearance.ts";
import { connectTransport } from "./transport/connect.ts";

const root = document.getElementById("root");
if (root === null) throw new Error("The page has no #root.");
applyKeptAppearance();
listenForKeys(window);
createRoot(root).render(
  <StrictMode>
    <Providers transport={connectTransport()}>
      <App />
    </Providers>
  </StrictMode>,
);
