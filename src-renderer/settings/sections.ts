import {
  Database,
  FileCode2,
  HardDrive,
  Keyboard,
  Layers,
  Palette,
  RefreshCcw,
  Search,
  ShieldCheck,
  Sparkles,
  type LucideIcon,
} from "lucide-react";
import type { settingsWords } from "../strings/en-settings.ts";

export type SectionId = keyof (typeof settingsWords)["sections"];

/** The settings screen's sections, in their order. */
export const SECTIONS: readonly { readonly id: SectionId; readonly icon: LucideIcon }[] = [
  { id: "appearance", icon: Palette },
  { id: "storage", icon: Database },
  { id: "sync", icon: RefreshCcw },
  { id: "indexing", icon: Layers },
  { id: "search", icon: Search },
  { id: "meaning", icon: Sparkles },
  { id: "network", icon: ShieldCheck },
  { id: "shortcuts", icon: Keyboard },
  { id: "data", icon: HardDrive },
  { id: "file", icon: FileCode2 },
];

/** The section of an address; the first for none and for one that does not exist. */
export function sectionOf(name: string | null): SectionId {
  return SECTIONS.find((section) => section.id === name)?.id ?? "appearance";
}
