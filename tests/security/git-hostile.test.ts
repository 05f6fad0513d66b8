import { createHash } from "node:crypto";
import { chmodSync, existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { countCommits } from "../../src-main/core/git/commit-content.ts";
import { commitDiff } from "../../src-main/core/git/diff.ts";
import { hardenedArguments, hardenedEnvironment } from "../../src-main/core/git/git-hardening.ts";
import { streamCommits } from "../../src-main/core/git/history.ts";
import { listCommitFacts } from "../../src-main/core/git/commit-facts.ts";
import { listTags, listTips } from "../../src-main/core/git/refs.ts";
import { openRepository } from "../../src-main/core/git/repository.ts";
import { listIgnored } from "../../src-main/core/scan/ignored.ts";
import { previewFolder } from "../../src-main/core/scan/preview.ts";
import { scanFolder } from "../../src-main/core/scan/scan-folder.ts";
import { createGitFixture, type GitFixture } from "../unit/git/git-fixture.ts";

/** What a hostile repository would run; its marker beside the repository proves that it ran. */
let fixture: GitFixture;
let marker: string;
let script: string;
let first: string;

const CAPS = { maxFileBytes: 2_000_000, maxTranscriptBytes: 50_000_000, parseTimeoutMs: 250 };
const RULES = { exclude: [], include: [] };

beforeEach(() => {
  fixture = createGitFixture();
  marker = join(dirname(fixture.root), "marker");
  script = join(dirname(fixture.root), "attack.sh");
  // Reads no input: as a transport it would wait for git, and git for it.
  writeFileSync(script, `#!/bin/sh\necho "$0 $*" >> '${marker}'\nexit 1\n`);
  chmodSync(script, 0o755);
  fixture.write("a.txt", "one\n");
  fixture.write("b.bin", Buffer.from([0, 1, 2, 3]));
  fixture.write(".gitignore", "*.log\n");
  fixture.write("noise.log", "x");
  first = fixture.commit("First");
  fixture.write("a.txt", "one\ntwo\n");
  fixture.write("b.bin", Buffer.from([0, 9, 9, 9]));
  fixture.commit("Second");
  fixture.git(["tag", "-a", "-m", "annotated", "v1"]);
  // A changed and an untracked file: what makes git look at contents.
  fixture.write("a.txt", "three\n");
  fixture.write("untracked.txt", "u\n");
});
afterEach(() => fixture.remove());

/** Everything the application does with a repository it is pointed at. Failures are as good as answers; running something is not. */
async function runEverything(root: string, from: string): Promise<{ commits: number; files: string[] }> {
  const attempt = async <T>(work: () => Promise<T>, otherwise: T): Promise<T> => work().catch(() => otherwise);
  await attempt(() => openRepository(root), null);
  const commits = await attempt(() => Array.fromAsync(streamCommits({ root })), []);
  await attempt(() => listTags({ root }), []);
  await attempt(() => listTips({ root }), []);
  await attempt(() => listCommitFacts({ root }), []);
  await attempt(() => countCommits({ root }), 0);
  for (const hash of [from, ...commits.map((commit) => commit.hash)]) {
    await attempt(() => commitDiff({ root, hash }), null);
    await attempt(() => commitDiff({ root, hash, path: "a.txt" }), null);
  }
  const entries = await attempt(() => Array.fromAsync(scanFolder({ root, rules: RULES, caps: CAPS })), []);
  await attempt(() => listIgnored({ root, limit: 100 }), null);
  await attempt(() => previewFolder({ path: root, rules: RULES, caps: CAPS, indexed: [], bytesPerSecond: 1e6 }), null);
  return { commits: commits.length, files: entries.filter((entry) => entry.kind === "file").map((entry) => entry.path) };
}

/** Path → content, size and time of everything below a folder: what must not change. */
function snapshot(folder: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    const stat = lstatSync(join(folder, name));
    const content = stat.isFile()
      ? createHash("sha256")
          .update(readFileSync(join(folder, name)))
          .digest("hex")
      : "";
    found[name] = `${stat.mode} ${stat.mtimeMs} ${content}`;
  }
  return found;
}

interface Attack {
  readonly name: string;
  readonly arm: () => void;
  /** Fires the attack with plain git, which shows that it is armed. */
  readonly fire: () => void;
}

const configure = (...settings: readonly [string, string][]): void => {
  for (const [name, value] of settings) fixture.git(["config", name, value]);
};

