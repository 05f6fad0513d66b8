import type { FixtureRepository } from "../support/fixture-repository.ts";
import { createSessionsRepository } from "../support/sessions-repository.ts";
import { expect, test as base } from "./support/app.ts";
import { indexRepository } from "./support/library.ts";
import { expectNoViolations } from "./support/page-checks.ts";

const FOLDER = "layer/surface/epistemic/beliefs";

/** The sample beliefs, one that stands on a commit and a session named in plain words, and one whose front matter is broken. */
const test = base.extend<{ indexed: FixtureRepository }>({
  indexed: [
    async ({ page, app }, run) => {
      const repository = createSessionsRepository();
      const hash = repository.git("rev-parse", "--short=8", "HEAD");
      repository.write(
        `${FOLDER}/one-store.md`,
        `---\ntype: belief\nid: one-store\nconfidence:\n  score: 0.4\nstatus: scoped\nrevised: 2026-03-01\n---\n\n## Statement\n\nOne store is enough.\n\n## Evidence\n\n- [[commit-${hash}]]: it was built (weight: 0.9)\n- session-20260206-100000: it held\n- [[session-20200101-000000]]: nobody has it\n\n## Attacks\n\n- [[measure-first]] (status: active)\n`,
      );
      repository.write(
        `${FOLDER}/loud-horn.md`,
        "---\ntype: belief\nid: loud-horn\nfacets: [fog, noise\nstatus: active\nconfidence:\n  score: 0.7\n---\n\n## Statement\n\nThe horn is heard a mile off.\n",
      );
      repository.commit("Hold two more beliefs");
      await page.goto(app.url);
      await indexRepository(page, repository.root);
      await page.getByRole("link", { name: "Beliefs" }).click();
      await run(repository);
      repository.remove();
    },
    { auto: true },
  ],
});

test("the list and the graph that follows it, a page with evidence that leads to its session", async ({ page }) => {
  const list = page.getByRole("listbox", { name: "Beliefs" });
  await expect(list.getByRole("option")).toHaveCount(4);
  await expect(list.getByRole("option", { name: /Measure before choosing a store/ })).toContainText("85 %");
  await expect(page.getByRole("img", { name: /Graph of beliefs\. 4 beliefs and 3 relations/ })).toBeVisible();
  await page.getByRole("combobox", { name: "Filter beliefs" }).fill("measure");
  await page.keyboard.press("ArrowDown");
  await expect(page.locator(".graph-node[data-selected]")).toHaveCount(1);
  await expectNoViolations(page);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: /Measure before choosing a store/ })).toBeVisible();
  await expect(page.getByText("no file of its own")).toBeVisible();
  await expectNoViolations(page);
  await page.getByRole("link", { name: "session-20260204-213118" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "choose the ring buffer" })).toBeVisible();
});

test("sorted and filtered, as the address keeps it", async ({ page }) => {
  const options = page.getByRole("listbox", { name: "Beliefs" }).getByRole("option");
  await expect(options).toHaveText([/loud-horn/, /measure-first/, /one-store/, /simple-parts/]);
  for (const [order, first] of [
    ["Surest first", /measure-first/],
    ["Most evidence first", /one-store/],
    ["Last revised first", /one-store/],
  ] as const) {
    await page.getByRole("combobox", { name: "Order of the beliefs" }).click();
    await page.getByRole("option", { name: order }).click();
    await expect(options.first()).toHaveText(first);
  }
  await page.getByRole("button", { name: /^Status/ }).click();
  await page.getByRole("checkbox", { name: /scoped/ }).press("Space");
  await page.keyboard.press("Escape");
  await expect(options).toHaveText([/one-store/]);
  await expect(page).toHaveURL(/#\/beliefs\?status=scoped&sort=newest$/);
  await page.reload();
  await expect(options).toHaveText([/one-store/]);
  await page.keyboard.press("Escape");
  await expect(options).toHaveCount(4);
  await page.getByRole("button", { name: /With errors/ }).click();
  await expect(options).toHaveText([/loud-horn.*1 problem/s]);
});

test("sessions and commits are evidence in the graph, and in a table that says the same in words", async ({ page }) => {
  await page.getByRole("button", { name: "Sessions and commits" }).click();
  await expect(page.locator('.graph-node[data-kind="commit"]')).toHaveCount(1);
  await expect(page.locator('.graph-node[data-kind="session"]')).toHaveCount(3);
  await expectNoViolations(page);
  await page.getByRole("button", { name: "As a table" }).click();
  const table = page.getByRole("region", { name: "Relations" });
  await expect(table.getByRole("row")).toHaveCount(9);
  await expect(table.getByRole("row", { name: /20200101-000000/ })).toContainText("not in the library");
  await expect(table.getByRole("row", { name: /one-store attacks measure-first/ })).toBeVisible();
  await expectNoViolations(page);
  await page.getByRole("combobox", { name: "Filter beliefs" }).fill("one store");
  await expect(table.getByRole("row")).toHaveCount(5);
  const commit = table.getByRole("row", { name: /Commit [0-9a-f]{8} Add more sessions and beliefs is evidence for one-store/ });
  await commit.getByRole("link").first().focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Add more sessions and beliefs" })).toBeVisible();
});

test("a belief with broken front matter shows what could be read, and leads to the line that is wrong", async ({ page }) => {
  await page.setViewportSize({ width: 900, height: 600 });
  const row = page.getByRole("option", { name: /The horn is heard a mile off/ });
  await row.click();
  await expect(page.locator(".graph-node[data-selected]")).toHaveCount(1);
  await row.click();
  await expect(page.getByRole("heading", { level: 1, name: "The horn is heard a mile off." })).toBeVisible();
  await expect(page.getByText("fog, noise")).toBeVisible();
  const problems = page.getByRole("region", { name: "Found while reading" });
  await expect(problems).toContainText("Flow sequence");
  await expectNoViolations(page);
  await problems.getByRole("link", { name: "Line 4" }).click();
  await expect(page).toHaveURL(/#\/document\/\d+\?line=4$/);
});
