import type { Insights } from "../../../../src-shared/contract/insights.ts";
import { repositoryKey } from "../sql/keys.ts";
import { together, type Read } from "./operation.ts";

/** Counts over the whole library, or one repository. */
export function* insights(repositoryId: string | null, files: number): Read<Insights> {
  const key = repositoryId === null ? null : repositoryKey(repositoryId);
  const [days = [], languages = [], paths = []] = yield* together<never>([
    {
      sql: `SELECT substr(committed_at, 1, 10) AS day, count(*) AS commits FROM git_commit
        WHERE ? IS NULL OR repository = ? GROUP BY substr(committed_at, 1, 10) ORDER BY day`,
      args: [key, key],
    },
    {
      sql: `SELECT language, count(*) AS files, sum(bytes) AS bytes FROM document
        WHERE language IS NOT NULL AND state = 'indexed' AND kind <> 'commit' AND (? IS NULL OR repository = ?)
        GROUP BY language ORDER BY bytes DESC, language`,
      args: [key, key],
    },
    {
      sql: `SELECT r.id AS repository_id, t.path, t.commits, d.id AS document_id FROM
          (SELECT g.repository, f.path, count(*) AS commits FROM commit_file f JOIN git_commit g ON g.id = f.commit_id
            WHERE ? IS NULL OR g.repository = ? GROUP BY g.repository, f.path ORDER BY commits DESC, f.path LIMIT ?) t
        JOIN repository r ON r.key = t.repository
        LEFT JOIN document d ON d.repository = t.repository AND d.path = t.path
        ORDER BY t.commits DESC, t.path`,
      args: [key, key, files],
    },
  ]);
  type FileRow = { repository_id: string; path: string; commits: number; document_id: number | null };
  return {
    commitDays: (days as readonly Insights["commitDays"][number][]).map(({ day, commits }) => ({ day, commits })),
    languages: (languages as readonly Insights["languages"][number][]).map((row) => ({
      language: row.language,
      files: row.files,
      bytes: row.bytes,
    })),
    files: (paths as readonly FileRow[]).map((row) => ({
      repositoryId: row.repository_id,
      path: row.path,
      commits: row.commits,
      documentId: row.document_id,
    })),
  };
}
