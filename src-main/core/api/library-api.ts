import { access, constants } from "node:fs/promises";
import type { libraryContract, RepositorySummary } from "../../../src-shared/contract/library.ts";
import type { Repository, RepositoryId } from "../../../src-shared/domain/index.ts";
import { VerdigrisError } from "../../../src-shared/rpc/errors.ts";
import type { CoreContext, Handlers } from "../core-context.ts";
import { forgetHistory, readHistoryAnew } from "../indexer/history-phase.ts";
import { openFolder } from "../indexer/open-folder.ts";
import { previewFolder } from "../scan/preview.ts";
import { previewTranscripts } from "../transcripts/preview.ts";
import type { Checkout } from "../store/machine-store.ts";
import { untilAborted } from "../until-aborted.ts";

/** Rate for the preview's estimate, measured on this project's reference machine; runs correct it as they go. */
const ESTIMATED_BYTES_PER_SECOND = 2_500_000;

/** Repositories: what is indexed, and everything that starts, steers or undoes indexing. */
export function createLibraryApi(context: CoreContext): Handlers<typeof libraryContract> {
  const { store, reader, machine, runs } = context;

  async function checkoutOf(repositoryId: RepositoryId): Promise<Checkout> {
    const checkout = (await machine.listCheckouts()).find((one) => one.repositoryId === repositoryId);
    if (checkout === undefined) {
      throw new VerdigrisError("not-found", "This repository does not lie on this machine. Add its folder here first.", { repositoryId });
    }
    return checkout;
  }

  async function repositoryOf(repositoryId: RepositoryId): Promise<Repository> {
    const repository = (await store.listRepositories()).find((one) => one.id === repositoryId);
    if (repository === undefined) throw new VerdigrisError("not-found", "This repository is not in the library.", { repositoryId });
    return repository;
  }

  /** Looks at the folder anew: its branch and head may have moved, its name is the user's. */
  async function startRun(repositoryId: RepositoryId, only?: readonly string[]): Promise<{ runId: string }> {
    const checkout = await checkoutOf(repositoryId);
    const opened = await openFolder(checkout.root);
    const { name, indexedAt } = await repositoryOf(repositoryId);
    const repository = { ...opened.repository, id: repositoryId, name, indexedAt };
    return { runId: runs.start({ repository, checkout, isGit: opened.isGit, ...(only === undefined ? {} : { only }) }) };
  }

  async function changed(repositoryId: RepositoryId): Promise<void> {
    context.emit("library.changed", { repositoryId, at: new Date().toISOString() });
  }

  return {
    async "library.list"() {
      const [repositories, checkouts] = await Promise.all([reader.listRepositories(), machine.listCheckouts()]);
      const active = runs.active();
      return Promise.all(
        repositories.map(async (repository): Promise<RepositorySummary> => {
          const checkout = checkouts.find((one) => one.repositoryId === repository.id) ?? null;
          return {
            ...repository,
            counts: await reader.counts(repository.id),
            root: checkout?.root ?? null,
            missing: checkout !== null && !(await isReadable(checkout.root)),
            watch: checkout?.watch ?? false,
            exclude: checkout?.exclude ?? [],
            include: checkout?.include ?? [],
            run: active.find((run) => run.repositoryId === repository.id) ?? null,
          };
        }),
      );
    },
    async "library.preview"({ path, exclude, include }, { signal }) {
      const preview = await previewFolder({
        path,
        rules: {
          exclude: exclude ?? context.config.current().indexing.exclude,
          include: include ?? context.config.current().indexing.include,
        },
        caps: context.config.sourceCaps(),
        indexed: await machine.listCheckouts(),
        bytesPerSecond: ESTIMATED_BYTES_PER_SECOND,
        signal,
      });
      const hasFiles = !["file", "missing", "unreadable"].includes(preview.verdict);
      return hasFiles ? { ...preview, transcripts: await previewTranscripts(context.transcripts, preview.root) } : preview;
    },
    async "library.add"({ path, exclude, include }) {
      const opened = await openFolder(path);
      const known = (await store.listRepositories()).find((one) => one.id === opened.repository.id);
      const { indexing } = context.config.current();
      const before = (await machine.listCheckouts()).find((one) => one.repositoryId === opened.repository.id);
      const checkout: Checkout = {
        repositoryId: opened.repository.id,
        root: opened.root,
        addedAt: before?.addedAt ?? new Date().toISOString(),
        watch: before?.watch ?? indexing.watch,
        exclude: exclude ?? before?.exclude ?? indexing.exclude,
        include: include ?? before?.include ?? indexing.include,
      };
      // Another checkout of the same repository takes its place: file times of the old one say nothing of the new.
      if (before !== undefined && before.root !== opened.root) await machine.clearFileStats(opened.repository.id);
      const repository = known === undefined ? opened.repository : { ...opened.repository, name: known.name, indexedAt: known.indexedAt };
      await store.upsertRepository(repository);
      await machine.upsertCheckout(checkout);
      await changed(repository.id);
      return { repositoryId: repository.id, runId: runs.start({ repository, checkout, isGit: opened.isGit }) };
    },
    async "library.reindex"({ repositoryId, full }) {
      if (full) {
        await runs.stop(repositoryId);
        await machine.clearFileStats(repositoryId);
        await readHistoryAnew(machine, repositoryId);
      }
      return startRun(repositoryId);
    },
    async "library.awaitRun"({ runId }, { progress, signal }) {
      const stop = runs.onProgress(runId, progress);
      try {
        return await untilAborted(signal, runs.wait(runId));
      } finally {
        stop();
      }
    },
    "library.pause": ({ runId }) => runs.pause(runId),
    "library.resume": ({ runId }) => runs.resume(runId),
    "library.cancel": ({ runId }) => runs.cancel(runId),
    async "library.rename"({ repositoryId, name }) {
      await store.renameRepository(repositoryId, name);
      await changed(repositoryId);
    },
    async "library.setWatch"({ repositoryId, watch }) {
      await machine.upsertCheckout({ ...(await checkoutOf(repositoryId)), watch });
      await changed(repositoryId);
    },
    async "library.setRules"({ repositoryId, exclude, include }) {
      await machine.upsertCheckout({ ...(await checkoutOf(repositoryId)), exclude, include });
      await startRun(repositoryId);
    },
    async "library.remove"({ repositoryId }) {
      await runs.stop(repositoryId);
      await store.removeRepository(repositoryId);
      await machine.removeCheckout(repositoryId);
      await machine.clearFileStats(repositoryId);
      await forgetHistory(machine, repositoryId);
      await changed(repositoryId);
    },
    async "library.quarantine"({ repositoryId }) {
      const documents = await reader.quarantine(repositoryId);
      return documents.map(({ path, state, reason, bytes }) => ({ path, state: state === "failed" ? "failed" : "skipped", reason, bytes }));
    },
    async "library.retry"({ repositoryId, paths }) {
      const wanted = paths ?? (await store.quarantine(repositoryId)).map((document) => document.path);
      return startRun(repositoryId, wanted);
    },
  };
}

async function isReadable(folder: string): Promise<boolean> {
  try {
    await access(folder, constants.R_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
