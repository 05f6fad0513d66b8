import type { LucideIcon } from "lucide-react";
import type { KeyId } from "../app/key-bindings.ts";

/** A row of the palette. */
export interface PaletteItem {
  readonly id: string;
  readonly icon: LucideIcon;
  readonly label: string;
  /** Muted: a path, a time, what kind it is. */
  readonly detail: string;
  /** The word for what it is: a command, a session, … */
  readonly kind: string;
  readonly keyId?: KeyId;
  readonly run: () => void;
}

/** A heading between rows. */
export interface PaletteHeading {
  readonly heading: string;
}

export type PaletteRow = PaletteItem | PaletteHeading;

export function isHeading(row: PaletteRow): row is PaletteHeading {
  return "heading" in row;
}
