import { z } from "zod";
import { defineContract, method } from "../rpc/contract.ts";
import { ledgerFilterSchema, LEDGER_SORTS } from "./ledger.ts";
import { SEARCH_MODES } from "./search.ts";

export const EXPORT_FORMATS = ["markdown", "html", "json"] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** A file to save: secrets are masked, HTML holds everything it needs and no script. */
export interface ExportFile {
  readonly fileName: string;
  readonly mediaType: string;
  readonly text: string;
  /** Secrets masked in it. */
  readonly masked: number;
}

const format = z.enum(EXPORT_FORMATS).default("markdown");

export const exportContract = defineContract({
  methods: {
    /** Takes the full id or a unique prefix of the session's own id. */
    "export.session": method(z.object({ id: z.string().min(1).max(400), format })).returns<ExportFile>(),
    "export.ledger": method(
      z.object({
        filter: ledgerFilterSchema.default({}),
        sort: z.enum(LEDGER_SORTS).default("newest"),
        /** Groups of what came up in more than one session, instead of single items. */
        grouped: z.boolean().default(false),
        format,
      }),
    ).returns<ExportFile>(),
    "export.search": method(
      z.object({
        text: z.string().max(10_000),
        mode: z.enum(SEARCH_MODES).default("fused"),
        limit: z.int().min(1).max(500).default(50),
        format,
      }),
    ).returns<ExportFile>(),
  },
});
