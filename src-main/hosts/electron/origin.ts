/** The page's scheme and origin. A standard, secure scheme of our own: `file://` would give the page every file's origin. */
export const APP_SCHEME = "app";
export const APP_ORIGIN = "app://verdigris";
/** Deep links: `verdigris://session/…`. */
export const LINK_SCHEME = "verdigris";

/** Whether a URL is the app's own page. Parsed, never compared by prefix. */
export function isAppUrl(url: string, developmentUrl: string | null = null): boolean {
  const parsed = parse(url);
  if (parsed === null) return false;
  if (parsed.protocol === `${APP_SCHEME}:` && parsed.host === "verdigris") return true;
  const development = developmentUrl === null ? null : parse(developmentUrl);
  return development !== null && parsed.origin === development.origin && parsed.origin !== "null";
}

/** Whether a URL may be handed to the user's browser or mail program. */
export function isExternalUrl(url: string): boolean {
  const parsed = parse(url);
  return parsed !== null && ["https:", "http:", "mailto:"].includes(parsed.protocol);
}

function parse(url: string): URL | null {
  return URL.canParse(url) ? new URL(url) : null;
}
