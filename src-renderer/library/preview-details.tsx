import { useState } from "react";
import type { IndexPreview } from "../../src-shared/contract/index.ts";
import { libraryWords } from "../strings/en-library.ts";
import { formatNumber } from "../strings/format.ts";
import { Tabs } from "../ui/tabs.tsx";
import type { IndexRules } from "./preview-screen.tsx";
import { RulesForm } from "./rules-form.tsx";

const words = libraryWords.preview;
type TabId = "ignored" | "excluded" | "rules";

export interface PreviewDetailsProps {
  readonly preview: IndexPreview;
  readonly rules: IndexRules;
  readonly isBusy: boolean;
  readonly onRules: (rules: IndexRules) => void;
}

/** What is left out and why, and the rules that can change it. */
export function PreviewDetails({ preview, rules, isBusy, onRules }: PreviewDetailsProps) {
  const [tab, setTab] = useState<TabId>(preview.ignoredTotal === 0 && preview.excluded.length > 0 ? "excluded" : "ignored");
  const excluded = preview.excluded.reduce((sum, group) => sum + group.count, 0);
  return (
    <Tabs<TabId>
      label={words.tabs}
      value={tab}
      onChange={setTab}
      tabs={[
        { id: "ignored", label: words.ignored, count: preview.ignoredTotal, content: <Ignored preview={preview} /> },
        { id: "excluded", label: words.excluded, count: excluded, content: <Excluded preview={preview} /> },
        {
          id: "rules",
          label: words.rules,
          content: (
            <RulesForm
              exclude={rules.exclude ?? null}
              include={rules.include ?? null}
              submitLabel={words.again}
              isBusy={isBusy}
              onSubmit={(exclude, include) => onRules({ exclude, include })}
            />
          ),
        },
      ]}
    />
  );
}

function Ignored({ preview }: { readonly preview: IndexPreview }) {
  if (preview.ignoredTotal === 0) return <p className="muted">{words.nothingIgnored}</p>;
  const more = preview.ignoredTotal - preview.ignored.length;
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, also by keyboard
    <ul className="ignored" tabIndex={0} aria-label={words.ignored}>
      {preview.ignored.map(({ path, rule }) => (
        <li key={path} className="ignored-row">
          <span className="mono">{path}</span>
          <span className="muted">
            {words.byRule} <code>{rule}</code>
          </span>
        </li>
      ))}
      {more > 0 && <li className="muted">{words.moreIgnored(more)}</li>}
    </ul>
  );
}

function Excluded({ preview }: { readonly preview: IndexPreview }) {
  if (preview.excluded.length === 0) return <p className="muted">{words.nothingExcluded}</p>;
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- as above
    <ul className="ignored" tabIndex={0} aria-label={words.excluded}>
      {preview.excluded.map(({ reason, count, examples }) => (
        <li key={reason} className="excluded-group">
          <span>
            {libraryWords.reasons[reason] ?? reason} <span className="muted tabular">{formatNumber(count)}</span>
          </span>
          <ul className="excluded-examples mono">
            {examples.map((example) => (
              <li key={example}>{example}</li>
            ))}
            {count > examples.length && <li>{words.moreIgnored(count - examples.length)}</li>}
          </ul>
        </li>
      ))}
    </ul>
  );
}
