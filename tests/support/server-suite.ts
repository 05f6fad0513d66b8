/** Suites about the server of a storage, each test with a server and a repository of its own. */
import { afterEach, beforeEach, describe } from "vitest";
import { createSampleRepository, type FixtureRepository } from "./fixture-repository.ts";
import { sqldMissing, startSqld, type Sqld } from "./sqld.ts";
import type { TestCore } from "./test-core.ts";

export interface ServerBench {
  readonly server: Sqld;
  readonly repository: FixtureRepository;
  /** Set by the test; stopped after it. */
  core: TestCore;
}

/** Describes what needs a real server; skipped, with the reason in its name, where there is none. */
export function describeWithSqld(name: string, suite: () => void): void {
  describe.skipIf(sqldMissing !== null)(`${name}${sqldMissing === null ? "" : ` (${sqldMissing})`}`, suite);
}

/** Describes what a storage does with a real server. */
export function describeServer(name: string, suite: (on: ServerBench) => void): void {
  describeWithSqld(name, () => {
    const on = {} as { -readonly [K in keyof ServerBench]: ServerBench[K] };
    beforeEach(async () => {
      on.repository = createSampleRepository();
      on.server = await startSqld();
    });
    afterEach(async () => {
      await on.core.stop();
      await on.server.remove();
      on.repository.remove();
    });
    suite(on);
  });
}
