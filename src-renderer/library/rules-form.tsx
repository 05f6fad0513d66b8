import { useState, type FormEvent } from "react";
import { useCoreQuery } from "../app/core-query.ts";
import { libraryWords } from "../strings/en-library.ts";
import { Button } from "../ui/button.tsx";
import { patternLines } from "./pattern-lines.ts";

const words = libraryWords.rules;

export interface RulesFormProps {
  /** Null starts from the rules of the settings. */
  readonly exclude: readonly string[] | null;
  readonly include: readonly string[] | null;
  readonly submitLabel: string;
  readonly isBusy: boolean;
  readonly onSubmit: (exclude: string[], include: string[]) => void;
}

/** A repository's own rules: what to leave out, and what to take in although it is ignored. */
export function RulesForm({ exclude, include, submitLabel, isBusy, onSubmit }: RulesFormProps) {
  const settings = useCoreQuery("settings.get", {}).data?.values;
  const [typed, setTyped] = useState<{ readonly exclude?: string; readonly include?: string }>({});
  const text = (name: "exclude" | "include", own: readonly string[] | null): string =>
    typed[name] ?? (own ?? (settings?.[`indexing.${name}`] as readonly string[] | undefined) ?? []).join("\n");
  const values = { exclude: text("exclude", exclude), include: text("include", include) };

  function submit(event: FormEvent): void {
    event.preventDefault();
    onSubmit(patternLines(values.exclude), patternLines(values.include));
  }
  return (
    <form className="rules-form" onSubmit={submit}>
      {(["exclude", "include"] as const).map((name) => (
        <label key={name} className="ui-field">
          <span className="ui-field-label">{words[name]}</span>
          <textarea
            className="ui-input mono"
            rows={4}
            spellCheck={false}
            value={values[name]}
            onChange={(event) => setTyped((known) => ({ ...known, [name]: event.target.value }))}
          />
        </label>
      ))}
      <p className="muted rules-help">{words.help}</p>
      <Button type="submit" disabled={isBusy}>
        {submitLabel}
      </Button>
    </form>
  );
}
