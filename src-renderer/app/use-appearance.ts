import { useEffect, useState } from "react";
import type { SettingValue } from "../../src-shared/contract/settings.ts";
import { applyAppearance, resolveAppearance, type SystemWishes } from "./appearance.ts";
import { useCoreQuery } from "./core-query.ts";

/** The settings as they were at the last visit: the page has them before its first paint, long before the core answers. */
const KEPT_AS = "verdigris.appearance";
const WISHES = { moreContrast: "(prefers-contrast: more)", reducedMotion: "(prefers-reduced-motion: reduce)" };

/** Called once before the first paint. */
export function applyKeptAppearance(): void {
  applyAppearance(document.documentElement, resolveAppearance(keptValues(), systemWishes()));
}

/** Follows the settings and the system from then on. */
export function useAppearance(): void {
  const values = useCoreQuery("settings.get", {}).data?.values;
  const system = useSystemWishes();
  useEffect(() => {
    if (values === undefined) return;
    applyAppearance(document.documentElement, resolveAppearance(values, system));
    keepValues(values);
  }, [values, system]);
}

function systemWishes(): SystemWishes {
  return { moreContrast: matchMedia(WISHES.moreContrast).matches, reducedMotion: matchMedia(WISHES.reducedMotion).matches };
}

function useSystemWishes(): SystemWishes {
  const [wishes, setWishes] = useState(systemWishes);
  useEffect(() => {
    const queries = Object.values(WISHES).map((query) => matchMedia(query));
    const update = (): void => setWishes(systemWishes());
    queries.forEach((query) => query.addEventListener("change", update));
    return () => queries.forEach((query) => query.removeEventListener("change", update));
  }, []);
  return wishes;
}

function keptValues(): Readonly<Record<string, SettingValue>> {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEPT_AS) ?? "{}");
    return typeof kept === "object" && kept !== null ? (kept as Record<string, SettingValue>) : {};
  } catch {
    return {};
  }
}

function keepValues(values: Readonly<Record<string, SettingValue>>): void {
  const own = Object.fromEntries(Object.entries(values).filter(([key]) => key.startsWith("appearance.")));
  try {
    localStorage.setItem(KEPT_AS, JSON.stringify(own));
  } catch {
    // Without storage the first paint follows the system; nothing else depends on it.
  }
}
