import { jsonLines } from "./support.ts";

/** Transcripts made for the tests, to the published record shapes. Each says a sentence of its own, so that a search can tell them apart. */
export const CLAUDE_ID = "0b3f6c1e-1d2a-4b5c-8d9e-0f1a2b3c4d5e";
export const CODEX_ID = "0198aaaa-bbbb-7ccc-8ddd-eeeeffff0000";
export const SPECSTORY_ID = "5c0ffee5-1111-4222-8333-444455556666";

export function claudeTranscript(cwd: string): string {
  const common = { sessionId: CLAUDE_ID, cwd, gitBranch: "main", version: "2.1.0" };
  const usage = (output: number) => ({
    input_tokens: 10,
    output_tokens: output,
    cache_read_input_tokens: 100,
    cache_creation_input_tokens: 5,
  });
  return jsonLines(
    { type: "file-history-snapshot", messageId: "m", snapshot: {} },
    {
      ...common,
      type: "user",
      uuid: "u1",
      timestamp: "2026-03-01T10:00:00Z",
      message: { role: "user", content: "Why does the foghorn stay silent at dawn?" },
    },
    {
      ...common,
      type: "assistant",
      uuid: "a1",
      parentUuid: "u1",
      timestamp: "2026-03-01T10:00:05Z",
      requestId: "r1",
      message: {
        id: "msg1",
        role: "assistant",
        model: "claude-x",
        content: [{ type: "thinking", thinking: "Look at the clock.", signature: "s" }],
        usage: usage(3),
      },
    },
    {
      ...common,
      type: "assistant",
      uuid: "a2",
      timestamp: "2026-03-01T10:00:06Z",
      requestId: "r1",
      message: {
        id: "msg1",
        role: "assistant",
        model: "claude-x",
        usage: usage(40),
        content: [
          { type: "text", text: "The timer compares local time with UTC." },
          { type: "tool_use", id: "t1", name: "Bash", input: { command: "npm test" } },
          {
            type: "tool_use",
            id: "t2",
            name: "Edit",
            input: { file_path: `${cwd}/src/horn.ts`, old_string: "local()", new_string: "utc()" },
          },
        ],
      },
    },
    {
      ...common,
      type: "user",
      uuid: "u2",
      timestamp: "2026-03-01T10:00:09Z",
      toolUseResult: { stdout: "1 failed" },
      message: { role: "user", content: [{ type: "tool_result", tool_use_id: "t1", content: "Exit code 1\n1 failed", is_error: true }] },
    },
    {
      ...common,
      type: "user",
      uuid: "u3",
      timestamp: "2026-03-01T10:00:10Z",
      message: {
        role: "user",
        content: [{ type: "tool_result", tool_use_id: "t2", content: [{ type: "text", text: "The file was updated." }] }],
      },
    },
    {
      ...common,
      type: "assistant",
      uuid: "a3",
      timestamp: "2026-03-01T10:01:00Z",
      requestId: "r2",
      message: {
        id: "msg2",
        role: "assistant",
        model: "claude-x",
        usage: usage(7),
        content: [{ type: "tool_use", id: "t3", name: "Bash", input: { command: "git commit -am 'Sound at dawn'" } }],
      },
    },
    {
      ...common,
      type: "user",
      uuid: "u4",
      timestamp: "2026-03-01T10:01:02Z",
      message: {
        role: "user",
        content: [{ type: "tool_result", tool_use_id: "t3", content: "[main 3f2a9c1] Sound at dawn\n 1 file changed" }],
      },
    },
    { type: "hologram", uuid: "h1", timestamp: "2026-03-01T10:01:03Z", depth: 3 },
    { type: "summary", summary: "Foghorn at dawn", leafUuid: "a3" },
  );
}

