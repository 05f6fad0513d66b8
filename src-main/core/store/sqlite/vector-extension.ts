import type { Database } from "better-sqlite3";
import { getLoadablePath } from "sqlite-vec";

/**
 * Loads sqlite-vec. Inside a packaged app a library cannot be loaded from the archive: it lies beside it, unpacked.
 * @returns whether there is a build for this platform (win32-arm64 has none); without it, everything but vectors works.
 */
export function loadVectorExtension(db: Database): boolean {
  try {
    db.loadExtension(getLoadablePath().replace(/app\.asar(?=[\\/])/, "app.asar.unpacked"));
    return true;
  } catch {
    return false;
  }
}
