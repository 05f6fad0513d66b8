import { readFileSync, writeFileSync } from "node:fs";
import type { Rectangle } from "electron";

export interface WindowState {
  readonly bounds: Rectangle | null;
  readonly maximised: boolean;
}

/** Where the window was; anything unreadable counts as never having been open. */
export function readWindowState(path: string): WindowState {
  try {
    const { bounds, maximised } = JSON.parse(readFileSync(path, "utf8")) as { bounds?: Partial<Rectangle>; maximised?: unknown };
    const { x, y, width, height } = bounds ?? {};
    const isWhole = [x, y, width, height].every((value) => Number.isSafeInteger(value));
    return { bounds: isWhole ? (bounds as Rectangle) : null, maximised: maximised === true };
  } catch {
    return { bounds: null, maximised: false };
  }
}

export function writeWindowState(path: string, state: WindowState): void {
  try {
    writeFileSync(path, JSON.stringify(state), { mode: 0o600 });
  } catch {
    // A position that could not be kept is not worth a message.
  }
}

/** The kept bounds when enough of them is on a display that is there now, else null: a window must never open out of reach. */
export function visibleBounds(bounds: Rectangle | null, displays: readonly Rectangle[]): Rectangle | null {
  if (bounds === null || bounds.width < 400 || bounds.height < 300) return null;
  const visible = displays.some((display) => {
    const width = Math.min(bounds.x + bounds.width, display.x + display.width) - Math.max(bounds.x, display.x);
    const height = Math.min(bounds.y + bounds.height, display.y + display.height) - Math.max(bounds.y, display.y);
    return width >= 100 && height >= 100;
  });
  return visible ? bounds : null;
}