const attacks: readonly Attack[] = [
  { name: "core.fsmonitor", arm: () => configure(["core.fsmonitor", script]), fire: () => fixture.tryGit(["status"]) },
  {
    name: "core.hooksPath with every hook",
    arm: () => {
      for (const hook of [
        "post-index-change",
        "pre-commit",
        "post-checkout",
        "reference-transaction",
        "fsmonitor-watchman",
        "pre-auto-gc",
      ]) {
        fixture.write(`hooks/${hook}`, `#!/bin/sh\nexec '${script}'\n`);
        chmodSync(join(fixture.root, "hooks", hook), 0o755);
      }
      configure(["core.hooksPath", "hooks"]);
    },
    fire: () => fixture.tryGit(["update-ref", "refs/heads/fired", first]),
  },
  { name: "diff.external", arm: () => configure(["diff.external", script]), fire: () => fixture.tryGit(["diff"]) },
  {
    name: "diff.<driver>.command by attributes",
    arm: () => {
      fixture.write(".gitattributes", "* diff=evil\n");
      configure(["diff.evil.command", script]);
    },
    fire: () => fixture.tryGit(["diff"]),
  },
  {
    name: "textconv by attributes",
    arm: () => {
      fixture.write(".gitattributes", "* diff=evil\n");
      configure(["diff.evil.textconv", script], ["diff.evil.cachetextconv", "true"]);
    },
    fire: () => fixture.tryGit(["log", "-p"]),
  },
  {
    name: "filter clean, smudge and process by attributes",
    arm: () => {
      fixture.write(".gitattributes", "* filter=evil\n");
      configure(["filter.evil.clean", script], ["filter.evil.smudge", script], ["filter.evil.required", "true"]);
    },
    fire: () => fixture.tryGit(["diff"]),
  },
  {
    name: "log.showSignature with gpg.program",
    arm: () => {
      signHead();
      configure(["log.showSignature", "true"], ["gpg.program", script], ["gpg.ssh.program", script], ["gpg.x509.program", script]);
    },
    fire: () => fixture.tryGit(["log"]),
  },
  {
    name: "a partial clone that fetches by ext::",
    arm: () => armPartialClone(`ext::${script} %S`, ["protocol.ext.allow", "always"], ["protocol.allow", "always"]),
    fire: () => fixture.tryGit(["cat-file", "-p", missingBlob()]),
  },
  {
    name: "a partial clone that fetches by core.sshCommand",
    arm: () => armPartialClone("ssh://example.invalid/x", ["core.sshCommand", script], ["protocol.ssh.allow", "always"]),
    fire: () => fixture.tryGit(["cat-file", "-p", missingBlob()]),
  },
  {
    name: "a partial clone with its own uploadpack",
    arm: () => armPartialClone(fixture.root, ["remote.origin.uploadpack", script], ["protocol.file.allow", "always"]),
    fire: () => fixture.tryGit(["cat-file", "-p", missingBlob()]),
  },
];

function missingBlob(): string {
  return fixture.git(["rev-parse", `${first}:a.txt`]);
}

/** Lets the store lack the blob of the first commit's `a.txt`, with a promise that the remote has it. */
function armPartialClone(url: string, ...settings: readonly [string, string][]): void {
  const blob = missingBlob();
  configure(
    ["core.repositoryformatversion", "1"],
    ["extensions.partialClone", "origin"],
    ["remote.origin.url", url],
    ["remote.origin.promisor", "true"],
    ["remote.origin.partialclonefilter", "blob:none"],
    ...settings,
  );
  rmSync(join(fixture.root, ".git", "objects", blob.slice(0, 2), blob.slice(2)));
}

/** Gives HEAD a commit with a signature, which only showing it would check. */
function signHead(): void {
  const body = fixture.git(["cat-file", "commit", "HEAD"]);
  const signature = "gpgsig -----BEGIN PGP SIGNATURE-----\n \n iQEzBAABCAAdFiEE\n =AAAA\n -----END PGP SIGNATURE-----";
  const signed = fixture.git(["hash-object", "-t", "commit", "-w", "--stdin"], `${body.replace("\n\n", `\n${signature}\n\n`)}\n`);
  fixture.git(["update-ref", "refs/heads/main", signed]);
}

