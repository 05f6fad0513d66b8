import { createWriteStream } from "node:fs";
import { once } from "node:events";

/** Writes a Claude Code transcript of about that many bytes (prompts, answers, commands with long outputs, edits, as a long day of work leaves them); returns its prompts. */
export async function writeLongTranscript(path: string, bytes: number, cwd = "/d"): Promise<number> {
  const stream = createWriteStream(path);
  let written = 0;
  let prompts = 0;
  const put = async (record: object): Promise<void> => {
    const line = `${JSON.stringify({ cwd, timestamp: new Date(Date.UTC(2026, 2, 1, 10) + prompts * 30_000).toISOString(), ...record })}\n`;
    written += line.length;
    if (!stream.write(line)) await once(stream, "drain");
  };
  while (written < bytes) {
    const n = prompts++;
    await put({
      type: "user",
      uuid: `u${n}`,
      message: { content: `Question ${n}: why does part ${n % 97} of the lighthouse fail in winter?` },
    });
    const call = { type: "tool_use", id: `t${n}`, name: "Bash", input: { command: `npm test -- part-${n}` } };
    const edit = {
      type: "tool_use",
      id: `e${n}`,
      name: "Edit",
      input: {
        file_path: `${cwd}/src/part-${n % 40}.ts`,
        old_string: `oil(${n});\nturn();`,
        new_string: `warm(${n});\noil(${n});\nturn();`,
      },
    };
    const text = `## Part ${n}\n\nPart ${n} fails since the oil \`thickens\`.\n\n${"- It was **cold** in the lamp room, and the oil thickened.\n".repeat((n % 7) + 1)}`;
    const content = n % 5 === 0 ? [{ type: "text", text }, call, edit] : [{ type: "text", text }, call];
    await put({
      type: "assistant",
      uuid: `a${n}`,
      message: { id: `m${n}`, model: "x", content, usage: { input_tokens: 1, output_tokens: 1 } },
    });
    const output = `line of output ${n} with numbers ${n * 7919}\n`.repeat(n % 50 === 0 ? 5000 : 200);
    await put({ type: "user", uuid: `r${n}`, message: { content: [{ type: "tool_result", tool_use_id: `t${n}`, content: output }] } });
  }
  stream.end();
  await once(stream, "close");
  return prompts;
}
