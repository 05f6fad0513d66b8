import type { SweepProgress, SweepReport, transcriptsContract } from "../../../src-shared/contract/transcripts.ts";
import { ASSISTANTS, type Assistant, type RepositoryId } from "../../../src-shared/domain/index.ts";
import { VerdigrisError } from "../../../src-shared/rpc/errors.ts";
import type { CoreContext, Handlers } from "../core-context.ts";
import type { Manifest } from "../transcripts/archive/manifest.ts";
import { transcriptPath } from "../transcripts/index-transcript.ts";
import { startRuns, startRunsOf } from "../transcripts/start-runs.ts";
import { transcriptEntries } from "../transcripts/entries.ts";
import { sourceView } from "../transcripts/views.ts";

/** Other assistants' transcripts: what is here, what may be read, what is kept. */
export function createTranscriptsApi(context: CoreContext): Handlers<typeof transcriptsContract> {
  const { transcripts } = context;

  function changed(): void {
    context.emit("transcripts.changed", { at: new Date().toISOString() });
  }
  /** Also indexes what was archived before and belongs to somewhere only now. */
  async function sweep(
    signal: AbortSignal,
    progress?: (report: SweepProgress) => void,
    also: (manifest: Manifest) => boolean = () => false,
  ): Promise<SweepReport> {
    const { changed: fresh, ...counts } = await transcripts.sweep(signal, progress);
    const runIds = await startRuns(context, [...fresh, ...(await transcripts.archive.held()).filter(also)]);
    changed();
    return { ...counts, runIds };
  }
  /** Says where a folder belongs and indexes the repositories it leaves and joins. */
  async function map(cwd: string, repositoryId: RepositoryId | null | undefined, signal: AbortSignal): Promise<SweepReport> {
    const isOf = (manifest: Manifest): boolean => manifest.sessions[0]?.cwd === cwd;
    const left = [...(await transcripts.homes((await transcripts.archive.held()).filter(isOf))).values()].flatMap(
      (home) => home?.repositoryId ?? [],
    );
    await transcripts.map(cwd, repositoryId);
    const report = await sweep(signal, undefined, isOf);
    return { ...report, runIds: [...new Set([...report.runIds, ...(await startRunsOf(context, left))])] };
  }
  async function manifestOf(assistant: Assistant, key: string): Promise<Manifest> {
    const manifest = await transcripts.archive.read(assistant, key);
    if (manifest === null || manifest.erasedAt !== null)
      throw new VerdigrisError("not-found", `There is no archived transcript ${key} of ${assistant}.`, { assistant, key });
    return manifest;
  }

  return {
    async "transcripts.sources"() {
      const [here, permissions, manifests, where] = await Promise.all([
        transcripts.machineHere(),
        transcripts.permissions(),
        transcripts.archive.held(),
        transcripts.whereabouts(),
      ]);
      const homes = await transcripts.homes(manifests);
      return Promise.all(ASSISTANTS.map((assistant) => sourceView(assistant, here, permissions.get(assistant), manifests, homes, where)));
    },
    async "transcripts.allow"({ assistant }, { signal, progress }) {
      await transcripts.setPermission(assistant, "allowed");
      return sweep(signal, progress, (manifest) => manifest.assistant === assistant);
    },
    async "transcripts.ignore"({ assistant }) {
      await transcripts.setPermission(assistant, "ignored");
      changed();
    },
    async "transcripts.map"({ cwd, repositoryId }, { signal }) {
      const known = await context.reader.listRepositories();
      if (repositoryId !== null && !known.some((repository) => repository.id === repositoryId))
        throw new VerdigrisError("not-found", "This repository is not in the library.", { repositoryId });
      return map(cwd, repositoryId, signal);
    },
    "transcripts.unmap": ({ cwd }, { signal }) => map(cwd, undefined, signal),
    "transcripts.sweep": (_, { signal, progress }) => sweep(signal, progress),
    async "transcripts.list"({ assistant, repositoryId, limit }) {
      const entries = await transcriptEntries(transcripts);
      return entries
        .filter(
          (entry) =>
            (assistant === undefined || entry.assistant === assistant) &&
            (repositoryId === undefined || entry.repositoryId === repositoryId),
        )
        .slice(0, limit);
    },
    async "transcripts.erase"({ assistant, key }) {
      const manifest = await manifestOf(assistant, key);
      const homes = await transcripts.homes([manifest]);
      await transcripts.archive.erase(manifest);
      const home = homes.get(manifest) ?? null;
      if (home !== null) {
        const gone = new Set(manifest.sessions.map((session) => transcriptPath(assistant, session.ownId)));
        const keys = await context.store.documentKeys(home.repositoryId);
        await context.store.removeDocuments(keys.filter((document) => gone.has(document.path)).map((document) => document.id));
        context.emit("library.changed", { repositoryId: home.repositoryId, at: new Date().toISOString() });
      }
      changed();
    },
  };
}
