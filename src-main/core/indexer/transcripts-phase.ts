import { isTranscriptDocument, type DocumentId } from "../../../src-shared/domain/index.ts";
import type { FileStat } from "../store/machine-store.ts";
import type { FilesRead } from "./files-phase.ts";
import { createInFlight } from "./in-flight.ts";
import { READERS_VERSION } from "./readers-version.ts";
import { oweLinks } from "./owed-links.ts";
import type { RunContext, RunTally } from "./run-context.ts";
import { documentId } from "./identity.ts";
import { transcriptPath } from "../transcripts/index-transcript.ts";

/**
 * Indexes the repository's transcripts of other assistants: archives what is new, then reads from the archive, so that a transcript whose assistant has
 * deleted it is indexed like any other. Returns whether any session changed.
 */
export async function readTranscripts(
  run: RunContext,
  tally: RunTally,
  { present, before }: Pick<FilesRead, "present" | "before">,
): Promise<boolean> {
  const { store, machine, repository, pool, progress } = run;
  if (run.only !== null && ![...run.only].some(isTranscriptDocument)) return false;
  const planned = await run.transcripts.forRepository(repository.id, run.checkout.root, present, run.signal);
  const known = new Map(
    (await machine.fileStats(repository.id)).filter((stat) => isTranscriptDocument(stat.path)).map((stat) => [stat.path, stat]),
  );
  const held = new Set(before.filter((key) => isTranscriptDocument(key.path)).map((key) => key.id));
  const wanted = new Set<DocumentId>();
  const work = createInFlight(pool.size);
  let changed = false;
  for (const { input, mark } of planned) {
    const ids = input.ownIds.map((ownId) => documentId(repository.id, transcriptPath(input.assistant, ownId)));
    for (const id of ids) wanted.add(id);
    const path = `${transcriptPath(input.assistant, input.key)}#file`;
    const stat = known.get(path);
    known.delete(path);
    tally.filesSeen++;
    const asked = run.only !== null && input.ownIds.some((ownId) => run.only?.has(transcriptPath(input.assistant, ownId)));
    if (!asked && stat?.contentHash === mark && stat.readerVersion === READERS_VERSION && ids.every((id) => held.has(id))) continue;
    await run.gate.pass(run.signal);
    await work.add(async () => {
      const reading = await pool.call("transcripts.index", { ...input, collection: run.collection() }, run.signal);
      tally.filesRead += reading.documents;
      tally.passagesWritten += reading.passages;
      if (reading.quarantined > 0) progress.quarantined(reading.quarantined);
      await oweLinks(machine, repository.id);
      await store.replacePacked([reading.writes]);
      const next: FileStat = { path, bytes: 0, mtimeMs: 0, inode: 0, contentHash: mark, readerVersion: READERS_VERSION };
      await machine.saveFileStats(repository.id, [next]);
      changed = true;
    });
  }
  await work.drain();
  if (run.only !== null) return changed;
  const gone = [...held].filter((id) => !wanted.has(id));
  if (gone.length > 0) {
    await oweLinks(machine, repository.id);
    await store.removeDocuments(gone);
  }
  if (known.size > 0) await machine.removeFileStats(repository.id, [...known.keys()]);
  tally.filesRemoved += gone.length;
  return changed || gone.length > 0;
}
