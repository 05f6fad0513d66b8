import { describe, expect, test } from "vitest";
import { anchorOf } from "../../../src-main/core/links/anchor.ts";
import { readPatinaSession } from "../../../src-main/core/sources/patina/read-session.ts";
import type { Session, TranscriptFacts, Turn } from "../../../src-shared/domain/index.ts";

/** A session that began at 21:31 local time, five hours behind UTC. */
function patina(entries: readonly string[], started = "2026-02-05T02:31:18Z"): Session {
  const log = entries.map((heading) => `### ${heading}\nText.\n`).join("\n");
  const text = `# Session: lamp\n**ID**: 20260204-213118\n**Started**: ${started}\n**LLM**: claude\n\n## Activity Log\n${log}`;
  return readPatinaSession({ path: "layer/sessions/20260204-213118.md", text, repositoryId: "r" });
}

describe("when a session ended", () => {
  test("is its last clock, in the zone that its name gives, the minute counted in", () => {
    expect(anchorOf(patina(["21:31 - Session Start", "23:03 - Update (covering since 21:31)"])).endedAt).toBe("2026-02-05T04:04:00.000Z");
  });
  test("may be past midnight", () => {
    expect(anchorOf(patina(["21:31 - Session Start", "00:40 - Update (covering since 21:31)"])).endedAt).toBe("2026-02-05T05:41:00.000Z");
  });
  test("is not known without clocks, or where name and start are days apart", () => {
    expect(anchorOf(patina(["Update"])).endedAt).toBeNull();
    expect(anchorOf(patina(["21:31 - Session Start"], "2026-03-05T02:31:18Z")).endedAt).toBeNull();
  });
});

describe("what a transcript edited", () => {
  test("counts by its telling lines, failed edits and short lines left out", () => {
    const output = null;
    const none = { text: "", omitted: 0 };
    const edit = (status: "done" | "failed", text: string): Turn["parts"][number] => ({
      kind: "edit",
      callId: null,
      tool: "Edit",
      status,
      output,
      edits: [{ path: "src/a.ts", change: "modify", removed: none, added: { text, omitted: 0 } }],
    });
    const turn: Turn = {
      index: 0,
      role: "assistant",
      at: "2026-02-05T03:00:00Z",
      model: null,
      agent: null,
      lines: null,
      parts: [
        edit("done", "}\n\n  const lamp = rotate(90);\n  const lamp = rotate(90);\n----------------"),
        edit("failed", "const neverWritten = true;"),
      ],
    };
    const transcript = {
      commits: [{ hash: "abc1234", how: "printed", turn: 0 }],
      editedPaths: ["src/a.ts"],
      endedAt: "2026-02-05T03:30:00Z",
    };
    const session: Session = { ...patina([]), turns: [turn], transcript: transcript as unknown as TranscriptFacts };
    expect(anchorOf(session)).toMatchObject({
      endedAt: "2026-02-05T03:30:00Z",
      paths: ["src/a.ts"],
      proved: [{ hash: "abc1234" }],
      edits: [{ path: "src/a.ts", at: "2026-02-05T03:00:00Z", lines: ["const lamp = rotate(90);"] }],
    });
  });
});
