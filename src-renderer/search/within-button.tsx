import { ListFilterPlus, X } from "lucide-react";
import { useState, type FormEvent } from "react";
import { requiredOf, within, withoutRequired } from "../../src-shared/query/within.ts";
import { useKeys } from "../app/keys.ts";
import { search } from "../strings/en-search.ts";
import { Button } from "../ui/button.tsx";
import { Popover } from "../ui/popover.tsx";
import { TextField } from "../ui/text-field.tsx";
import { Tooltip } from "../ui/tooltip.tsx";

export interface WithinButtonProps {
  readonly text: string;
  readonly onText: (text: string) => void;
}

const words = search.within;

/** Searches within what was found: what is typed here must hold too. It is written into the query, in quotes where it is a word. */
export function WithinButton({ text, onText }: WithinButtonProps) {
  const [isOpen, setOpen] = useState(false);
  useKeys({ "search.within": () => setOpen(true) });
  return (
    <Popover
      label={words.label}
      open={isOpen}
      onOpenChange={setOpen}
      trigger={
        <Button size="small" variant="quiet" icon={ListFilterPlus} className="search-facet-button">
          {words.button}
        </Button>
      }
    >
      <WithinForm
        onAdd={(addition) => {
          onText(within(text, addition));
          setOpen(false);
        }}
      />
    </Popover>
  );
}

function WithinForm({ onAdd }: { readonly onAdd: (addition: string) => void }) {
  const [addition, setAddition] = useState("");
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (addition.trim() !== "") onAdd(addition);
  };
  return (
    <form className="search-save-form" onSubmit={submit}>
      <TextField label={words.label} help={words.help} value={addition} onChange={(event) => setAddition(event.target.value)} />
      <div className="search-save-actions">
        <Button variant="primary" type="submit" disabled={addition.trim() === ""}>
          {words.add}
        </Button>
      </div>
    </form>
  );
}

/** What every result must hold, each with what takes it out again. They are the query's own text. */
export function WithinChips({ text, onText }: WithinButtonProps) {
  const required = requiredOf(text);
  if (required.length === 0) return null;
  return (
    <ul className="search-within" aria-label={words.chips}>
      {required.map((phrase) => (
        <li key={phrase.span.start}>
          <Tooltip content={words.remove(phrase.text)}>
            <button
              type="button"
              className="ui-chip"
              aria-label={words.remove(phrase.text)}
              onClick={() => onText(withoutRequired(text, phrase))}
            >
              {words.chip} <strong className="truncate">{phrase.text}</strong>
              <X size="1.1em" aria-hidden />
            </button>
          </Tooltip>
        </li>
      ))}
    </ul>
  );
}
