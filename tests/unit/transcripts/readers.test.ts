import { describe, expect, it } from "vitest";
import {
  AIDER,
  CLAUDE_ID,
  claudeTranscript,
  CODEX_ID,
  codexTranscript,
  CURSOR_CLI,
  cursorRows,
  geminiTranscript,
  opencodeRows,
  SPECSTORY,
  SPECSTORY_ID,
} from "./fixtures.ts";
import { readTranscript, TRANSCRIPT_READERS } from "../../../src-main/core/transcripts/registry.ts";
import { jsonLines, outline, readOne, sourceOf } from "./support.ts";

describe("Claude Code", () => {
  const text = claudeTranscript("/home/ada/light");
  const source = (more: Record<string, string> = {}, own = text) => sourceOf(CLAUDE_ID, { [`${CLAUDE_ID}.jsonl`]: own, ...more });

  it("gives turns with typed calls, their results and the facts", async () => {
    const session = await readOne("claude-code", source());
    expect(outline(session)).toEqual([
      "user: Why does the foghorn stay silent at dawn?",
      "assistant: (Look at the clock.)",
      "assistant: The timer compares local time with UTC.",
      "assistant: $ npm test → failed 1: Exit code 1\n1 failed",
      "assistant: edit modify /home/ada/light/src/horn.ts -local() +utc()",
      "assistant: $ git commit -am 'Sound at dawn' → done: [main 3f2a9c1] Sound at dawn\n 1 file changed",
      expect.stringContaining("system: record hologram"),
    ]);
    expect(session).toMatchObject({
      ownId: CLAUDE_ID,
      title: "Foghorn at dawn",
      agent: "claude",
      cwd: "/home/ada/light",
      branch: "main",
      models: ["claude-x"],
      startedAt: "2026-03-01T10:00:00.000Z",
      endedAt: "2026-03-01T10:01:03.000Z",
      programVersion: "2.1.0",
      problems: [],
      commits: [{ hash: "3f2a9c1", how: "printed" }],
    });
    expect(session.commits[0]?.turn).toBe(
      session.turns.findIndex((turn) => turn.parts.some((part) => part.kind === "command" && part.callId === "t3")),
    );
  });

  it("counts the tokens of a reply once, by its largest numbers", async () => {
    expect((await readOne("claude-code", source())).usage).toEqual({ input: 20, output: 47, cacheRead: 200, cacheWrite: 10 });
  });

  it("leaves out records told twice, and those of the transcript it goes on from", async () => {
    expect(outline(await readOne("claude-code", source({}, text + text)))).toHaveLength(7);
    const session = await readOne("claude-code", source(), { skipRecords: new Set(["u1", "a1", "a2"]) });
    expect(outline(session)[0]).toMatch(/unknown tool/);
  });

  it("bears a torn last line and names a broken one", async () => {
    const torn = await readOne("claude-code", source({}, `${text}{"type":"user","mess`));
    expect(torn.problems).toEqual([]);
    const broken = await readOne("claude-code", source({}, `{"type":\n${text}`));
    expect(broken.problems).toEqual([{ line: 1, message: expect.stringMatching(/no JSON/) as string }]);
    expect(outline(broken)).toHaveLength(7);
  });

  it("takes sub-agents and spilled outputs from the files beside", async () => {
    const folder = `${CLAUDE_ID}/`;
    const spilled = jsonLines(
      {
        type: "assistant",
        uuid: "s1",
        message: { id: "m9", content: [{ type: "tool_use", id: "t9", name: "Bash", input: { command: "cat log" } }] },
      },
      {
        type: "user",
        uuid: "s2",
        toolUseResult: { persistedOutputPath: "/gone/tool-results/t9.txt" },
        message: { content: [{ type: "tool_result", tool_use_id: "t9", content: "<persisted-output>…" }] },
      },
    );
    const session = await readOne(
      "claude-code",
      source(
        {
          [`${folder}subagents/agent-7.jsonl`]: jsonLines({
            type: "assistant",
            uuid: "x1",
            isSidechain: true,
            message: { id: "m8", content: [{ type: "text", text: "The helper reports." }] },
          }),
          [`${folder}subagents/agent-7.meta.json`]: JSON.stringify({ agentType: "Explore", toolUseId: "t1" }),
          [`${folder}tool-results/t9.txt`]: "the whole log",
        },
        spilled,
      ),
    );
    expect(outline(session)).toEqual(["assistant: $ cat log → done: the whole log", "Explore (agent-7)/assistant: The helper reports."]);
  });
});

