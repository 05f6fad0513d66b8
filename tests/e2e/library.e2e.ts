import { createHeldGit, type HeldGit } from "../support/held-git.ts";
import { createHome, expect, startApp, test } from "./support/app.ts";
import { isElectron, startElectron } from "./support/electron.ts";
import { expectIndexed, indexRepository } from "./support/library.ts";
import { holdToast } from "./support/toast.ts";

test.describe("adding a repository", () => {
  test("the preview says what indexing would do, with the rule that ignores each path, before any work is done", async ({
    page,
    app,
    repository,
  }) => {
    await page.goto(app.url);
    await page.getByLabel("Path of a repository on this machine").fill(repository.root);
    await page.getByRole("button", { name: "Look at it" }).click();

    await expect(page.getByRole("heading", { name: "Index lighthouse" })).toBeVisible();
    await expect(page.getByRole("tabpanel")).toContainText("target/");
    await expect(page.getByRole("tabpanel")).toContainText(".gitignore:1");
    await expect(page.getByRole("region", { name: "Languages" })).toContainText("Rust");
    await expect(page.locator(".figure", { hasText: "Sessions" })).toContainText("1");
    await expect(page.getByRole("contentinfo")).toContainText("0 repositories");

    await page.getByRole("tab", { name: "Rules" }).click();
    await page.getByLabel("Leave out").fill("*.rs");
    await page.getByRole("button", { name: "Look again" }).click();
    await expect(page.getByRole("region", { name: "Languages" })).not.toContainText("Rust");

    await page.getByRole("button", { name: "Cancel" }).click();
    await expect(page.getByLabel("Path of a repository on this machine")).toHaveValue(repository.root);
  });

  test("every path has its answer", async ({ page, app, repository }) => {
    await page.goto(app.url);
    const look = async (path: string): Promise<void> => {
      await page.getByLabel("Path of a repository on this machine").fill(path);
      await page.getByRole("button", { name: "Look at it" }).click();
    };
    await look(`${repository.root}/nowhere`);
    await expect(page.getByRole("heading", { name: "Not found" })).toBeVisible();
    await page.getByRole("button", { name: "Choose another folder" }).click();

    await look(`${repository.root}/src`);
    await expect(page.getByText("The whole repository will be indexed.")).toBeVisible();
    await page.getByRole("button", { name: "Cancel" }).click();
    await indexRepository(page, repository.root);

    await page.getByRole("link", { name: "All repositories" }).click();
    await page.getByRole("link", { name: "Add a repository" }).click();
    await look(repository.root);
    await expect(page.getByRole("heading", { name: "In the library already" })).toBeVisible();
    await page.getByRole("button", { name: "Choose another folder" }).click();
    await look(`${repository.root}/src`);
    await expect(page.getByRole("heading", { name: "In the library already" })).toBeVisible();
    await page.getByRole("link", { name: "Show in the library" }).click();
    await expect(page.getByRole("heading", { name: "lighthouse" })).toBeVisible();
  });

  test("a dropped folder and a dropped file are answered where the browser gives no path", async ({ page, app }) => {
    await page.goto(app.url);
    await expect(page.getByRole("heading", { name: "Drop a repository here" })).toBeVisible();
    const data = await page.evaluateHandle(() => {
      const transfer = new DataTransfer();
      transfer.items.add(new File(["text"], "notes.md", { type: "text/markdown" }));
      return transfer;
    });
    await page.dispatchEvent("body", "dragover", { dataTransfer: data });
    await expect(page.getByRole("heading", { name: "Let go to look at it" })).toBeVisible();
    await page.dispatchEvent("body", "drop", { dataTransfer: data });
    await expect(page.getByText("notes.md is a file. Drop the folder of a repository, or type its path.")).toBeVisible();
  });
});

