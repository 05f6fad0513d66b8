import type { CommandCall, FileEdit, ToolCall } from "../../../src-shared/domain/index.ts";
import { cap, LIMITS } from "./cap.ts";
import { arrayAt, isObject, objectAt, stringify, textAt, type JsonObject } from "./json.ts";
import { fileEdit, patchEdits } from "./patches.ts";

const COMMANDS =
  /^(?:bash|shell|shell_command|exec_command|local_shell|run_shell_command|run_terminal_cmd|run_terminal_command(?:_v2)?|terminal|execute_command|exec)$/i;
const READS = /^(?:read|read_file(?:_v2)?|view|view_file|cat|notebookread)$/i;
const AGENTS = /^(?:task|agent|spawn_agent|subagent|task_v2)$/i;
const WRITES = /^(?:write|write_file|create_file|create)$/i;
const EDITS = /^(?:edit|multiedit|multi_edit|str_?replace(?:_editor)?|replace|search_replace|edit_file(?:_v2)?|notebookedit|insert)$/i;
const DELETES = /^(?:delete|delete_file)$/i;
const PATCHES = /^(?:apply_patch|patch|applypatch)$/i;

/** A tool's use as a typed entry, by the names the assistants give their tools and by what was given to it. */
export function classifyCall(callId: string | null, tool: string, input: unknown): ToolCall {
  const base = { callId, tool, status: "unknown", output: null } as const;
  const given: JsonObject = isObject(input) ? input : {};
  const path = textAt(given, "file_path", "filePath", "path", "target_file", "absolute_path", "notebook_path", "relativeWorkspacePath");
  if (COMMANDS.test(tool)) {
    const command = commandText(given) ?? (typeof input === "string" ? input : null);
    if (command !== null) return command_(base, command, textAt(given, "cwd", "workdir", "directory"));
  }
  if (PATCHES.test(tool) || (typeof input === "string" && input.startsWith("*** Begin Patch"))) {
    const text = typeof input === "string" ? input : textAt(given, "input", "patch", "patchText");
    const edits = text === null ? [] : patchEdits(text);
    if (edits.length > 0) return { ...base, kind: "edit", edits };
  }
  if (path !== null && READS.test(tool)) return { ...base, kind: "read", path: path.slice(0, LIMITS.path) };
  if (path !== null && (WRITES.test(tool) || EDITS.test(tool) || DELETES.test(tool))) {
    return { ...base, kind: "edit", edits: editsOf(tool, path, given) };
  }
  if (AGENTS.test(tool)) {
    const description = textAt(given, "description", "prompt", "message", "subagent_type");
    if (description !== null) return { ...base, kind: "agent", description: cap(description, LIMITS.input).text };
  }
  return { ...base, kind: "tool", input: cap(stringify(input ?? ""), LIMITS.input) };
}

function command_(base: Omit<CommandCall, "kind" | "command" | "cwd" | "exitCode">, command: string, cwd: string | null): CommandCall {
  return { ...base, kind: "command", command: cap(command, LIMITS.command).text, cwd, exitCode: null };
}

/** `command` as text or as its arguments; of `bash -lc SCRIPT` the script. */
function commandText(given: JsonObject): string | null {
  const words = arrayAt(given, "command").filter((word) => typeof word === "string");
  if (words.length > 0) {
    return words.length === 3 && /(?:^|\/)(?:ba|z|da)?sh$/.test(words[0] ?? "") && /^-\w*c$/.test(words[1] ?? "")
      ? (words[2] ?? "")
      : words.join(" ");
  }
  return textAt(given, "command", "cmd", "script", "commandLine");
}

function editsOf(tool: string, path: string, given: JsonObject): readonly FileEdit[] {
  if (DELETES.test(tool)) return [fileEdit(path, "delete", "", "")];
  const content = textAt(given, "content", "contents", "file_text", "code_edit", "new_source");
  if (WRITES.test(tool)) return [fileEdit(path, "create", "", content ?? "")];
  const list = arrayAt(given, "edits");
  const changes = list.length > 0 ? list : [given];
  return changes.slice(0, 200).map((change) => {
    const removed = textAt(change, "old_string", "oldString", "old_str", "oldText") ?? "";
    const added = textAt(change, "new_string", "newString", "new_str", "newText", "insert_text") ?? content ?? "";
    return fileEdit(path, "modify", removed, added);
  });
}

/** Text of a tool's answer in any of the shapes assistants record: a text, blocks with texts, or an object that holds one. */
export function outputText(value: unknown, depth = 0): string {
  if (typeof value === "string") return value;
  if (value === null || value === undefined || depth > 4) return "";
  if (Array.isArray(value))
    return value
      .map((item) => outputText(item, depth + 1))
      .filter((text) => text !== "")
      .join("\n");
  if (!isObject(value)) return stringify(value);
  const direct = textAt(value, "text", "output", "aggregated_output", "llmContent", "returnDisplay", "contents");
  if (direct !== null) return direct;
  if (value["content"] !== undefined) return outputText(value["content"], depth + 1);
  const response = objectAt(objectAt(value, "functionResponse"), "response");
  if (Object.keys(response).length > 0) return outputText(response, depth + 1);
  const streams = [textAt(value, "stdout"), textAt(value, "stderr")].filter((text) => text !== null);
  if (streams.length > 0) return streams.join("\n");
  if (value["type"] === "image") return "[image]";
  return Object.keys(value).length === 0 ? "" : stringify(value);
}

/** Hashes that `git commit` printed: `[main 3f2a9c1] subject`, also `[main (root-commit) 3f2a9c1] …`. */
export function printedCommits(text: string): string[] {
  return [...text.matchAll(/^\s*\[(?:detached HEAD|[^\s\]()]{1,200})(?: \(root-commit\))? ([0-9a-f]{7,40})\] \S/gm)].map(
    (match) => match[1] ?? "",
  );
}
