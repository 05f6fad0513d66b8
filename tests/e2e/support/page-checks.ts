import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

/** What axe finds on the page as it stands, a line for each element. */
export async function violations(page: Page): Promise<readonly string[]> {
  const { violations: found } = await new AxeBuilder({ page }).analyze();
  return found.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(" ")} ${node.failureSummary ?? ""}`));
}

/** Axe finds nothing, in light and in dark. */
export async function expectNoViolations(page: Page): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    expect(await violations(page), colorScheme).toEqual([]);
  }
}

/** Looks for a secret in everything that the core answers from now on; the function that it gives adds what the page holds. */
export function watchSecret(page: Page, secret: string): () => Promise<readonly string[]> {
  const seen: string[] = [];
  page.on("websocket", (socket) =>
    socket.on("framereceived", ({ payload }) => {
      if (payload.toString().includes(secret)) seen.push("an answer");
    }),
  );
  return async () => {
    const html = await page.content();
    const values = await page.locator("input, textarea").evaluateAll((fields) => fields.map((field) => (field as HTMLInputElement).value));
    const kept = await page.evaluate(() => JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage), location.href]));
    return [
      ...seen,
      ...(html.includes(secret) ? ["the page"] : []),
      ...(values.includes(secret) ? ["a field"] : []),
      ...(kept.includes(secret) ? ["the browser"] : []),
    ];
  };
}
