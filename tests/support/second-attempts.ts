import { writeFileSync } from "node:fs";
import type { Reporter, TestModule } from "vitest/node";

/** Vitest reporter of `npm test`: keeps the names of tests that passed only at their second attempt, as a JSON list in the file named by `SECOND_ATTEMPTS`. */
// oxlint-disable-next-line import/no-default-export -- Vitest asks for it
export default class SecondAttempts implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const names = modules.flatMap((module) =>
      [...module.children.allTests()]
        .filter((one) => one.diagnostic()?.flaky === true)
        .map((one) => `${module.relativeModuleId} > ${one.fullName}`),
    );
    const path = process.env["SECOND_ATTEMPTS"];
    if (path !== undefined) writeFileSync(path, JSON.stringify(names));
  }
}
