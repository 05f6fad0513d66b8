import type { WebSocketRoute } from "@playwright/test";
import { expect, test } from "./support/app.ts";
import { indexRepository } from "./support/library.ts";
import { violations } from "./support/page-checks.ts";

const SCREENS = [
  "#/library",
  "#/library/add",
  "#/settings/appearance",
  "#/settings/storage",
  "#/settings/sync",
  "#/settings/indexing",
  "#/settings/search",
  "#/settings/shortcuts",
  "#/settings/data",
  "#/settings/file",
  "#/nowhere",
];

for (const colorScheme of ["light", "dark"] as const) {
  test(`axe finds nothing, and the content policy is never broken (${colorScheme})`, async ({ page, app, repository }) => {
    const complaints: string[] = [];
    page.on("console", (message) => {
      if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
    });
    page.on("pageerror", (error) => complaints.push(error.message));
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    repository.write("docs/manual.md", new Uint8Array([35, 32, 0, 1, 2, 3, 255, 254, 0, 0]));

    await page.goto(app.url);
    await expect(page.getByRole("heading", { name: "Drop a repository here" })).toBeVisible();
    expect(await violations(page), "first run").toEqual([]);
    await page.getByLabel("Path of a repository on this machine").fill(repository.root);
    await page.getByRole("button", { name: "Look at it" }).click();
    await expect(page.getByRole("button", { name: "Start indexing" })).toBeVisible();
    expect(await violations(page), "preview").toEqual([]);
    await page.getByRole("button", { name: "Cancel" }).click();
    await indexRepository(page, repository.root);
    expect(await violations(page), "repository").toEqual([]);

    for (const screen of SCREENS) {
      await page.goto(`${new URL(app.url).origin}/${screen}`);
      await expect(page.getByRole("heading").first()).toBeVisible();
      expect(await violations(page), screen).toEqual([]);
    }
    await page.keyboard.press("Control+k");
    await expect(page.getByRole("option").first()).toBeVisible();
    expect(await violations(page), "palette").toEqual([]);
    await page.keyboard.press("Escape");
    await page.keyboard.press("?");
    await expect(page.getByRole("dialog", { name: "Shortcuts" })).toBeVisible();
    expect(await violations(page), "shortcuts").toEqual([]);
    expect(complaints).toEqual([]);
  });
}

test("a lost connection is said, and is back as soon as the app is", async ({ page, app }) => {
  const open: WebSocketRoute[] = [];
  let isDown = false;
  await page.routeWebSocket(/\/socket$/, (socket) => {
    if (isDown) return void socket.close();
    socket.connectToServer();
    open.push(socket);
  });
  await page.goto(app.url);
  await expect(page.getByRole("contentinfo")).toContainText("0 repositories");

  isDown = true;
  for (const socket of open) await socket.close();
  await expect(page.getByRole("alert")).toContainText("The connection to Verdigris is lost");
  // It is tried again by itself too: the app is there from the click on, so that no try before it takes the button away.
  const connect = page.getByRole("button", { name: "Connect now" });
  await page.exposeFunction("appIsBack", () => (isDown = false));
  await connect.evaluate((button) => button.addEventListener("click", () => (window as unknown as { appIsBack(): void }).appIsBack()));
  await connect.click();
  await expect(page.getByRole("alert")).toHaveCount(0);
  await page.keyboard.press("Control+,");
  await expect(page.getByRole("combobox", { name: "Theme" })).toBeEnabled();
});

test("twice the text size fits a small window without scrolling sideways", async ({ page, app, repository }) => {
  await page.setViewportSize({ width: 900, height: 600 });
  await page.goto(app.url);
  await indexRepository(page, repository.root);
  await page.keyboard.press("Control+,");
  await page.getByRole("combobox", { name: "Text size" }).click();
  await page.getByRole("option", { name: "200 %" }).click();
  await expect(page.locator("html")).toHaveCSS("font-size", "26px");
  for (const screen of ["#/library", "#/settings/appearance", "#/settings/data", "#/settings/indexing"]) {
    await page.goto(`${new URL(app.url).origin}/${screen}`);
    await expect(page.getByRole("heading").first()).toBeVisible();
    const overflow = await page.evaluate(() =>
      [document.documentElement, ...document.querySelectorAll("main, .settings-content")]
        .filter((element) => element.scrollWidth > element.clientWidth + 1)
        .map((element) => element.className),
    );
    expect(overflow, screen).toEqual([]);
  }
});
