/** kill -9 between what was read and what links it: the next run links it, though nothing is new to it. */
import { appendFileSync, chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ensureBundles } from "../../../build/bundle.ts";
import { runCli } from "../../support/cli.ts";
import { dumpDatabase } from "../../support/dump-database.ts";
import { createSampleRepository, type FixtureRepository } from "../../support/fixture-repository.ts";

let root: string;
let repository: FixtureRepository;

beforeEach(async () => {
  await ensureBundles(["main"]);
  root = mkdtempSync(join(tmpdir(), "verdigris-linking-"));
  repository = createSampleRepository();
});
afterEach(() => {
  repository.remove();
  rmSync(root, { recursive: true });
});

test("a run that is killed while it links leaves no session without its commits", async () => {
  const home = join(root, "home");
  expect((await runCli(["index", repository.root], { home })).code).toBe(0);
  const { session_commit: links } = dumpDatabase(home);
  expect(links).toMatch(/^[1-9]/);
  appendFileSync(join(repository.root, "layer/sessions/20260204-213118.md"), "\nThe keeper read it once more.\n");

  // With its history known, a run reads git's log only to link.
  const bin = mkdtempSync(join(root, "bin-"));
  const path = process.env["PATH"] ?? "";
  writeFileSync(join(bin, "git"), `#!/bin/sh\ncase " $* " in *" log "*) kill -9 $PPID;; esac\nPATH='${path}' exec git "$@"\n`);
  chmodSync(join(bin, "git"), 0o755);
  const killed = await runCli(["index", repository.root], { home, env: { PATH: `${bin}${delimiter}${path}` } });
  expect(killed.signal).toBe("SIGKILL");
  expect(dumpDatabase(home)["session_commit"]).not.toBe(links);

  expect((await runCli(["index", repository.root], { home })).code).toBe(0);
  expect(dumpDatabase(home)["session_commit"]).toBe(links);
});
