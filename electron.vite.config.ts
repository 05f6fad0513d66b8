import { resolve } from "node:path";
import react from "@vitejs/plugin-react";
import { defineConfig } from "electron-vite";
import type { Plugin } from "vite";

const here = (path: string): string => resolve(import.meta.dirname, path);

/** The entry script sets theme and text size; nothing is painted before it has, or a dark page would begin with a white flash. */
function blockFirstPaint(): Plugin {
  return {
    name: "block-first-paint",
    enforce: "post",
    transformIndexHtml: {
      order: "post",
      handler: (html) => html.replace('<script type="module"', '<script type="module" blocking="render"'),
    },
  };
}

/**
 * Packages that are put into the main bundle: a start would look for their hundreds of files one by one. Those that load files of their own
 * (native code, WebAssembly) stay outside.
 */
const BUNDLED = ["commander", "ignore", "markdown-it", "re2js", "stemmer", "toml-eslint-parser", "ws", "yaml", "zod"];

/** One configuration for the three bundles. The main bundle holds every host's entry and every worker's. */
export default defineConfig({
  main: {
    build: {
      outDir: "out/main",
      target: "node24",
      minify: false,
      externalizeDeps: { exclude: [...BUNDLED] },
      rolldownOptions: {
        input: {
          electron: here("src-main/hosts/electron/main.ts"),
          web: here("src-main/hosts/web/main.ts"),
          cli: here("src-main/hosts/cli/main.ts"),
          "store-worker": here("src-main/workers/store-worker.ts"),
          "reader-worker": here("src-main/workers/reader-worker.ts"),
          "search-worker": here("src-main/workers/search-worker.ts"),
          "index-worker": here("src-main/workers/index-worker.ts"),
          "turso-store-process": here("src-main/workers/turso-store-process.ts"),
          "turso-reader-process": here("src-main/workers/turso-reader-process.ts"),
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
    plugins: [react(), blockFirstPaint()],
    // Workers load grammars by dynamic import, which only modules can.
    worker: { format: "es" },
    build: {
      outDir: here("out/renderer"),
      target: "es2024",
      // electron-vite would leave it as it is; over the web host the page's size is the wait before its first paint.
      minify: true,
      chunkSizeWarningLimit: 2000,
      // A data: URL would need a wider content security policy than anything else here does.
      assetsInlineLimit: 0,
      rolldownOptions: { input: here("src-renderer/index.html") },
    },
  },
});