test("a repository is renamed, watched or not, removed and put back", async ({ page, app, repository }) => {
  await page.goto(app.url);
  await indexRepository(page, repository.root);
  await page.getByRole("link", { name: "All repositories" }).click();
  const row = page.getByRole("list", { name: "Repositories" }).getByRole("listitem");

  await row.getByRole("button", { name: "Actions for lighthouse" }).click();
  await page.getByRole("menuitem", { name: "Rename" }).click();
  await page.getByLabel("Name", { exact: true }).fill("beacon");
  await page.keyboard.press("Enter");
  await expect(row.getByRole("link", { name: "beacon" })).toBeVisible();

  const watch = row.getByRole("switch");
  await expect(watch).toBeChecked();
  await watch.click();
  await expect(watch).not.toBeChecked();
  await page.reload();
  await expect(watch).not.toBeChecked();

  await row.getByRole("button", { name: "Actions for beacon" }).click();
  await page.getByRole("menuitem", { name: "Remove" }).click();
  await expect(page.getByRole("dialog")).toContainText("1 session");
  await expect(page.getByRole("button", { name: "Cancel" })).toBeFocused();
  await page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
  const removed = await holdToast(page, "beacon is removed");
  await expect(page.getByRole("heading", { name: "Drop a repository here" })).toBeVisible();
  await removed.getByRole("button", { name: "Undo" }).click();
  await expect(row.getByRole("link", { name: "beacon" })).toBeVisible();
  await expect(row.getByRole("switch")).not.toBeChecked();
});

test.describe("without watching", () => {
  // A watched folder would be read again before anybody clicks.
  test.use({ settings: "[indexing]\nwatch = false\n" });

  test("a file that cannot be read is set aside with its reason, and is tried again when it has been put right", async ({
    page,
    app,
    repository,
  }) => {
    repository.write("docs/manual.md", new Uint8Array([35, 32, 0, 1, 2, 3, 255, 254, 0, 0]));
    await page.goto(app.url);
    await indexRepository(page, repository.root);
    const aside = page.getByRole("region", { name: "Set aside" });
    await expect(aside).toContainText("docs/manual.md");

    repository.write("docs/manual.md", "# Manual\n\nTurn the lamp by hand.\n");
    await aside.getByRole("button", { name: "Try docs/manual.md again" }).click();
    await expect(aside).toContainText("Every file was read.");
  });
});

test.describe("a run that takes its time", () => {
  const held = test.extend<{ git: HeldGit }>({
    // oxlint-disable-next-line no-empty-pattern -- Playwright finds a fixture's needs by its parameter's pattern
    git: async ({}, run) => {
      const git = createHeldGit();
      await run(git);
      git.remove();
    },
    app: async ({ git }, run, info) => {
      const app = isElectron(info) ? await startElectron(createHome(), git.env) : await startApp(createHome(), git.env);
      await run(app);
      await app.stop();
    },
  });

  held("can be paused, goes on, and can be stopped; what is in stays", async ({ page, app, repository, git }) => {
    await page.goto(app.url);
    await page.getByLabel("Path of a repository on this machine").fill(repository.root);
    await page.getByRole("button", { name: "Look at it" }).click();
    await page.getByRole("button", { name: "Start indexing" }).click();
    const panel = page.getByRole("region", { name: "Indexing" });
    await expect(panel.locator('[data-state="done"]').getByText("Reading files")).toBeVisible();
    await page.getByRole("button", { name: "Pause: lighthouse" }).click();
    await expect(panel.getByRole("heading", { name: "Paused" })).toBeVisible();
    await expect(page.getByRole("contentinfo")).toContainText("Indexing paused");
    await page.getByRole("button", { name: "Resume: lighthouse" }).click();
    await expect(panel.getByRole("heading", { name: /^Indexing/ })).toBeVisible();

    await page.getByRole("button", { name: "Cancel: lighthouse" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Stop" }).click();
    await expect(panel).toHaveCount(0);
    await expect(page.getByText("Not indexed to the end yet")).toBeVisible();
    await expect(page.getByRole("contentinfo")).toContainText(/[1-9]\d* passages/);
    git.release();
    await page.getByRole("button", { name: "Index again", exact: true }).click();
    await expectIndexed(page);
  });
});
