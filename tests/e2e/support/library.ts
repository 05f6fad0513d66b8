import { expect, type Page } from "@playwright/test";

/** The repository on the page has been indexed to the end. */
export async function expectIndexed(page: Page): Promise<void> {
  await expect(page.getByText(/^Indexed (now|\d+ minutes? ago)$/)).toBeVisible();
}

/** Indexes a repository as a user does on a first run or from the library, and waits until it is in. The page is at the app already. */
export async function indexRepository(page: Page, root: string): Promise<void> {
  await page.getByLabel("Path of a repository on this machine").fill(root);
  await page.getByRole("button", { name: "Look at it" }).click();
  await page.getByRole("button", { name: "Start indexing" }).click();
  await expectIndexed(page);
}
