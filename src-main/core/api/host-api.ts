import { readdir, stat } from "node:fs/promises";
import { homedir } from "node:os";
import { isAbsolute, join, relative, resolve } from "node:path";
import type { DoctorFinding, hostContract, PathCompletion, Status, StatusProblem } from "../../../src-shared/contract/host.ts";
import { messageOf, VerdigrisError } from "../../../src-shared/rpc/errors.ts";
import { verifyBackup } from "../backup/description.ts";
import { makeBackup } from "../backup/make-backup.ts";
import { summarise } from "../backup/summary.ts";
import type { CoreContext, Handlers } from "../core-context.ts";
import { gitVersion } from "../git/version.ts";
import type { StorageService } from "../storage/storage-service.ts";
import { checkoutRoot, absolutePath } from "./document-text.ts";

const MAX_COMPLETIONS = 50;

/** What the host can do, and the state of everything in one line. */
export function createHostApi(context: CoreContext, storages: Pick<StorageService, "restore">): Handlers<typeof hostContract> {
  return {
    "host.describe": () => ({
      capabilities: context.host.capabilities,
      version: context.version,
      platform: process.platform,
      home: context.paths.home,
    }),
    "host.status": () => readStatus(context),
    "host.doctor": () => examine(context),
    "host.backup": ({ path }, { signal }) => makeBackup(context, path, signal),
    "host.checkBackup": async ({ path }, { signal }) => summarise(path, await verifyBackup(path, signal)),
    "host.restore": ({ path }, { signal }) => storages.restore(path, signal),
    "host.completePath": ({ prefix }) => completePath(prefix),
    "host.pickFolder": () => {
      if (context.host.pickFolder === undefined) throw unsupported("choose a folder in a dialogue");
      return context.host.pickFolder();
    },
    async "host.openPath"({ repositoryId, path }) {
      if (context.host.openPath === undefined) throw unsupported("open files in other programs");
      const root = await checkoutRoot(context, repositoryId);
      if (root === null) throw new VerdigrisError("not-found", "This repository does not lie on this machine.", { repositoryId });
      const absolute = absolutePath(root, path);
      const inside = relative(root, absolute);
      if (inside.startsWith("..") || isAbsolute(inside))
        throw new VerdigrisError("invalid-input", `${path} is not a path in the repository.`, { path });
      await context.host.openPath(absolute);
    },
  };
}

/** The state of everything, for the status bar. */
export async function readStatus(context: CoreContext): Promise<Status> {
  const { repositories, passages, vectors, backend, unreadable } = await readSizes(context);
  const problems: StatusProblem[] = context.config.view().problems.map((problem, index) => ({
    id: `config-${index}`,
    message: `${problem.message} ${problem.fix}`.trim(),
    screen: "settings",
  }));
  problems.push(...context.notices.list());
  if (unreadable !== null) problems.unshift({ id: "storage", message: unreadable, screen: "settings" });
  // What changed while the sizes were read is told as it is now: a later status would not correct it if it came first.
  const sync = context.sync();
  return {
    repositories,
    passages,
    backend,
    activeRuns: context.runs.active().length,
    embedded: passages === 0 ? 0 : Math.min(1, vectors / passages),
    sync: sync.phase,
    syncedAt: sync.syncedAt,
    problems,
  };
}

/** Nothing, and why, when the library cannot be read now: a server that is down must not take the status with it. */
async function readSizes({ reader, config }: CoreContext) {
  try {
    const [repositories, passages, vectors, info] = await Promise.all([
      reader.listRepositories(),
      reader.passageCount(),
      reader.vectorCount(),
      reader.info(),
    ]);
    return { repositories: repositories.length, passages, vectors, backend: info.capabilities.backend, unreadable: null };
  } catch (error) {
    return { repositories: 0, passages: 0, vectors: 0, backend: config.current().backend, unreadable: messageOf(error) };
  }
}

async function examine(context: CoreContext): Promise<DoctorFinding[]> {
  const database = Promise.all([context.store.check(), context.store.info()]).then(
    ([faults, { engine, schemaVersion }]) => ({ faults, sound: `${engine}, schema ${schemaVersion}, sound` }),
    (error: unknown) => ({ faults: [messageOf(error)], sound: "" }),
  );
  const [git, { faults, sound }] = await Promise.all([gitVersion(), database]);
  const { problems, path } = context.config.view();
  return [
    { name: "git", ok: git !== null, detail: git ?? "git was not found. Install it: files and history are read through it." },
    {
      name: "database",
      ok: faults.length === 0,
      detail: faults.length === 0 ? sound : faults.join("; "),
    },
    {
      name: "configuration",
      ok: problems.length === 0,
      detail: problems.length === 0 ? path : problems.map((one) => `${path}:${one.line ?? 1}: ${one.message} ${one.fix}`).join("; "),
    },
    { name: "data folder", ok: true, detail: context.paths.home },
  ];
}

/** Folders that complete a typed path, repositories first, hidden ones only when a dot was typed. */
async function completePath(prefix: string): Promise<PathCompletion[]> {
  const typed = prefix.startsWith("~") ? join(homedir(), prefix.slice(1)) : prefix;
  if (typed !== "" && !isAbsolute(typed)) return [];
  const endsInFolder = typed === "" || /[/\\]$/.test(prefix) || prefix === "~";
  const folder = typed === "" ? homedir() : endsInFolder ? typed : resolve(typed, "..");
  const start = endsInFolder ? "" : (typed.split(/[/\\]/).at(-1) ?? "").toLowerCase();
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const names = entries
    .filter(
      (entry) =>
        entry.isDirectory() && entry.name.toLowerCase().startsWith(start) && (start.startsWith(".") || !entry.name.startsWith(".")),
    )
    .map((entry) => entry.name)
    .sort((a, b) => a.localeCompare(b))
    .slice(0, MAX_COMPLETIONS * 4);
  const found = await Promise.all(
    names.map(async (name) => {
      const path = join(folder, name);
      const git = await stat(join(path, ".git")).catch(() => null);
      return { path, isRepository: git !== null };
    }),
  );
  return found.sort((a, b) => Number(b.isRepository) - Number(a.isRepository)).slice(0, MAX_COMPLETIONS);
}

function unsupported(what: string): VerdigrisError {
  return new VerdigrisError("unsupported", `This host cannot ${what}. Type the path instead.`);
}