describe("Codex CLI", () => {
  it("joins the two logs and tells nothing twice", async () => {
    const session = await readOne("codex", sourceOf(CODEX_ID, { [`${CODEX_ID}.jsonl`]: codexTranscript("/home/ada/light") }));
    expect(outline(session)).toEqual([
      "user: Grease the lens bearing before winter.",
      "assistant: (Find the bearing.)",
      "assistant: $ grep -rn bearing src → done 0: src/lens.rs:3: bearing",
      "assistant: edit modify src/lens.rs -dry +greased",
      "assistant: The bearing is greased.",
      expect.stringContaining("record event_msg/moon_phase"),
    ]);
    expect(session).toMatchObject({
      ownId: CODEX_ID,
      agent: "codex",
      branch: "lamp",
      startCommit: "0123456789abcdef0123456789abcdef01234567",
      models: ["gpt-x"],
      usage: { input: 100, output: 30, cacheRead: 20, cacheWrite: 0 },
      commits: [{ hash: "0123456789abcdef0123456789abcdef01234567", how: "recorded", turn: null }],
    });
  });

  it("reads files of 2025, whose items stand bare", async () => {
    const text = jsonLines(
      { id: CODEX_ID, timestamp: "2025-05-01T00:00:00Z", instructions: "", git: { branch: "old" } },
      { record_type: "state" },
      { type: "message", role: "user", content: [{ type: "input_text", text: "Hello" }] },
    );
    const session = await readOne("codex", sourceOf("k", { "k.jsonl": text }));
    expect(outline(session)).toEqual(["user: Hello"]);
    expect(session.branch).toBe("old");
  });
});

describe("SpecStory", () => {
  it("reads speakers, tools and sub-agents out of its Markdown", async () => {
    const session = await readOne("specstory", sourceOf("f", { "session.md": SPECSTORY }));
    expect(outline(session)).toEqual([
      "user: Paint the gallery railing in signal red.",
      "assistant: I read the paint table first.",
      "assistant: $ cat paint.csv → done: red,RAL 3020",
      "sub-agent/assistant: A helper looked at the brushes.",
    ]);
    expect(session).toMatchObject({ ownId: SPECSTORY_ID, agent: "claude", startedAt: "2026-03-03T08:00:00.000Z", models: ["claude-x"] });
  });

  it("reads its older form", async () => {
    const text = "_**User**_\n\nHello\n\n---\n\n_**Assistant**_\n\nTool use: **Read** file.ts\n\nDone.\n";
    expect(outline(await readOne("specstory", sourceOf("f", { "session.md": text })))).toEqual([
      "user: Hello",
      "assistant: Read file.ts → ",
      "assistant: Done.",
    ]);
  });
});

describe("aider", () => {
  it("cuts its file into sessions and knows edits and commits", async () => {
    const reading = await readTranscript(TRANSCRIPT_READERS.aider, sourceOf("c", { "chat.history.md": AIDER }));
    expect(reading.ok).toBe(true);
    const sessions = reading.ok ? reading.sessions : [];
    expect(sessions.map((session) => session.ownId)).toEqual(["aider-20260304-070000", "aider-20260304-093000"]);
    const [first, second] = sessions;
    expect(first === undefined ? [] : outline(first).slice(1)).toEqual(
      [
        "user: Rename the tide table\nto tides.csv",
        expect.stringContaining("# not a heading"),
        'edit modify tides.py -open("table") +open("tides.csv")',
        expect.stringContaining('git commit -m "Rename the tide table"'),
      ].map((line, index) => (index === 2 ? `assistant: ${String(line)}` : line)),
    );
    expect(first?.commits).toMatchObject([{ hash: "1a2b3c4", how: "printed" }]);
    expect(second === undefined ? [] : outline(second)).toEqual(["user: Are the spring tides in it?", "assistant: Yes, both of them."]);
  });
});

