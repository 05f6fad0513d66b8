import { Archive } from "lucide-react";
import type { RepositorySummary } from "../../../src-shared/contract/index.ts";
import { useCoreQuery } from "../../app/core-query.ts";
import { routes } from "../../app/navigation.ts";
import { transcriptWords as words } from "../../strings/en-transcripts.ts";
import { ButtonLink } from "../../ui/button.tsx";
import { InlineError } from "../../ui/error-state.tsx";
import { FolderMap } from "./folder-map.tsx";
import { SourceRow } from "./source-row.tsx";
import "./sources.css";

/** Under this name instead of a repository's id the address is that of the archive. */
export const TRANSCRIPTS = "transcripts";

/** The assistants on this machine: asked about, counted, and where their transcripts belong. */
export function SourceList({ repositories }: { readonly repositories: readonly RepositorySummary[] }) {
  const { data, error, refetch } = useCoreQuery("transcripts.sources", {});
  const here = data?.filter((source) => source.state !== "absent" || source.archived > 0) ?? [];
  const absent = data?.filter((source) => !here.includes(source)) ?? [];
  const folders = here.flatMap((source) => source.folders.map((folder) => ({ ...folder, assistant: source.name })));
  return (
    <section className="library-section" aria-label={words.title}>
      <header className="library-section-head">
        <h2>{words.title}</h2>
        {here.some((source) => source.archived > 0) && (
          <ButtonLink size="small" variant="quiet" icon={Archive} href={routes.library(TRANSCRIPTS)}>
            {words.guard.open}
          </ButtonLink>
        )}
      </header>
      {error !== null && <InlineError error={error} onRetry={() => void refetch()} />}
      {data !== undefined && <p className="muted">{here.length === 0 ? words.none : words.help}</p>}
      {here.length > 0 && (
        <ul className="sources" aria-label={words.here}>
          {here.map((source) => (
            <SourceRow key={source.assistant} source={source} />
          ))}
        </ul>
      )}
      {folders.length > 0 && <FolderMap folders={folders} repositories={repositories} />}
      {here.length > 0 && absent.length > 0 && (
        <p className="source-absent">{words.absent(absent.map((source) => source.name).join(", "))}</p>
      )}
    </section>
  );
}
