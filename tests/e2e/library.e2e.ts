import { expect, test } from "./support/app.ts";
import { indexRepository } from "./support/library.ts";

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
  await expect(page.getByRole("heading", { name: "Drop a repository here" })).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(row.getByRole("link", { name: "beacon" })).toBeVisible();
  await expect(row.getByRole("switch")).not.toBeChecked();
});

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

test("indexing can be paused, goes on, and can be stopped; what is in stays", async ({ page, app, repository }) => {
  test.setTimeout(300_000);
  // So much that the run is still under way after each click.
  const sections = Array.from({ length: 24 }, (_, at) => `## Upkeep ${at}\n\nClean lens ${at} weekly, and its frame with it.\n`).join("\n");
  for (let number = 0; number < 2500; number++) {
    repository.write(`docs/page-${number}.md`, `# Page ${number}\n\nThe lamp number ${number} turns.\n\n${sections}`);
  }
  await page.goto(app.url);
  await page.getByLabel("Path of a repository on this machine").fill(repository.root);
  await page.getByRole("button", { name: "Look at it" }).click();
  await page.getByRole("button", { name: "Start indexing" }).click();
  await page.getByRole("button", { name: "Pause: lighthouse" }).click();
  const panel = page.getByRole("region", { name: "Indexing" });
  await expect(panel.getByRole("heading", { name: "Paused" })).toBeVisible();
  await expect(page.getByRole("contentinfo")).toContainText("Indexing paused");
  await page.getByRole("button", { name: "Resume: lighthouse" }).click();
  await expect(panel.getByRole("heading", { name: /^Indexing/ })).toBeVisible();

  await page.getByRole("button", { name: "Cancel: lighthouse" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Stop" }).click();
  await expect(panel).toHaveCount(0);
  await expect(page.getByText("Not indexed to the end yet")).toBeVisible();
  await page.getByRole("button", { name: "Index again", exact: true }).click();
  await expect(page.getByText(/^Indexed (now|\d+ (second|minute)s? ago)$/)).toBeVisible({ timeout: 200_000 });
});
