import { databaseUrlProblem } from "../../../src-shared/config/database-url.ts";
import { connectionWords as words } from "../../strings/en-connection.ts";
import { TextField } from "../../ui/text-field.tsx";

export interface UrlFieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Shows what is missing also before anything was written. */
  readonly isChecked: boolean;
  readonly disabled?: boolean;
}

/** The address of a database, with what is wrong with it beside it. */
export function UrlField({ value, onChange, isChecked, disabled }: UrlFieldProps) {
  const problem = value.trim() === "" ? (isChecked ? "missing" : null) : databaseUrlProblem(URL.parse(value.trim()));
  const isError = problem !== null && (isChecked || problem !== "not-a-url");
  return (
    <TextField
      type="url"
      label={words.url}
      placeholder={words.urlPlaceholder}
      help={words.urlHelp}
      error={isError ? words.urlProblems[problem] : null}
      value={value}
      disabled={disabled}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}

/** Whether it can be tried. An unencrypted address can, against advice. */
export function isUsableUrl(text: string): boolean {
  const problem = text.trim() === "" ? "not-a-url" : databaseUrlProblem(URL.parse(text.trim()));
  return problem === null || problem === "unencrypted";
}