export function codexTranscript(cwd: string, commit = "0123456789abcdef0123456789abcdef01234567"): string {
  const at = (second: number) => ({ timestamp: `2026-03-02T09:00:${String(second).padStart(2, "0")}.000Z` });
  const item = (second: number, payload: object) => ({ ...at(second), type: "response_item", payload });
  const event = (second: number, payload: object) => ({ ...at(second), type: "event_msg", payload });
  return jsonLines(
    {
      ...at(0),
      type: "session_meta",
      payload: {
        id: CODEX_ID,
        timestamp: "2026-03-02T09:00:00Z",
        cwd,
        originator: "codex_cli_rs",
        cli_version: "0.50.0",
        source: "cli",
        git: { commit_hash: commit, branch: "lamp", repository_url: "x" },
      },
    },
    item(1, {
      type: "message",
      role: "user",
      content: [{ type: "input_text", text: "<environment_context>\n<cwd>x</cwd>\n</environment_context>" }],
    }),
    { ...at(1), type: "turn_context", payload: { cwd, model: "gpt-x", approval_policy: "never", sandbox_policy: {} } },
    item(2, { type: "message", role: "user", content: [{ type: "input_text", text: "Grease the lens bearing before winter." }] }),
    event(2, { type: "user_message", message: "Grease the lens bearing before winter." }),
    item(3, { type: "reasoning", summary: [{ type: "summary_text", text: "Find the bearing." }], encrypted_content: "…" }),
    item(4, {
      type: "function_call",
      name: "shell",
      arguments: JSON.stringify({ command: ["bash", "-lc", "grep -rn bearing src"] }),
      call_id: "c1",
    }),
    event(5, {
      type: "exec_command_end",
      call_id: "c1",
      command: ["bash", "-lc", "grep -rn bearing src"],
      cwd,
      aggregated_output: "src/lens.rs:3: bearing",
      exit_code: 0,
      duration: {},
    }),
    item(5, {
      type: "function_call_output",
      call_id: "c1",
      output: JSON.stringify({ output: "src/lens.rs:3: bearing", metadata: { exit_code: 0 } }),
    }),
    item(6, {
      type: "custom_tool_call",
      name: "apply_patch",
      call_id: "c2",
      input: "*** Begin Patch\n*** Update File: src/lens.rs\n@@\n-dry\n+greased\n*** End Patch",
    }),
    event(7, {
      type: "patch_apply_end",
      call_id: "c2",
      success: true,
      stdout: "Success",
      stderr: "",
      changes: { "src/lens.rs": { type: "update", unified_diff: "@@\n-dry\n+greased\n" } },
    }),
    event(8, { type: "agent_message", message: "The bearing is greased." }),
    item(8, { type: "message", role: "assistant", content: [{ type: "output_text", text: "The bearing is greased." }] }),
    event(9, {
      type: "token_count",
      info: {
        total_token_usage: { input_tokens: 120, cached_input_tokens: 20, output_tokens: 30 },
        last_token_usage: { input_tokens: 120, cached_input_tokens: 20, output_tokens: 30 },
      },
    }),
    event(9, { type: "token_count", info: { total_token_usage: { input_tokens: 120, cached_input_tokens: 20, output_tokens: 30 } } }),
    event(9, { type: "moon_phase", phase: "full" }),
  );
}

export const SPECSTORY = `<!-- Generated by SpecStory, Markdown v2.1.0 -->

# 2026-03-03 08:00:00Z

<!-- Claude Code Session ${SPECSTORY_ID} (2026-03-03 08:00:00Z) -->

_**User (2026-03-03 08:00:00Z)**_

Paint the gallery railing in signal red.

---

_**Agent (claude-x 2026-03-03 08:00:10Z)**_

I read the paint table first.

<tool-use data-tool-type="shell" data-tool-name="Bash"><details>
<summary>Tool use: **Bash** \`cat paint.csv\`</summary>

\`\`\`
red,RAL 3020
\`\`\`

</details></tool-use>

_**Agent - sidechain (claude-x 2026-03-03 08:00:20Z)**_

A helper looked at the brushes.
`.replaceAll("</details></tool-use>", "</details>\n</tool-use>");

export const AIDER = `
# aider chat started at 2026-03-04 07:00:00

> Aider v0.80.0
> Main model: sonnet with diff edit format

#### Rename the tide table
#### to tides.csv

I will rename it.

tides.py
\`\`\`python
<<<<<<< SEARCH
open("table")
=======
open("tides.csv")
>>>>>>> REPLACE
# not a heading
\`\`\`

> Applied edit to tides.py
> Commit 1a2b3c4 Rename the tide table

# aider chat started at 2026-03-04 09:30:00

#### Are the spring tides in it?

Yes, both of them.
`;