describe("a hostile repository", () => {
  for (const attack of attacks) {
    it(`runs nothing by ${attack.name}`, async () => {
      attack.arm();
      attack.fire();
      expect(existsSync(marker), "the attack works on plain git").toBe(true);
      rmSync(marker);
      const before = snapshot(fixture.root);

      const { files } = await runEverything(fixture.root, first);

      expect(existsSync(marker) ? readFileSync(marker, "utf8") : "nothing ran").toBe("nothing ran");
      expect(snapshot(fixture.root)).toEqual(before);
      // It was read all the same: safety by refusing everything would prove nothing.
      expect(files).toEqual(expect.arrayContaining(["a.txt", "untracked.txt"]));
    });
  }

  it("keeps its history when a partial clone lacks a blob", async () => {
    armPartialClone(`ext::${script} %S`, ["protocol.ext.allow", "always"]);
    const incomplete: string[] = [];
    const commits = await Array.fromAsync(
      streamCommits({ root: fixture.root, onIncomplete: ({ hash, missing }) => incomplete.push(`${hash} ${missing}`) }),
    );
    expect(commits.map((commit) => commit.subject)).toEqual(["Second", "First"]);
    expect(incomplete).toContain(`${first} lines`);
  });

  /* Plain git starts a pager for a terminal only and never lets an alias hide a command, so there is nothing to fire first. */
  it("runs nothing by pagers, or by aliases named like the commands that are run", async () => {
    for (const command of ["log", "ls-files", "rev-parse", "cat-file", "rev-list", "config", "check-ignore", "for-each-ref", "show-ref"]) {
      configure([`alias.${command}`, `!${script}`], [`pager.${command}`, script]);
    }
    configure(["core.pager", script]);
    const { commits, files } = await runEverything(fixture.root, first);
    expect(existsSync(marker)).toBe(false);
    expect(commits).toBe(2);
    expect(files).toContain("a.txt");
  });

  it("cannot present another folder as its own by core.worktree", async () => {
    const outside = join(dirname(fixture.root), "elsewhere");
    mkdirSync(outside);
    writeFileSync(join(outside, "secret.txt"), "secret");
    configure(["core.worktree", outside]);
    // Plain git, told where the repository is and not where its files are, lists the other folder.
    expect(fixture.git(["--git-dir", join(fixture.root, ".git"), "ls-files", "--others"])).toContain("secret.txt");
    expect((await openRepository(fixture.root))?.root).toBe(fixture.root);
    const entries = await Array.fromAsync(scanFolder({ root: fixture.root, rules: RULES, caps: CAPS }));
    expect(entries.map((entry) => entry.path)).not.toContain("secret.txt");
    expect(entries.map((entry) => entry.path)).toEqual(expect.arrayContaining(["a.txt", "untracked.txt"]));
  });

  it("cannot reach git through the caller's own environment", async () => {
    const hostile = {
      GIT_DIR: "/nowhere",
      GIT_EXTERNAL_DIFF: script,
      GIT_SSH_COMMAND: script,
      GIT_CONFIG_COUNT: "1",
      GIT_PAGER: script,
      PAGER: script,
    };
    const environment = hardenedEnvironment({ PATH: "/usr/bin", HOME: "/home/ada", GIT_CONFIG_GLOBAL: "/home/ada/config", ...hostile });
    expect(Object.values(environment)).not.toContain(script);
    expect(environment).not.toHaveProperty("GIT_DIR");
    expect(environment).not.toHaveProperty("GIT_CONFIG_COUNT");
    expect(environment).toMatchObject({ HOME: "/home/ada", GIT_CONFIG_GLOBAL: "/home/ada/config", GIT_TERMINAL_PROMPT: "0" });
  });

  it("cannot get a dangerous option or command past the one door", () => {
    const place = { gitDir: "/r/.git", workTree: "/r", folder: "/r" };
    for (const option of ["--ext-diff", "--textconv", "--show-signature", "--output=/tmp/x", "--filters"]) {
      expect(() => hardenedArguments(place, "log", [option])).toThrow(RangeError);
    }
    expect(() => hardenedArguments(place, "status" as "log", [])).toThrow(RangeError);
    // A file may be named like an option.
    expect(hardenedArguments(place, "log", ["--", "--textconv"])).toContain("--no-textconv");
  });

  it("cannot smuggle an option in by a hash", async () => {
    for (const hash of ["--output=/tmp/x", "HEAD", "", `${first}\n--all`]) {
      await expect(commitDiff({ root: fixture.root, hash })).rejects.toMatchObject({ code: "invalid-input" });
      await expect(Array.fromAsync(streamCommits({ root: fixture.root, since: hash }))).rejects.toMatchObject({ code: "invalid-input" });
    }
  });
});
