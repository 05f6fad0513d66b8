import { createSessionsRepository } from "../../support/sessions-repository.ts";
import { test as base } from "./app.ts";
import { indexRepository } from "./library.ts";

/** A test whose app holds a repository of sessions, with the page at it. */
export const test = base.extend<{ readonly indexed: void }>({
  indexed: [
    async ({ page, app }, run) => {
      const repository = createSessionsRepository();
      await page.goto(app.url);
      await indexRepository(page, repository.root);
      await run();
      repository.remove();
    },
    { auto: true },
  ],
});
