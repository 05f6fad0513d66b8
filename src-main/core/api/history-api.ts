import type { historyContract } from "../../../src-shared/contract/history.ts";
import type { SessionId } from "../../../src-shared/domain/index.ts";
import { VerdigrisError } from "../../../src-shared/rpc/errors.ts";
import { readBiography } from "../biography/biography.ts";
import { createLineHistories } from "../biography/line-histories.ts";
import { readChangedFiles, sessionFiles, sessionSymbols } from "../biography/session-code.ts";
import { sessionEdits } from "../biography/session-edits.ts";
import { findFile, readTarget } from "../biography/target.ts";
import type { CoreContext, Handlers } from "../core-context.ts";
import { sharedWhileUnderWay } from "../under-way.ts";

/** Why a file, symbol or line is as it is, and what a session changed. */
export function createHistoryApi(context: CoreContext): Handlers<typeof historyContract> {
  const histories = createLineHistories();
  // The reader asks for files and definitions together, and a long transcript is read whole for either.
  const changedFiles = sharedWhileUnderWay((id: SessionId) => readChangedFiles(context, id));
  return {
    async "history.why"({ target, from, limit }, { signal }) {
      for (const { file, symbol, line } of readTarget(target)) {
        const found = await findFile(context, file, from ?? null);
        if (found !== null) return readBiography(context, histories, { ...found, symbol, line, limit, stage: "whole" }, signal);
      }
      throw new VerdigrisError("not-found", `No indexed file is called "${target}". Write its path, or index its repository.`, { target });
    },
    "history.biography": ({ repositoryId, path, symbol, line, limit, stage }, { signal }) =>
      readBiography(context, histories, { repositoryId, path, symbol: symbol ?? null, line: line ?? null, limit, stage }, signal),
    "history.sessionFiles": async ({ id }) => sessionFiles(context, await changedFiles(id)),
    "history.sessionSymbols": async ({ id }, { signal }) => sessionSymbols(context, await changedFiles(id), signal),
    "history.sessionEdits": ({ id, path }) => sessionEdits(context.reader, id, path),
  };
}
