import { Download } from "lucide-react";
import type { ExportFile, ExportFormat } from "../../../src-shared/contract/index.ts";
import { exportWords as words } from "../../strings/en-export.ts";
import { IconButton } from "../../ui/icon-button.tsx";
import { Menu } from "../../ui/menu.tsx";
import { useExportItems } from "./use-export-items.ts";

export interface ExportMenuProps {
  readonly produce: (format: ExportFormat) => Promise<ExportFile>;
}

/** Saves what a screen shows, as Markdown, HTML or JSON. */
export function ExportMenu({ produce }: ExportMenuProps) {
  const items = useExportItems(produce);
  return <Menu trigger={<IconButton size="small" icon={Download} label={words.export} />} items={items} />;
}
