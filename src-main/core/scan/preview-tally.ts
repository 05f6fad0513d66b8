import { open } from "node:fs/promises";
import { join } from "node:path";
import { constants } from "node:fs";
import type { IndexPreview } from "../../../src-shared/contract/library.ts";
import { isProse, languageOf } from "../../../src-shared/domain/languages.ts";
import { detectPatinaSession } from "../sources/patina/detect.ts";
import type { ScanEntry } from "./scan-folder.ts";

const EXAMPLES = 5;
const HEAD_BYTES = 4096;

type Counted = Pick<IndexPreview, "files" | "bytes" | "languages" | "sessions" | "beliefs" | "docs" | "excluded">;

/** Counts a scan for the preview. Kinds are told by place and language, sessions also by their beginning: an estimate, which costs no parsing. */
export function createTally(root: string): { add(entry: ScanEntry): Promise<void>; result(): Counted } {
  const languages = new Map<string, { files: number; bytes: number }>();
  const excluded = new Map<string, { count: number; examples: string[] }>();
  const counts = { files: 0, bytes: 0, sessions: 0, beliefs: 0, docs: 0 };

  return {
    async add(entry) {
      if (entry.kind === "excluded") {
        const group = excluded.get(entry.reason) ?? { count: 0, examples: [] };
        group.count++;
        if (group.examples.length < EXAMPLES)
          group.examples.push(entry.reason === "too-large" ? `${entry.path} (${entry.detail})` : entry.path);
        excluded.set(entry.reason, group);
        return;
      }
      counts.files++;
      counts.bytes += entry.bytes;
      const language = languageOf(entry.path);
      const group = languages.get(language ?? "other") ?? { files: 0, bytes: 0 };
      group.files++;
      group.bytes += entry.bytes;
      languages.set(language ?? "other", group);
      if (/(?:^|\/)sessions\/[^/]+\.md$/i.test(entry.path) && (await isSession(root, entry.path))) counts.sessions++;
      else if (/(?:^|\/)beliefs\/[^/]+\.md$/i.test(entry.path)) counts.beliefs++;
      else if (isProse(language)) counts.docs++;
    },
    result: () => ({
      ...counts,
      languages: [...languages]
        .map(([language, group]) => ({ language, ...group }))
        .sort((a, b) => b.bytes - a.bytes || (a.language < b.language ? -1 : 1)),
      excluded: [...excluded]
        .map(([reason, group]) => ({ reason, ...group }))
        .sort((a, b) => b.count - a.count || (a.reason < b.reason ? -1 : 1)),
    }),
  };
}

async function isSession(root: string, path: string): Promise<boolean> {
  const handle = await open(join(root, path), constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0)).catch(
    () => null,
  );
  if (handle === null) return false;
  try {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return detectPatinaSession(path, buffer.toString("utf8", 0, bytesRead)) !== null;
  } catch {
    return false;
  } finally {
    await handle.close();
  }
}
