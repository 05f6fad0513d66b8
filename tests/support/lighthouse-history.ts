import { createGitFixture, type GitFixture } from "../unit/git/git-fixture.ts";

/** When the first session of the lighthouse began, in seconds. */
export const FIRST_SESSION = Date.parse("2026-02-04T21:31:18Z") / 1000;
const HOUR = 3600;

export interface LighthouseHistory extends GitFixture {
  /** Commits by what they did. */
  readonly commits: Readonly<Record<"start" | "lamp" | "archive" | "rename" | "speed", string>>;
}

/**
 * A repository whose history has everything that joins sessions to code: two sessions (the first with its tags), a file that one of them
 * decided about and that was renamed and changed afterwards, a problem that came up twice, and a decision that another took back.
 */
export function createLighthouseHistory(): LighthouseHistory {
  const fixture = createGitFixture();
  fixture.write("src/lamp.ts", LAMP);
  fixture.write("README.md", "# Lighthouse\n");
  const start = fixture.commit("Start the lighthouse", FIRST_SESSION - HOUR);
  fixture.git(["tag", "session-20260204-213118-claude-start"]);
  fixture.write("src/lamp.ts", LAMP.replace("return degrees;", "return degrees % 360;"));
  const lamp = fixture.commit("Keep the angle within a circle", FIRST_SESSION + 600);
  fixture.git(["tag", "session-20260204-213118-claude-end"]);
  fixture.write("layer/sessions/20260204-213118.md", firstSession(start));
  const archive = fixture.commit("Archive the session", FIRST_SESSION + 2 * HOUR);
  fixture.git(["mv", "src/lamp.ts", "src/rotation.ts"]);
  const rename = fixture.commit("Name the file after what it does", FIRST_SESSION + 30 * HOUR);
  fixture.write("src/rotation.ts", LAMP.replace("return degrees;", "return degrees % 360;").replace("return 4;", "return 6;"));
  const speed = fixture.commit("Turn faster", FIRST_SESSION + 50 * HOUR);
  fixture.write("layer/sessions/20260207-093000.md", secondSession(speed));
  fixture.commit("Archive the second session", FIRST_SESSION + 62 * HOUR);
  return { ...fixture, commits: { start, lamp, archive, rename, speed } };
}

const LAMP = `/** Turns the lamp. */
export function rotateLamp(degrees: number): number {
  return degrees;
}

/** Turns a minute. */
export function turnsPerMinute(): number {
  return 4;
}
`;

function firstSession(start: string): string {
  return `# Session: angle of the lamp
**ID**: 20260204-213118
**Started**: 2026-02-04T21:31:18Z
**LLM**: claude
**Git Branch**: main
**Session Tag**: session-20260204-213118-claude-start
**Starting Commit**: ${start}

## Previous Session Context
None.

## Goals
- [x] Keep the angle within a circle

## Activity Log
### 21:31 - Session Start
Session initialized.

### 21:50 - Update (covering since 21:31)

**Key Decisions:**
1. **Angles wrap at a full circle** in \`src/lamp.ts\`
   - Rationale: \`rotateLamp\` is called with sums of angles.
2. **Polling bearing sensor every second**

**Challenges Faced:**
- **Calibration drifts when bearing sensor overheats**: restarted by hand.

## Session Classification
- Work Type: feature
- Commits: 1
- Session Tags: session-20260204-213118-claude-start..session-20260204-213118-claude-end
`;
}

function secondSession(commit: string): string {
  return `# Session: faster turns
**ID**: 20260207-093000
**Started**: 2026-02-06T23:00:00Z
**LLM**: gemini
**Git Branch**: main

## Previous Session Context
See 20260204-213118.

## Goals
- [x] Turn faster

## Activity Log
### 09:30 - Session Start
Committed ${commit.slice(0, 8)}.

**Key Decisions:**
- **Abandoned polling bearing sensor every second**: interrupts do it. Token ghp_${"x1Y2".repeat(9)} went into the keychain.

**Challenges Faced:**
- **Bearing sensor overheats and calibration drifts again**: a heat sink.

## Session Classification
- Work Type: feature
- Commits: 1
`;
}
