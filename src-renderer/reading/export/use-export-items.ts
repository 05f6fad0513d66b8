import { FileCode, FileJson, FileText } from "lucide-react";
import { EXPORT_FORMATS, type ExportFile, type ExportFormat } from "../../../src-shared/contract/index.ts";
import { messageOf } from "../../../src-shared/rpc/errors.ts";
import { exportWords as words } from "../../strings/en-export.ts";
import type { MenuItem } from "../../ui/menu.tsx";
import { useToast } from "../../ui/toast.tsx";
import { saveText } from "./save-text.ts";

const ICONS = { markdown: FileText, html: FileCode, json: FileJson } as const;

/** A menu's items that save what is shown in each format. The core makes the file: it masks secrets first. */
export function useExportItems(produce: (format: ExportFormat) => Promise<ExportFile>): readonly MenuItem[] {
  const toast = useToast();
  const save = (format: ExportFormat): void => {
    produce(format).then(
      ({ fileName, mediaType, text, masked }) => {
        saveText(fileName, mediaType, text);
        toast({ title: words.saved(fileName), ...(masked === 0 ? {} : { description: words.masked(masked) }) });
      },
      (error: unknown) => toast({ title: words.failed, description: messageOf(error), problem: true }),
    );
  };
  return EXPORT_FORMATS.map((format) => ({ label: words.as[format], icon: ICONS[format], onSelect: () => save(format) }));
}
