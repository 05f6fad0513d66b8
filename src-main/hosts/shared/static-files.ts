import { open } from "node:fs/promises";
import { extname, isAbsolute, relative, resolve } from "node:path";

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".ico": "image/x-icon",
  ".woff2": "font/woff2",
  ".json": "application/json; charset=utf-8",
  ".map": "application/json; charset=utf-8",
  ".wasm": "application/wasm",
};

export interface StaticFile {
  readonly body: Buffer;
  readonly contentType: string;
  /** Vite puts a content hash into the names under `assets/`: such a file never changes. */
  readonly immutable: boolean;
}

/**
 * Reads a file of the built renderer. The path is decoded, resolved and must lie inside `root` (compared by `path.relative`,
 * never by prefix); anything else, and anything of an unlisted type, is null.
 */
export async function readStaticFile(root: string, urlPath: string): Promise<StaticFile | null> {
  let decoded: string;
  try {
    decoded = decodeURIComponent(urlPath);
  } catch {
    return null;
  }
  if (decoded.includes("\0") || decoded.includes("\\")) return null;
  const wanted = decoded === "/" ? "index.html" : decoded.replace(/^\/+/, "");
  const file = resolve(root, wanted);
  const inside = relative(root, file);
  if (inside === "" || inside.startsWith("..") || isAbsolute(inside)) return null;
  const contentType = Object.hasOwn(TYPES, extname(file)) ? TYPES[extname(file)] : undefined;
  if (contentType === undefined) return null;
  try {
    const handle = await open(file, "r");
    try {
      return { body: await handle.readFile(), contentType, immutable: inside.startsWith("assets") };
    } finally {
      await handle.close();
    }
  } catch {
    return null;
  }
}
