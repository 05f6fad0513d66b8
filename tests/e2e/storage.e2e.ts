import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { freePort, startSqld, sqldMissing, type Sqld } from "../support/sqld.ts";
import { expectNoViolations, watchSecret } from "./support/page-checks.ts";
import { expect, test as base } from "./support/app.ts";
import { isElectron } from "./support/electron.ts";
import { indexRepository } from "./support/library.ts";

const test = base.extend<{ server: Sqld }>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright finds a fixture's needs by its parameter's pattern
  server: async ({}, run) => {
    const server = await startSqld();
    await run(server);
    await server.remove();
  },
});
test.skip(sqldMissing !== null, sqldMissing ?? "");

test("a server is tested step by step: a good token, a bad one, no server; the token is nowhere afterwards", async ({
  page,
  app,
  server,
}) => {
  const token = server.token();
  const sightings = watchSecret(page, token);
  await page.goto(app.url);
  await page.goto(`${new URL(app.url).origin}/#/settings/storage`);
  await page.getByRole("radio", { name: "Turso, replica here" }).check();
  await page.getByRole("button", { name: "Test connection" }).click();
  await expect(page.getByText("Write the address of the database.")).toBeVisible();
  await page.getByLabel("Database URL").fill(`http://user:secret@127.0.0.1:${server.port}`);
  await expect(page.getByText("Leave the secret out of the address")).toBeVisible();

  const result = page.getByRole("region", { name: "Result of the test" });
  await page.getByLabel("Database URL").fill(server.url);
  await page.getByLabel("Token", { exact: true }).fill(server.foreignToken());
  await page.getByRole("button", { name: "Test connection" }).click();
  await expect(result).toContainText("does not accept the token");
  await expect(result).toContainText("It cannot be used yet. Nothing was changed.");
  await expect(page.getByRole("button", { name: "Switch…" })).toBeDisabled();

  await page.getByLabel("Token", { exact: true }).fill(token);
  await expect(result).toHaveCount(0);
  await page.getByLabel("Token", { exact: true }).press("Enter");
  await expect(result).toContainText("It can be used. A question takes");
  await expect(result.getByRole("listitem")).toHaveCount(10);
  await expectNoViolations(page);
  await page.getByRole("button", { name: "Keep token" }).click();
  await expect(page.getByText("Kept in a file that only you can read. It is not shown.")).toBeVisible();

  await page.getByLabel("Database URL").fill(`http://127.0.0.1:${await freePort()}`);
  await page.getByRole("button", { name: "Test connection" }).click();
  await expect(result).toContainText("refuses connections");
  await page.reload();
  await page.getByRole("radio", { name: "Turso, remote" }).check();
  await expect(page.getByText("It is not shown.")).toBeVisible();
  await page.getByRole("button", { name: "Forget the token" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Forget" }).click();
  await expect(page.getByLabel("Token", { exact: true })).toHaveValue("");
  expect(await sightings()).toEqual([]);
});

test("the library moves from SQLite to a local libSQL file and back, each time at once, in another window too; the one before is deleted when asked", async ({
  page,
  app,
  repository,
}, info) => {
  test.skip(isElectron(info), "Electron has one window");
  await page.goto(app.url);
  await indexRepository(page, repository.root);
  const other = await page.context().newPage();
  const messages: string[] = [];
  other.on("websocket", () => messages.push("connected"));
  await other.goto(`${new URL(app.url).origin}/#/search?q=${encodeURIComponent("ring buffer")}`);
  await expect(other.getByRole("option").first()).toBeVisible();
  const marked = await markPages(page, other);

  await page.getByRole("link", { name: "SQLite on this machine" }).click();
  // By keyboard alone.
  await page.getByRole("radio", { name: "SQLite" }).focus();
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("radio", { name: "Turso, local file" })).toBeChecked();
  await page.keyboard.press("Tab");
  await expect(page.getByLabel("File", { exact: true })).toBeFocused();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(page.getByText("It can be used.")).toBeVisible();
  await page.keyboard.press("Tab");
  await expect(page.getByRole("button", { name: "Switch…" })).toBeFocused();
  await page.keyboard.press("Enter");
  const question = page.getByRole("dialog", { name: "Switch to Turso, local file?" });
  await expect(question.getByRole("button", { name: "Cancel" })).toBeFocused();
  await expect(question).toContainText("Then the new one serves at once, in every window.");
  await expectNoViolations(page);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  const done = page.getByRole("status").filter({ hasText: "serves now" });
  await expect(done).toContainText("Turso, local file serves now");
  await expect(done).toContainText(/8 documents and \d+ vectors are the same in both\./);
  for (const window of [page, other]) await expect(window.getByRole("contentinfo")).toContainText("Turso");
  await expect(page.getByText(/libSQL/).first()).toBeVisible();
  await expect(page.getByRole("radio", { name: "Turso, local file" })).toBeChecked();
  await expectNoViolations(page);

  // Folders are watched as before: what changes is indexed, and found in the other window.
  repository.write("docs/fog.md", "# Fog\n\nThe foghorn answers every ring buffer at dusk.\n");
  await expect(other.getByRole("option", { name: /fog\.md/ })).toBeVisible();

  await page.getByRole("radio", { name: "SQLite" }).check();
  await page.getByRole("button", { name: "Switch…" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Switch" }).click();
  await expect(done).toContainText("SQLite serves now");
  for (const window of [page, other]) await expect(window.getByRole("contentinfo")).toContainText("SQLite on this machine");
  await expect(other.getByRole("option", { name: /fog\.md/ })).toBeVisible();
  await page.getByRole("button", { name: /^Delete .*knowledge-libsql\.db$/ }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await expect(page.getByRole("heading", { name: "Earlier databases" })).toHaveCount(0);
  expect(existsSync(join(app.home, "knowledge-libsql.db"))).toBe(false);
  expect(await marked(), "neither page was loaded again").toBe(true);
  expect(messages, "nor did it connect again").toEqual(["connected"]);
});

/** Leaves something in each page that loading it again takes away. */
async function markPages(...pages: readonly Page[]): Promise<() => Promise<boolean>> {
  for (const page of pages) await page.evaluate(() => (document.documentElement.dataset["mark"] = "here"));
  return async () =>
    (await Promise.all(pages.map((page) => page.evaluate(() => document.documentElement.dataset["mark"] === "here")))).every(Boolean);
}

test("settings changed by hand name another storage: the panel says so, and changes over when asked", async ({ page, app, repository }) => {
  await page.goto(app.url);
  await indexRepository(page, repository.root);
  await page.goto(`${new URL(app.url).origin}/#/settings/storage`);
  writeFileSync(join(app.home, "config.toml"), '[sqlite]\npath = "anew.db"\n');
  const notice = page.getByRole("region", { name: "The settings name another storage: SQLite" });
  await expect(notice).toContainText("anew.db");
  await expectNoViolations(page);
  await notice.getByRole("button", { name: "Change over now" }).click();
  await expect(notice).toHaveCount(0);
  await expect(page.getByText(/anew\.db$/).first()).toBeVisible();
  await expect(page.getByRole("contentinfo")).toContainText("1 repository");
});

test("a switch is cancelled on the way: the old storage serves, and the page says so", async ({ page, repository, app, server }) => {
  await page.goto(app.url);
  await indexRepository(page, repository.root);
  await page.goto(`${new URL(app.url).origin}/#/settings/storage`);
  await page.getByRole("radio", { name: "Turso, remote" }).check();
  await page.getByLabel("Database URL").fill(server.url);
  await page.getByLabel("Token", { exact: true }).fill(server.token());
  await page.getByRole("button", { name: "Test connection" }).click();
  await expect(page.getByText("It can be used.")).toBeVisible();
  // It stops answering: the copy stands still until it is cancelled.
  server.pause();
  await page.getByRole("button", { name: "Switch…" }).click();
  await expect(page.getByRole("dialog")).toContainText(`Everything in the library goes to 127.0.0.1:${server.port}`);
  await page.getByRole("dialog").getByRole("button", { name: "Switch" }).click();
  await expect(page.getByText("SQLite serves until the end.")).toBeVisible();
  await page.getByRole("link", { name: "Sync", exact: true }).click();
  await page.getByRole("link", { name: "Storage", exact: true }).click();
  await page.getByRole("button", { name: "Cancel the switch" }).click();
  await expect(page.getByText("The switch is cancelled. SQLite serves as before.")).toBeVisible();
  server.resume();
  await expectNoViolations(page);
  await page.getByRole("button", { name: "Dismiss" }).click();
  await expect(page.getByRole("heading", { name: "Move the library" })).toBeVisible();
  await expect(page.getByRole("contentinfo")).toContainText("SQLite on this machine");
});
