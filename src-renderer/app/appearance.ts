/** How the page looks: resolved from the settings and what the system asks for, and set as attributes that tokens.css reads. */
import type { SettingValue } from "../../src-shared/contract/settings.ts";

export interface Appearance {
  readonly theme: "system" | "light" | "dark";
  readonly contrast: "normal" | "more";
  readonly motion: "full" | "reduced";
  readonly density: "comfortable" | "compact";
  /** 1 is the normal size of text. */
  readonly fontScale: number;
}

export interface SystemWishes {
  readonly moreContrast: boolean;
  readonly reducedMotion: boolean;
}

const MIN_SCALE = 0.75;
const MAX_SCALE = 2;

/** Settings win over the system, but where they say to follow it. */
export function resolveAppearance(values: Readonly<Record<string, SettingValue>>, system: SystemWishes): Appearance {
  const theme = values["appearance.theme"];
  const motion = values["appearance.reduced_motion"];
  const scale = Number(values["appearance.font_scale"] ?? 1);
  return {
    theme: theme === "light" || theme === "dark" ? theme : "system",
    contrast: theme === "high-contrast" || system.moreContrast ? "more" : "normal",
    motion: motion === "on" || (motion !== "off" && system.reducedMotion) ? "reduced" : "full",
    density: values["appearance.density"] === "compact" ? "compact" : "comfortable",
    fontScale: Number.isFinite(scale) ? Math.min(MAX_SCALE, Math.max(MIN_SCALE, scale)) : 1,
  };
}

/** Sets the attributes and the scale on the page's root. */
export function applyAppearance(root: HTMLElement, look: Appearance): void {
  if (look.theme === "system") delete root.dataset["theme"];
  else root.dataset["theme"] = look.theme;
  root.dataset["contrast"] = look.contrast;
  root.dataset["motion"] = look.motion;
  root.dataset["density"] = look.density;
  root.style.setProperty("--font-scale", String(look.fontScale));
}
