/** A short Claude Code transcript that has one of everything the reader shows, and its sub-agent's. `commit` is what git printed in it. */
export function claudeTalk(cwd: string, commit: string): { readonly main: string; readonly subAgent: string } {
  let second = 0;
  const common = () => ({
    cwd,
    gitBranch: "main",
    version: "2.1.0",
    timestamp: new Date(Date.UTC(2026, 2, 1, 10, 0, (second += 7))).toISOString(),
  });
  const user = (content: unknown, more: object = {}) => ({
    ...common(),
    type: "user",
    uuid: `u${second}`,
    message: { role: "user", content },
    ...more,
  });
  const assistant = (id: string, content: readonly object[], more: object = {}) => ({
    ...common(),
    type: "assistant",
    uuid: `a${second}`,
    requestId: `r${id}`,
    message: { id, role: "assistant", model: "claude-x", content, usage: { input_tokens: 1200, output_tokens: 340 } },
    ...more,
  });
  const use = (id: string, name: string, input: object) => ({ type: "tool_use", id, name, input });
  const result = (id: string, content: string, more: object = {}) => user([{ type: "tool_result", tool_use_id: id, content, ...more }]);
  const token = ["ghp", "A1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q7r8"].join("_");
  const main = [
    user(`Why does the foghorn stay silent at dawn?\n\n  horn: skipped (past)\n\nMy token is ${token}.`),
    assistant("m1", [
      { type: "thinking", thinking: "The timer compares local time with UTC.", signature: "s" },
      { type: "text", text: "I look at the schedule.\n\n- `src/horn.ts` holds the **timer**\n\n```ts\nconst dawn = local();\n```" },
      use("t1", "Read", { file_path: `${cwd}/src/horn.ts` }),
      use("t2", "Bash", { command: `npm test -- horn # ${token}` }),
    ]),
    result("t1", "export const dawn = local();"),
    result("t2", `expected 05:12 to be 04:12\nauth ${token}\n1 failed`, { is_error: true }),
    assistant("m2", [
      use("t3", "Edit", {
        file_path: `${cwd}/src/horn.ts`,
        old_string: "import clock;\nexport function dawn(): number {\n  return local(sunrise());\n}",
        new_string: "import clock;\n/** In UTC. */\nexport function dawnUtc(): number {\n  return utc(sunrise());\n}",
      }),
      use("t4", "Task", { description: "Find other local times", prompt: "Search for local() calls" }),
    ]),
    result("t3", "The file was updated."),
    result("t4", "No other calls."),
    assistant("m3", [
      use("t5", "Bash", { command: "git commit -am 'Sound at dawn'" }),
      use("t6", "WebFetch", { url: "https://example.org" }),
    ]),
    result("t5", `[main ${commit}] Sound at dawn\n 1 file changed`),
    result("t6", "The formula"),
    user("Thanks. Write it down."),
    assistant("m4", [{ type: "text", text: "Done." }]),
    { type: "hologram", uuid: "h1", depth: 3 },
    { type: "summary", summary: "Foghorn at dawn", leafUuid: "a3" },
  ];
  const side = { isSidechain: true };
  const subAgent = [
    user("Search for local() calls", side),
    {
      ...assistant("s1", [{ type: "text", text: "No other **local()** calls." }], side),
      message: {
        id: "s1",
        role: "assistant",
        model: "y",
        content: [{ type: "text", text: "No other **local()** calls." }],
        usage: { input_tokens: 1, output_tokens: 1 },
      },
    },
  ];
  const lines = (records: readonly object[]): string => `${records.map((record) => JSON.stringify(record)).join("\n")}\n`;
  return { main: lines(main), subAgent: lines(subAgent) };
}
