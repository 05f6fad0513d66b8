import { Bookmark, BookmarkCheck } from "lucide-react";
import { useState, type FormEvent } from "react";
import type { SavedSearch, SearchMode } from "../../src-shared/contract/index.ts";
import { useKeys } from "../app/keys.ts";
import { common } from "../strings/en-common.ts";
import { search } from "../strings/en-search.ts";
import { Button } from "../ui/button.tsx";
import { IconButton } from "../ui/icon-button.tsx";
import { Popover } from "../ui/popover.tsx";
import { TextField } from "../ui/text-field.tsx";
import { useSaved } from "./use-saved.ts";

export interface SaveButtonProps {
  readonly text: string;
  readonly mode: SearchMode;
}

const words = search.saved;

/** Keeps the present search under a name; of one that is kept it says the name, and can change it or let it go. */
export function SaveButton({ text, mode }: SaveButtonProps) {
  const [isOpen, setOpen] = useState(false);
  const saved = useSaved();
  const own = saved.searches.find((one) => one.text === text.trim() && one.mode === mode);
  useKeys({ "search.save": () => setOpen(true) });
  const close = (): void => setOpen(false);
  return (
    <Popover
      label={words.save}
      align="end"
      open={isOpen}
      onOpenChange={setOpen}
      trigger={
        <IconButton
          size="small"
          icon={own === undefined ? Bookmark : BookmarkCheck}
          className="search-save"
          data-chosen={own !== undefined || undefined}
          label={own === undefined ? words.save : words.savedAs(own.name)}
          keyId="search.save"
        />
      }
    >
      <NameForm
        own={own}
        name={own?.name ?? text.trim()}
        isTaken={(name) => name !== own?.name && saved.searches.some((one) => one.name === name)}
        onName={(name) => {
          if (own === undefined) saved.save({ name, text: text.trim(), mode });
          else saved.rename(own.name, name);
          close();
        }}
        onRemove={() => {
          if (own !== undefined) saved.remove(own);
          close();
        }}
      />
    </Popover>
  );
}

interface NameFormProps {
  readonly own: SavedSearch | undefined;
  readonly name: string;
  readonly isTaken: (name: string) => boolean;
  readonly onName: (name: string) => void;
  readonly onRemove: () => void;
}

function NameForm({ own, name: given, isTaken, onName, onRemove }: NameFormProps) {
  const [name, setName] = useState(given);
  const taken = isTaken(name.trim());
  // A new search may take an old one's place, for that can be undone; two kept ones never become one.
  const canSave = name.trim() !== "" && (own === undefined || !taken);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (canSave) onName(name.trim());
  };
  return (
    <form className="search-save-form" onSubmit={submit}>
      <TextField
        label={words.name}
        value={name}
        maxLength={200}
        onChange={(event) => setName(event.target.value)}
        onFocus={(event) => event.target.select()}
        help={own === undefined && taken ? words.willReplace : undefined}
        error={own !== undefined && taken ? words.taken : null}
      />
      <div className="search-save-actions">
        {own !== undefined && (
          <Button variant="quiet" onClick={onRemove}>
            {words.remove}
          </Button>
        )}
        <Button variant="primary" type="submit" disabled={!canSave}>
          {own === undefined ? common.save : words.rename}
        </Button>
      </div>
    </form>
  );
}
