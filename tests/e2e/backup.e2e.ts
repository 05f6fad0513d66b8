import { existsSync } from "node:fs";
import { expect, test } from "./support/app.ts";
import { indexRepository } from "./support/library.ts";
import { expectNoViolations } from "./support/page-checks.ts";

test("a backup is made and verified from the settings, checked again, and restored at once", async ({ page, app, repository }) => {
  await page.goto(app.url);
  await indexRepository(page, repository.root);
  await page.goto(`${new URL(app.url).origin}/#/settings/data`);
  const group = page.getByRole("region", { name: "Backup" });
  const folder = `${app.home}/copy`;
  await group.getByLabel("Folder of the backup").fill(`${app.home}/nothing-here`);
  await group.getByRole("button", { name: "Restore…" }).click();
  await expect(group.getByRole("alert")).toContainText("is no backup");

  await group.getByLabel("Folder of the backup").fill(folder);
  await group.getByRole("button", { name: "Back up" }).click();
  await expect(group).toContainText("The backup is made and verified.");
  await expect(group.getByRole("alert")).toHaveCount(0);
  expect(existsSync(`${folder}/backup.json`)).toBe(true);
  await group.getByRole("button", { name: "Back up" }).click();
  await expect(group.getByRole("alert")).toContainText("exists already");

  await group.getByRole("button", { name: "Restore…" }).click();
  const dialog = page.getByRole("dialog", { name: "Restore this backup?" });
  await expect(dialog).toContainText(folder);
  await expect(dialog).toContainText("What is there now is kept");
  await dialog.getByRole("button", { name: "Restore" }).click();
  await expect(group).toContainText("The backup is restored, and serves now.");
  await expect(page.getByRole("contentinfo")).toContainText("1 repository");
  await expectNoViolations(page);
});
