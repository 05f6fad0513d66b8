import type { SettingsView } from "../../src-shared/contract/index.ts";
import { useCoreQuery } from "../app/core-query.ts";
import { routes } from "../app/navigation.ts";
import { settingsWords } from "../strings/en-settings.ts";
import { ErrorState } from "../ui/error-state.tsx";
import { PageHeader } from "../ui/page-header.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { AppearanceSection } from "./appearance-section.tsx";
import { DataSection } from "./data-section.tsx";
import { FileSection } from "./file-section.tsx";
import { IndexingSection } from "./indexing-section.tsx";
import { SettingsProblems } from "./problems.tsx";
import { SearchSection } from "./search-section.tsx";
import { sectionOf, SECTIONS, type SectionId } from "./sections.ts";
import { MeaningSection } from "./meaning/meaning-section.tsx";
import { NetworkSection } from "./network-section.tsx";
import { ShortcutsSection } from "./shortcuts-section.tsx";
import { StorageSection } from "./storage/storage-section.tsx";
import { SyncSection } from "./sync/sync-section.tsx";
import "./settings.css";

/** Each section has a component of its own. */
const COMPONENTS: Readonly<Record<SectionId, (props: { readonly view: SettingsView }) => React.ReactNode>> = {
  appearance: AppearanceSection,
  storage: StorageSection,
  sync: SyncSection,
  indexing: IndexingSection,
  search: SearchSection,
  meaning: MeaningSection,
  network: NetworkSection,
  shortcuts: ShortcutsSection,
  data: DataSection,
  file: FileSection,
};

/** The settings: a form made from the configuration's own schema, and the file behind it. */
export function SettingsScreen({ section }: { readonly section: string | null }) {
  const current = sectionOf(section);
  const { data: view, error, refetch } = useCoreQuery("settings.get", {});
  const Section = COMPONENTS[current];
  return (
    <div className="settings">
      <nav className="settings-nav" aria-label={settingsWords.sectionsLabel}>
        {SECTIONS.map(({ id, icon: Icon }) => (
          <a key={id} href={routes.settings(id)} className="settings-nav-entry" aria-current={id === current ? "page" : undefined}>
            <Icon size="1.15em" strokeWidth={1.75} aria-hidden />
            {settingsWords.sections[id]}
          </a>
        ))}
      </nav>
      <div className="settings-content">
        <PageHeader title={settingsWords.sections[current]} detail={settingsWords.about[current]} />
        {error !== null ? (
          <ErrorState error={error} onRetry={() => void refetch()} />
        ) : view === undefined ? (
          <Skeleton />
        ) : (
          <>
            {(view.broken || view.problems.length > 0) && <SettingsProblems view={view} isFileShown={current === "file"} />}
            <Section key={current} view={view} />
          </>
        )}
      </div>
    </div>
  );
}
