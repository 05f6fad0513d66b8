import { expect, test } from "./support/app.ts";
import { indexRepository } from "./support/library.ts";

test("first run: index a repository, search, open a decision in its session, reload", async ({ page, app, repository }) => {
  await page.goto(app.url);
  await expect(page.getByText("Everything stays on this machine")).toBeVisible();
  await indexRepository(page, repository.root);

  await page.getByRole("link", { name: "Search" }).click();
  await page.getByLabel("Search everything").fill("ring buffer over a database");
  await page
    .getByRole("option", { name: /Ring buffer over a database/ })
    .first()
    .click();
  await page.getByRole("region", { name: "Preview" }).getByRole("link", { name: "Open" }).click();
  await expect(page.getByRole("heading", { name: "choose the ring buffer" })).toBeVisible();
  await expect(page.locator('[aria-current="location"]')).toContainText("readings older than a day are worthless");

  await page.reload();
  await expect(page.getByRole("heading", { name: "choose the ring buffer" })).toBeVisible();
});
