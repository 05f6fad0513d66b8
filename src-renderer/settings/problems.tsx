import type { SettingsView } from "../../src-shared/contract/index.ts";
import { routes } from "../app/navigation.ts";
import { settingsWords } from "../strings/en-settings.ts";
import { ButtonLink } from "../ui/button.tsx";

/** What is wrong in the file, line by line, with what to write instead. */
export function SettingsProblems({ view, isFileShown }: { readonly view: SettingsView; readonly isFileShown: boolean }) {
  return (
    <section className="settings-problems" data-broken={view.broken || undefined} role="alert">
      <h2>{view.broken ? settingsWords.broken : settingsWords.problems(view.problems.length)}</h2>
      {view.broken && <p>{settingsWords.brokenHelp}</p>}
      <ul>
        {view.problems.map((problem) => (
          <li key={`${problem.line}:${problem.column}:${problem.message}`} className="settings-problem">
            <span className="settings-problem-line tabular">{problem.line === null ? "" : settingsWords.line(problem.line)}</span>
            <span>
              {problem.message} <strong>{problem.fix}</strong>
            </span>
          </li>
        ))}
      </ul>
      {!isFileShown && (
        <div>
          <ButtonLink href={routes.settings("file")} size="small">
            {settingsWords.showFile}
          </ButtonLink>
        </div>
      )}
    </section>
  );
}
