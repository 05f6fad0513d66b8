/**
 * What makes running git in a repository we do not trust safe. A repository's own `.git/config` and `.gitattributes` are
 * part of the hostile input: nothing they name may be run, and nothing may be written or fetched.
 *
 * Three lines of defence:
 * 1. Only the read-only commands of `GIT_COMMANDS` are run. None of them reads work-tree contents through a filter, so
 *    `filter.*.clean`, `filter.*.smudge` and `filter.*.process` (which no option can switch off by name) are never reached.
 * 2. `HARDENED_CONFIG` wins over every configuration file, since `-c` comes last.
 * 3. The environment: `GIT_ALLOW_PROTOCOL` wins over `protocol.<name>.allow`, which `-c protocol.allow=never` would not, so
 *    a missing object of a partial clone starts no transport helper and no ssh.
 */
export const GIT_COMMANDS = [
  "cat-file",
  "check-ignore",
  "config",
  "for-each-ref",
  "log",
  "ls-files",
  "rev-list",
  "rev-parse",
  "show-ref",
  "symbolic-ref",
] as const;
export type GitCommand = (typeof GIT_COMMANDS)[number];

const HARDENED_CONFIG: readonly string[] = [
  "core.hooksPath=/dev/null",
  "core.fsmonitor=false",
  "core.untrackedCache=false",
  "core.pager=cat",
  "core.editor=:",
  "core.askPass=",
  "core.sshCommand=false",
  "core.alternateRefsCommand=false",
  "core.bigFileThreshold=32m",
  "credential.helper=",
  "protocol.allow=never",
  "submodule.recurse=false",
  "gc.auto=0",
  "gpg.program=false",
  "gpg.ssh.program=false",
  "gpg.x509.program=false",
  "log.showSignature=false",
  "log.showRoot=true",
  "log.mailmap=false",
  "log.follow=false",
  "diff.orderFile=/dev/null",
  "diff.submodule=short",
  "diff.ignoreSubmodules=none",
  "diff.relative=false",
  "diff.noprefix=false",
  "diff.mnemonicPrefix=false",
  "color.ui=false",
  "i18n.logOutputEncoding=UTF-8",
  "advice.graftFileDeprecated=false",
];

/** Options without which a command could run a program that a repository names; put before the caller's own. */
const REQUIRED_OPTIONS: Readonly<Partial<Record<GitCommand, readonly string[]>>> = {
  log: ["--no-ext-diff", "--no-textconv", "--no-show-signature", "--no-color", "--no-notes", "--no-mailmap", "--submodule=short"],
};

/** Options that would undo the hardening: refused wherever they come from. */
const FORBIDDEN_OPTIONS: readonly string[] = ["--ext-diff", "--textconv", "--filters", "--show-signature", "--alternate-refs", "--output"];

/** Arguments of a hardened git run, from the global options to the caller's arguments. Throws `RangeError` for a forbidden option. */
export function hardenedArguments(
  place: { readonly gitDir: string; readonly workTree: string | null; readonly folder: string },
  command: GitCommand,
  args: readonly string[],
): string[] {
  if (!GIT_COMMANDS.includes(command)) throw new RangeError(`git ${command} is not a command that may be run here`);
  for (const arg of args) {
    if (arg === "--") break;
    const name = arg.split("=", 1)[0] ?? arg;
    if (FORBIDDEN_OPTIONS.includes(name)) throw new RangeError(`git ${command} ${name} is not allowed here`);
  }
  return [
    "-C",
    place.folder,
    "--no-pager",
    "--no-replace-objects",
    // check-ignore refuses it; its paths are given with "./" before them, which keeps ":(…)" in a name from being magic.
    ...(command === "check-ignore" ? [] : ["--literal-pathspecs"]),
    `--git-dir=${place.gitDir}`,
    ...(place.workTree === null ? [] : [`--work-tree=${place.workTree}`]),
    ...HARDENED_CONFIG.flatMap((setting) => ["-c", setting]),
    command,
    ...(REQUIRED_OPTIONS[command] ?? []),
    ...args,
  ];
}

/** Variables of git that choose the user's own configuration files; every other `GIT_*` is dropped. */
const KEPT_GIT_VARIABLES: ReadonlySet<string> = new Set(["GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM"]);
const DROPPED_VARIABLES: ReadonlySet<string> = new Set(["PAGER", "LESS", "EDITOR", "VISUAL", "SSH_ASKPASS", "LANG", "LANGUAGE"]);

/** Environment of a hardened git run: the user's own configuration counts (global excludes do), a caller's `GIT_DIR` does not. */
export function hardenedEnvironment(base: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  const environment: NodeJS.ProcessEnv = {};
  for (const [name, value] of Object.entries(base)) {
    if (name.startsWith("GIT_") && !KEPT_GIT_VARIABLES.has(name)) continue;
    if (name.startsWith("LC_") || DROPPED_VARIABLES.has(name)) continue;
    environment[name] = value;
  }
  return Object.assign(environment, {
    LC_ALL: "C",
    GIT_TERMINAL_PROMPT: "0",
    GIT_OPTIONAL_LOCKS: "0",
    GIT_ALLOW_PROTOCOL: "none",
    GIT_NO_LAZY_FETCH: "1",
    GIT_PAGER: "cat",
    GIT_EDITOR: ":",
    GIT_ASKPASS: "",
    GIT_ATTR_NOSYSTEM: "1",
  });
}
