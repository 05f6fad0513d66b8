import type { SettingsView } from "../../src-shared/contract/index.ts";
import { useCoreQuery } from "../app/core-query.ts";
import { settingsWords } from "../strings/en-settings.ts";
import { CopyButton } from "../ui/copy-button.tsx";
import { ErrorState } from "../ui/error-state.tsx";

/** The TOML file as it lies on disk, with the lines that have a problem marked. */
export function FileSection({ view }: { readonly view: SettingsView }) {
  const { data, error, refetch } = useCoreQuery("settings.toml", {});
  if (error !== null) return <ErrorState error={error} onRetry={() => void refetch()} />;
  const text = data?.text ?? "";
  const problemLines = new Set(view.problems.map((problem) => problem.line));
  return (
    <div>
      <div className="settings-file-head">
        <code className="settings-file-path">{view.path}</code>
        <CopyButton text={view.path} label={settingsWords.copyPath} size="small" />
        <CopyButton text={text} label={settingsWords.copyText} size="small" />
      </div>
      {data !== undefined && text.trim() === "" ? (
        <p className="setting-help">{settingsWords.emptyFile}</p>
      ) : (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, also by keyboard
        <section className="settings-file-text" tabIndex={0} aria-label={settingsWords.fileLabel}>
          <pre>
            {text
              .replace(/\n$/, "")
              .split("\n")
              .map((line, index) => (
                <span
                  // oxlint-disable-next-line react/no-array-index-key -- a line is its number
                  key={index}
                  className="settings-file-line"
                  data-comment={line.trimStart().startsWith("#") || undefined}
                  data-problem={problemLines.has(index + 1) || undefined}
                >
                  {line}
                </span>
              ))}
          </pre>
        </section>
      )}
    </div>
  );
}