export function geminiTranscript(cwd: string): string {
  return jsonLines(
    {
      sessionId: "gem-1",
      projectHash: "h",
      startTime: "2026-03-05T06:00:00Z",
      lastUpdated: "2026-03-05T06:00:00Z",
      directories: [cwd],
      kind: "main",
    },
    { id: "1", timestamp: "2026-03-05T06:00:01Z", type: "user", content: [{ text: "Count the storm petrels." }] },
    {
      id: "2",
      timestamp: "2026-03-05T06:00:05Z",
      type: "gemini",
      content: "There are eleven petrels.",
      model: "gemini-x",
      tokens: { input: 50, output: 5, cached: 10, thoughts: 2, total: 57 },
      thoughts: [{ subject: "Counting", description: "One by one." }],
      toolCalls: [
        {
          id: "g1",
          name: "run_shell_command",
          args: { command: "wc -l petrels" },
          status: "success",
          result: [{ functionResponse: { id: "g1", name: "x", response: { output: "11 petrels" } } }],
          timestamp: "2026-03-05T06:00:04Z",
        },
      ],
    },
    { id: "3", timestamp: "2026-03-05T06:01:00Z", type: "user", content: "Take this back." },
    { $rewindTo: "2" },
    { $set: { summary: "Petrels counted", lastUpdated: "2026-03-05T06:02:00Z" } },
  );
}

/** Rows as opencode's tables hold them. */
export function opencodeRows(directory: string) {
  return {
    session: {
      id: "ses_1",
      project_id: "p",
      parent_id: null,
      directory,
      title: "Ballast",
      version: "1.0.0",
      time_created: 1_772_000_000_000,
      time_updated: 1_772_000_060_000,
    },
    messages: [
      { id: "msg_1", session_id: "ses_1", time_created: 1_772_000_000_000, data: JSON.stringify({ role: "user" }) },
      {
        id: "msg_2",
        session_id: "ses_1",
        time_created: 1_772_000_010_000,
        data: JSON.stringify({
          role: "assistant",
          modelID: "model-x",
          tokens: { input: 9, output: 4, reasoning: 1, cache: { read: 2, write: 3 } },
        }),
      },
    ],
    parts: [
      { id: "prt_1", message_id: "msg_1", session_id: "ses_1", data: JSON.stringify({ type: "text", text: "Shift the ballast to port." }) },
      { id: "prt_2", message_id: "msg_2", session_id: "ses_1", data: JSON.stringify({ type: "step-start" }) },
      {
        id: "prt_3",
        message_id: "msg_2",
        session_id: "ses_1",
        data: JSON.stringify({
          type: "tool",
          tool: "bash",
          callID: "o1",
          state: { status: "error", input: { command: "shift --port" }, error: "no winch" },
        }),
      },
      { id: "prt_4", message_id: "msg_2", session_id: "ses_1", data: JSON.stringify({ type: "text", text: "The winch is missing." }) },
    ],
  };
}

/** Keys and values as Cursor's table holds them. */
export function cursorRows(folder: string): readonly (readonly [string, string])[] {
  return [
    [
      "composerData:comp-1",
      JSON.stringify({
        composerId: "comp-1",
        name: "Buoys",
        _v: 3,
        createdAt: 1_772_100_000_000,
        lastUpdatedAt: 1_772_100_100_000,
        workspaceIdentifier: { id: "w", uri: { fsPath: folder } },
        fullConversationHeadersOnly: [
          { bubbleId: "b1", type: 1 },
          { bubbleId: "b2", type: 2 },
          { bubbleId: "b3", type: 2 },
        ],
      }),
    ],
    ["bubbleId:comp-1:b1", JSON.stringify({ type: 1, text: "Number the buoys from the east." })],
    [
      "bubbleId:comp-1:b2",
      JSON.stringify({
        type: 2,
        text: "",
        capabilityType: 15,
        toolFormerData: {
          name: "run_terminal_cmd",
          toolCallId: "k1",
          rawArgs: JSON.stringify({ command: "ls buoys" }),
          result: JSON.stringify({ output: "a b c" }),
          status: "completed",
        },
      }),
    ],
    ["bubbleId:comp-1:b3", JSON.stringify({ type: 2, text: "There are three buoys." })],
  ];
}

export const CURSOR_CLI = jsonLines(
  { role: "user", message: { content: [{ type: "text", text: "<user_query>\nWind the clockwork twice.\n</user_query>" }] } },
  {
    role: "assistant",
    message: {
      content: [
        { type: "text", text: "Wound twice." },
        { type: "tool_use", name: "edit_file", id: "e1", input: { target_file: "clock.md", code_edit: "twice" } },
      ],
    },
  },
);
