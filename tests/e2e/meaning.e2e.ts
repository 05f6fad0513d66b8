import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { floats, safetensors, tinyTokenizer } from "../support/embedding/tiny-models.ts";
import { bodyOf, startServer } from "../support/embedding/local-server.ts";
import { expect, test } from "./support/app.ts";
import { expectNoViolations } from "./support/page-checks.ts";

test("a model from a folder is added, used and left again", async ({ page, app }) => {
  const folder = join(app.home, "given", "tiny");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "tokenizer.json"), JSON.stringify(tinyTokenizer(["boat", "a", "sentence"])));
  const table = [0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 1, 1, 1];
  writeFileSync(join(folder, "model.safetensors"), Buffer.from(safetensors({ embeddings: floats([7, 2], table) })));

  await page.goto(app.url);
  await page.goto(`${new URL(app.url).origin}/#/settings/meaning`);
  await expect(page.getByText("In use")).toBeVisible();
  await page.getByLabel("Folder of the model").fill(folder);
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await page.getByRole("button", { name: /^Use tiny/ }).click();
  await expect(page.getByRole("listitem").filter({ hasText: "tiny" }).getByText("In use")).toBeVisible();
  await expectNoViolations(page);
  await page.getByRole("button", { name: "Use Built-in" }).click();
  await page.getByRole("button", { name: /^Remove tiny/ }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
  await expect(page.getByText("tiny")).toHaveCount(0);
});

test("an endpoint is tested, and the request stands in the network ledger", async ({ page, app }) => {
  const server = await startServer((request, response) => {
    void bodyOf(request).then(() => response.end(JSON.stringify({ data: [{ index: 0, embedding: [1, 0, 0] }] })));
  });
  await page.goto(app.url);
  await page.goto(`${new URL(app.url).origin}/#/settings/network`);
  await expect(page.getByText("No request has left this machine")).toBeVisible();
  await page.getByRole("link", { name: "Meaning" }).click();
  await page.getByRole("textbox", { name: "Endpoint", exact: true }).fill(`${server.url}/v1`);
  await page.getByRole("textbox", { name: "Endpoint's model" }).fill("tiny");
  await page.getByRole("textbox", { name: "Endpoint's model" }).press("Enter");
  await page.getByRole("button", { name: "Test the endpoint" }).click();
  await expect(page.getByText(/It answers with 3 dimensions/)).toBeVisible();
  await page.getByRole("link", { name: "Network", exact: true }).click();
  await expect(page.getByRole("cell", { name: new URL(server.url).host })).toBeVisible();
  await expectNoViolations(page);
  await server.close();
});
