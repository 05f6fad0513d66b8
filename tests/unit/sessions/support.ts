import type { SessionSummary } from "../../../src-shared/domain/index.ts";

/** A summary with what the test does not care about filled in. */
export function summary(fields: Partial<SessionSummary> = {}): SessionSummary {
  const ownId = fields.ownId ?? "20260204-213118";
  return {
    id: `repo/${ownId}`,
    ownId,
    repositoryId: "repo",
    repositoryName: "lighthouse",
    path: `layer/sessions/${ownId}.md`,
    format: "header",
    title: "patina",
    agent: "claude",
    branch: "main",
    workType: "exploration",
    startedAt: "2026-02-04T12:00:00Z",
    goalsDone: 0,
    goalsTotal: 0,
    entries: 1,
    decisions: 0,
    challenges: 0,
    patterns: 0,
    prompts: 0,
    commits: 0,
    ...fields,
  };
}
