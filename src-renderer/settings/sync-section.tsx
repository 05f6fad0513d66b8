import { CloudOff } from "lucide-react";
import { routes } from "../app/navigation.ts";
import { settingsWords } from "../strings/en-settings.ts";
import { ButtonLink } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";

/** Sync's state. */
export function SyncSection() {
  return (
    <EmptyState
      icon={CloudOff}
      title={settingsWords.syncOff}
      actions={<ButtonLink href={routes.settings("storage")}>{settingsWords.sections.storage}</ButtonLink>}
    >
      {settingsWords.syncOffHelp}
    </EmptyState>
  );
}
