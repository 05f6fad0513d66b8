import type { historyContract } from "../../../src-shared/contract/history.ts";
import { VerdigrisError } from "../../../src-shared/rpc/errors.ts";
import { readBiography } from "../biography/biography.ts";
import { createLineHistories } from "../biography/line-histories.ts";
import { sessionFiles, sessionSymbols } from "../biography/session-code.ts";
import { sessionEdits } from "../biography/session-edits.ts";
import { findFile, readTarget } from "../biography/target.ts";
import type { CoreContext, Handlers } from "../core-context.ts";

/** Why a file, symbol or line is as it is, and what a session changed. */
export function createHistoryApi(context: CoreContext): Handlers<typeof historyContract> {
  const histories = createLineHistories();
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
    "history.sessionFiles": ({ id }) => sessionFiles(context, id),
    "history.sessionSymbols": ({ id }, { signal }) => sessionSymbols(context, id, signal),
    "history.sessionEdits": ({ id, path }) => sessionEdits(context.reader, id, path),
  };
}
