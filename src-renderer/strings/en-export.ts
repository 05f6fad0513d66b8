import type { ExportFormat } from "../../src-shared/contract/index.ts";
import { count } from "./format.ts";

/** Words of everything that can be exported. */
export const exportWords = {
  export: "Export",
  as: {
    markdown: "Export as Markdown",
    html: "Export as HTML",
    json: "Export as JSON",
  } satisfies Record<ExportFormat, string>,
  saved: (fileName: string): string => `Saved ${fileName}`,
  masked: (secrets: number): string => `${count(secrets, "secret", "secrets")} masked in it`,
  failed: "The export did not work",
} as const;
