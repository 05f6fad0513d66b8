import { resolve } from "node:path";
import react from "@vitejs/plugin-react";
import { defineConfig } from "electron-vite";

const here = (path: string): string => resolve(import.meta.dirname, path);

/** One configuration for the three bundles. The main bundle holds every host's entry and every worker's. */
export default defineConfig({
  main: {
    build: {
      outDir: "out/main",
      target: "node24",
      minify: false,
      rolldownOptions: {
        input: {
          electron: here("src-main/hosts/electron/main.ts"),
          web: here("src-main/hosts/web/main.ts"),
          cli: here("src-main/hosts/cli/main.ts"),
          "store-worker": here("src-main/workers/store-worker.ts"),
          "reader-worker": here("src-main/workers/reader-worker.ts"),
          "index-worker": here("src-main/workers/index-worker.ts"),
        },
        output: { format: "es", entryFileNames: "[name].js", chunkFileNames: "chunks/[name]-[hash].js" },
      },
    },
  },
  preload: {
    build: {
      outDir: "out/preload",
      rolldownOptions: {
        input: { preload: here("src-main/preload/preload.ts") },
        // A sandboxed preload script is loaded as CommonJS.
        output: { format: "cjs", entryFileNames: "[name].cjs" },
      },
    },
  },
  renderer: {
    root: here("src-renderer"),
    plugins: [react()],
    // Workers load grammars by dynamic import, which only modules can.
    worker: { format: "es" },
    build: {
      outDir: here("out/renderer"),
      target: "es2024",
      chunkSizeWarningLimit: 2000,
      // A data: URL would need a wider content security policy than anything else here does.
      assetsInlineLimit: 0,
      rolldownOptions: { input: here("src-renderer/index.html") },
    },
  },
});
