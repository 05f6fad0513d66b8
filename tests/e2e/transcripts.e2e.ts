import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { createAssistantsHome, fingerprint, type AssistantsHome } from "../support/assistants-home.ts";
import { claudeTranscript } from "../unit/transcripts/fixtures.ts";
import { expect, startApp, test as base } from "./support/app.ts";
import { isElectron } from "./support/electron.ts";
import { expectIndexed, indexRepository } from "./support/library.ts";
import { holdToast } from "./support/toast.ts";
import { expectNoViolations } from "./support/page-checks.ts";

/** The app on a machine where assistants have worked on the repository. */
const test = base.extend<{ readonly assistants: AssistantsHome }>({
  assistants: async ({ repository }, run) => {
    writeFileSync(join(repository.root, ".git/info/exclude"), ".aider*\n.specstory\n");
    const assistants = createAssistantsHome(repository.root, repository.git("rev-parse", "HEAD"));
    await run(assistants);
    assistants.remove();
  },
  app: async ({ assistants }, run, info) => {
    base.skip(isElectron(info), "One host is enough: the window shows the same page.");
    const app = await startApp(undefined, assistants.env);
    await run(app);
    await app.stop();
  },
});

test("an assistant is found, asked for in plain words, read without a change to its files, and left again", async ({
  page,
  app,
  repository,
  assistants,
}) => {
  await page.goto(app.url);
  await page.getByLabel("Path of a repository on this machine").fill(repository.root);
  await page.getByRole("button", { name: "Look at it" }).click();
  const offered = page.getByRole("region", { name: "Transcripts of assistants for this folder" });
  await expect(offered.getByRole("listitem").filter({ hasText: "Claude Code" })).toContainText("found, not read");
  await expect(offered.getByRole("listitem").filter({ hasText: "opencode" })).toContainText("cannot be counted before it is allowed");
  await expectNoViolations(page);
  await page.getByRole("button", { name: "Start indexing" }).click();
  await expectIndexed(page);
  await page.getByRole("link", { name: "All repositories" }).click();

  const untouched = fingerprint(assistants.folder);
  const sources = page.getByRole("region", { name: "Transcripts of assistants" });
  const claude = sources.getByRole("list", { name: "Found on this machine" }).getByRole("listitem").filter({ hasText: "Claude Code" });
  await expect(claude).toContainText("Not read yet");
  await expect(claude).toContainText("1 transcript");
  await expect(claude).toContainText("deletes what was not used for 10 days");
  await expect(claude.getByRole("list", { name: "By repository" })).toContainText("lighthouse 1");
  await claude.getByRole("button", { name: "Read… Claude Code" }).click();
  const dialog = page.getByRole("dialog", { name: "Read the transcripts of Claude Code?" });
  await expect(dialog).toContainText(join(assistants.env["CLAUDE_CONFIG_DIR"] ?? "", "projects"));
  await expect(dialog).toContainText("Nothing there is changed, moved or deleted");
  await expect(dialog.getByRole("button", { name: "Cancel" })).toBeFocused();
  await dialog.getByRole("button", { name: "Read and archive" }).click();
  await expect(claude).toContainText("Read and archived");
  await expect(claude).toContainText("1 transcript archived");
  expect(fingerprint(assistants.folder)).toBe(untouched);
  await expectNoViolations(page);

  await sources.getByRole("button", { name: "Leave them Codex CLI" }).click();
  await expect(sources.getByRole("button", { name: "Leave them Codex CLI" })).toHaveCount(0);

  await claude.getByRole("button", { name: "Stop reading Claude Code" }).click();
  const stopped = await holdToast(page, "Claude Code is read no more");
  await expect(claude).toContainText("Not read");
  await expect(claude).toContainText("1 transcript archived");
  await stopped.getByRole("button", { name: "Undo" }).click();
  await expect(claude).toContainText("Read and archived");
});

