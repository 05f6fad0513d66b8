import type { RepositorySummary, TranscriptEntry, TranscriptSourceView } from "../../../src-shared/contract/index.ts";
import type { Assistant } from "../../../src-shared/domain/index.ts";
import { transcriptWords } from "../../strings/en-transcripts.ts";
import { SearchField } from "../../ui/search-field.tsx";
import { Select } from "../../ui/select.tsx";
import type { ListState } from "../../ui/use-list.ts";
import type { KeptFilter, KeptRow } from "./kept-rows.ts";

const words = transcriptWords.guard;

export interface KeptFiltersProps {
  readonly entries: readonly TranscriptEntry[];
  readonly sources: readonly TranscriptSourceView[];
  readonly repositories: readonly RepositorySummary[];
  readonly filter: KeptFilter;
  readonly onChange: (filter: KeptFilter) => void;
  readonly list: ListState<KeptRow>;
}

/** Which kept transcripts: by words, assistant and repository; a choice of one is none. */
export function KeptFilters({ entries, sources, repositories, filter, onChange, list }: KeptFiltersProps) {
  const kept = sources.filter((source) => source.archived > 0);
  const held = new Set(entries.map((entry) => entry.repositoryId ?? "none"));
  const places = [
    ...repositories.filter(({ id }) => held.has(id)).map(({ id, name }) => ({ value: id, label: name })),
    ...(held.has("none") ? [{ value: "none", label: words.ofNone }] : []),
  ];
  return (
    <div className="kept-filters">
      <SearchField
        label={words.filter}
        placeholder={words.filterHint}
        value={filter.text}
        onChange={(text) => onChange({ ...filter, text })}
        {...list.inputProps}
      />
      {kept.length > 1 && (
        <Select<Assistant | "all">
          label={words.assistant}
          hideLabel
          value={filter.assistant}
          onChange={(assistant) => onChange({ ...filter, assistant })}
          options={[{ value: "all", label: words.everyone }, ...kept.map((one) => ({ value: one.assistant, label: one.name }))]}
        />
      )}
      {places.length > 1 && (
        <Select
          label={words.repository}
          hideLabel
          value={filter.repository}
          onChange={(repository) => onChange({ ...filter, repository })}
          options={[{ value: "all", label: words.everywhere }, ...places]}
        />
      )}
    </div>
  );
}