describe("Gemini CLI", () => {
  const expected = [
    "user: Count the storm petrels.",
    "assistant: (Counting\nOne by one.)",
    "assistant: There are eleven petrels.",
    "assistant: $ wc -l petrels → done: 11 petrels",
  ];
  it("reads messages, takes back what was rewound and sets what is set", async () => {
    const session = await readOne("gemini-cli", sourceOf("k", { "session-1.jsonl": geminiTranscript("/home/ada/light") }));
    expect(outline(session)).toEqual(expected);
    expect(session).toMatchObject({
      ownId: "gem-1",
      title: "Petrels counted",
      cwd: "/home/ada/light",
      usage: { input: 40, output: 7, cacheRead: 10 },
    });
  });

  it("reads the older form in one value", async () => {
    const [meta, ...messages] = geminiTranscript("/x")
      .trim()
      .split("\n")
      .slice(0, 3)
      .map((line) => JSON.parse(line) as object);
    const text = JSON.stringify({ ...meta, messages }, null, 2);
    expect(outline(await readOne("gemini-cli", sourceOf("k", { "session-1.json": text })))).toEqual(expected);
    const torn = await readTranscript(TRANSCRIPT_READERS["gemini-cli"], sourceOf("k", { "session-1.json": text.slice(0, 200) }));
    expect(torn.ok).toBe(false);
  });
});

describe("opencode", () => {
  it("reads rows in the order of their messages, with failed tools", async () => {
    const { session, messages, parts } = opencodeRows("/home/ada/light");
    const rows = [
      { table: "session", row: session },
      ...messages.map((row) => ({ table: "message", row })),
      ...parts.map((row) => ({ table: "part", row })),
    ];
    const read = await readOne("opencode", sourceOf("ses_1", { "rows.jsonl": jsonLines(...rows) }));
    expect(outline(read)).toEqual([
      "user: Shift the ballast to port.",
      "assistant: $ shift --port → failed: no winch",
      "assistant: The winch is missing.",
    ]);
    expect(read).toMatchObject({
      title: "Ballast",
      cwd: "/home/ada/light",
      models: ["model-x"],
      usage: { input: 9, output: 5, cacheRead: 2, cacheWrite: 3 },
    });
  });

  it("reads the older tree of files", async () => {
    const files = {
      "session.json": JSON.stringify({ id: "ses_1", directory: "/d", title: "Old", time: { created: 1_700_000_000_000 } }, null, 2),
      "message/msg_1.json": JSON.stringify({ id: "msg_1", role: "user", time: { created: 1_700_000_000_000 } }, null, 2),
      "part/msg_1/prt_1.json": JSON.stringify({ id: "prt_1", type: "text", text: "Hello there" }, null, 2),
    };
    expect(outline(await readOne("opencode", sourceOf("ses_1", files)))).toEqual(["user: Hello there"]);
  });
});

describe("Cursor", () => {
  it("reads the bubbles of a conversation in its order", async () => {
    const rows = cursorRows("/home/ada/light").map(([key, value]) => ({ key, value }));
    const session = await readOne("cursor", sourceOf("comp-1", { "rows.jsonl": jsonLines(...rows) }));
    expect(outline(session)).toEqual([
      "user: Number the buoys from the east.",
      "assistant: $ ls buoys → done: a b c",
      "assistant: There are three buoys.",
    ]);
    expect(session).toMatchObject({
      ownId: "comp-1",
      title: "Buoys",
      cwd: "/home/ada/light",
      startedAt: new Date(1_772_100_000_000).toISOString(),
    });
  });

  it("reads what its command line writes", async () => {
    const session = await readOne("cursor", sourceOf("cli-x", { "x.jsonl": CURSOR_CLI }));
    expect(outline(session)).toEqual([
      "user: Wind the clockwork twice.",
      "assistant: Wound twice.",
      "assistant: edit modify clock.md - +twice",
    ]);
  });
});