test("a folder that belongs to no repository is asked about, mapped, and ignored", async ({ page, app, repository, assistants }) => {
  const lost = "/lost/long/ago";
  writeFileSync(assistants.claudeFile, claudeTranscript(lost).replaceAll("[main 3f2a9c1]", "[main fffffff]"));
  await page.goto(app.url);
  await indexRepository(page, repository.root);
  await page.getByRole("link", { name: "All repositories" }).click();
  await page.getByRole("button", { name: "Read… Claude Code" }).click();
  await page.getByRole("button", { name: "Read and archive" }).click();

  const folders = page.getByRole("region", { name: "Which repository they belong to" });
  await expect(folders.getByRole("heading", { name: "1 folder belongs to no repository yet" })).toBeVisible();
  const choice = folders.getByRole("combobox", { name: `Repository of ${lost}` });
  await expect(choice).toContainText("Choose a repository");
  await choice.click();
  await page.getByRole("option", { name: "lighthouse" }).click();
  await expect(folders.getByText("1 folder and its repository")).toBeVisible();
  await page.getByText(/^1 folder and/).click();
  await expect(folders).toContainText("You said so");
  await expect(choice).toContainText("lighthouse");
  await expect(page.getByRole("listitem").filter({ hasText: "Claude CodeRead" }).getByRole("list")).toContainText("lighthouse 1");

  await choice.click();
  await page.getByRole("option", { name: "Ignore" }).click();
  const ignored = await holdToast(page, `${lost} is ignored`);
  await expect(choice).toContainText("Ignored");
  await ignored.getByRole("button", { name: "Undo" }).click();
  await expect(choice).toContainText("lighthouse");
});

test("what an assistant is about to delete is kept, and stays after it has", async ({ page, app, repository, assistants }) => {
  await page.goto(app.url);
  await indexRepository(page, repository.root);
  await page.getByRole("link", { name: "All repositories" }).click();
  assistants.write(join(assistants.env["CLAUDE_CONFIG_DIR"] ?? "", "settings.json"), JSON.stringify({ cleanupPeriodDays: 3 }));
  await page.getByRole("button", { name: "Read… Claude Code" }).click();
  await page.getByRole("button", { name: "Read and archive" }).click();
  await page.getByRole("link", { name: "Kept transcripts" }).click();

  await expect(page.getByText("1 transcript will be deleted by its assistant within 7 days. The archive keeps it.")).toBeVisible();
  const list = page.getByRole("listbox", { name: "Archived transcripts" });
  await expect(list).toContainText("Deleted by their assistant soon");
  await expect(list.getByRole("option")).toContainText("deleted in 2 days");
  await expectNoViolations(page);

  assistants.remove();
  await page.reload();
  await expect(list).toContainText("Deleted by their assistant, kept here");
  await list.getByRole("option").click();
  await page.getByRole("button", { name: "Open the session" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Foghorn at dawn");
  await page.goBack();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("heading", { name: "Library", level: 1 })).toBeVisible();
});

test("kept transcripts are filtered, and one is deleted for good when that is confirmed", async ({ page, app, repository, assistants }) => {
  await page.goto(app.url);
  await indexRepository(page, repository.root);
  await page.getByRole("link", { name: "All repositories" }).click();
  for (const name of ["Claude Code", "Gemini CLI"]) {
    await page.getByRole("button", { name: `Read… ${name}` }).click();
    await page.getByRole("button", { name: "Read and archive" }).click();
  }
  const untouched = fingerprint(assistants.folder);
  await page.getByRole("link", { name: "Kept transcripts" }).click();
  const options = page.getByRole("listbox", { name: "Archived transcripts" }).getByRole("option");
  await expect(options).toHaveCount(2);
  await page.getByRole("combobox", { name: "Filter kept transcripts" }).fill("foghorn");
  await expect(options).toHaveCount(1);
  const erase = page.getByRole("button", { name: "Delete kept transcript…" });
  await expect(erase).toBeDisabled();
  await options.click();
  await erase.click();
  const dialog = page.getByRole("dialog", { name: "Delete this kept transcript?" });
  await expect(dialog).toContainText("The file of Claude Code itself is not touched");
  await expect(dialog.getByRole("button", { name: "Cancel" })).toBeFocused();
  await expectNoViolations(page);
  await page.keyboard.press("Enter");
  await expect(options).toHaveCount(1);
  await erase.click();
  await dialog.getByRole("button", { name: "Delete" }).click();
  await expect(page.getByText("No kept transcript matches")).toBeVisible();
  await page.getByRole("button", { name: "Clear the filter" }).click();
  await expect(options).toHaveCount(1);
  await expectNoViolations(page);
  await page.reload();
  await expect(options).toHaveCount(1);
  await expect(options).not.toContainText("Foghorn");
  expect(fingerprint(assistants.folder)).toBe(untouched);
});
