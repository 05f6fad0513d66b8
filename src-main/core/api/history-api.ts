import type { historyContract, SessionFile } from "../../../src-shared/contract/history.ts";
import type { CommitHash } from "../../../src-shared/domain/index.ts";
import { VerdigrisError } from "../../../src-shared/rpc/errors.ts";
import { readBiography } from "../biography/biography.ts";
import { pathNow } from "../biography/path-life.ts";
import { findFile, readTarget } from "../biography/target.ts";
import type { CoreContext, Handlers } from "../core-context.ts";

/** Why a file, symbol or line is as it is, and what a session changed. */
export function createHistoryApi(context: CoreContext): Handlers<typeof historyContract> {
  const { reader } = context;
  return {
    async "history.why"({ target, from, limit }, { signal }) {
      for (const { file, symbol, line } of readTarget(target)) {
        const found = await findFile(context, file, from ?? null);
        if (found !== null) return readBiography(context, { ...found, symbol, line, limit }, signal);
      }
      throw new VerdigrisError("not-found", `No indexed file is called "${target}". Write its path, or index its repository.`, { target });
    },
    "history.biography": ({ repositoryId, path, symbol, line, limit }, { signal }) =>
      readBiography(context, { repositoryId, path, symbol: symbol ?? null, line: line ?? null, limit }, signal),
    async "history.sessionFiles"({ id }) {
      const repositoryId = (await reader.readSession(id))?.summary.repositoryId;
      if (repositoryId === undefined) throw new VerdigrisError("not-found", `The session ${id} is not in the library.`, { id });
      const linked = (await reader.sessionCommits(id)).filter(({ link }) => link.grade !== "mentioned");
      const commits = await Promise.all(linked.map(({ hash }) => reader.readCommit(repositoryId, hash)));
      const files = new Map<string, { readonly hashes: CommitHash[]; last: string }>();
      for (const commit of commits) {
        for (const { path } of commit?.files ?? []) {
          const held = files.get(path) ?? { hashes: [], last: "" };
          held.hashes.push(commit?.hash ?? "");
          if ((commit?.committedAt ?? "") > held.last) held.last = commit?.committedAt ?? "";
          files.set(path, held);
        }
      }
      return Promise.all(
        [...files].map(async ([path, { hashes, last }]): Promise<SessionFile> => {
          const now = await pathNow(reader, repositoryId, path, last);
          const document = now.path === null ? null : await reader.findDocument(repositoryId, now.path);
          const changedSince = now.commits.filter((hash) => !hashes.includes(hash)).length;
          return { path, currentPath: now.path, documentId: document?.id ?? null, commits: hashes, changedSince };
        }),
      );
    },
  };
}
