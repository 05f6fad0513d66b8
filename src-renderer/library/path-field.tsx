import { FolderGit2, Folder } from "lucide-react";
import { useDeferredValue, useState, type CSSProperties, type FormEvent, type KeyboardEvent } from "react";
import type { PathCompletion } from "../../src-shared/contract/index.ts";
import { useCoreQuery } from "../app/core-query.ts";
import { libraryWords } from "../strings/en-library.ts";
import { Button } from "../ui/button.tsx";
import { useList } from "../ui/use-list.ts";
import { VirtualList } from "../ui/virtual-list.tsx";

const words = libraryWords.path;
const ROW_HEIGHT = 30;

export interface PathFieldProps {
  readonly initial?: string;
  readonly takesFocus?: boolean;
  readonly onSubmit: (path: string) => void;
}

/** A path typed with completion: arrows choose, Tab and Enter take the folder, Enter on a path that stands goes on. */
export function PathField({ initial = "", takesFocus = false, onSubmit }: PathFieldProps) {
  const [path, setPath] = useState(initial);
  const [active, setActive] = useState(-1);
  const [isOpen, setOpen] = useState(false);
  const typed = useDeferredValue(path);
  const asks = isOpen && /^[~/\\]|^[A-Za-z]:/.test(typed);
  const { data } = useCoreQuery("host.completePath", { prefix: typed }, { enabled: asks, keepPrevious: true });
  const completions = asks ? (data ?? []) : [];
  const take = (completion: PathCompletion): void => {
    setPath(completion.isRepository ? completion.path : `${completion.path}/`);
    setActive(-1);
    setOpen(!completion.isRepository);
  };
  const list = useList<PathCompletion>({ items: completions, active, onActiveChange: setActive, onOpen: take, screenKeys: false });

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>): void {
    const first = completions[active < 0 ? 0 : active];
    if (event.key === "Tab" && !event.shiftKey && first !== undefined && first.path !== path.replace(/\/$/, "")) {
      event.preventDefault();
      take(first);
    } else if (event.key === "Escape" && completions.length > 0) {
      event.preventDefault();
      event.stopPropagation();
      setOpen(false);
      setActive(-1);
    } else list.inputProps.onKeyDown(event);
  }
  function submit(event: FormEvent): void {
    event.preventDefault();
    const trimmed = path.trim();
    if (trimmed === "") return;
    setOpen(false);
    onSubmit(trimmed);
  }

  const { onKeyDown: _keys, ...inputProps } = list.inputProps;
  return (
    <form className="path-field" onSubmit={submit}>
      <input
        className="ui-input"
        aria-label={words.label}
        placeholder={words.placeholder}
        spellCheck={false}
        autoComplete="off"
        // oxlint-disable-next-line jsx-a11y/no-autofocus -- the screen has this one thing to do
        autoFocus={takesFocus}
        value={path}
        onChange={(event) => {
          setPath(event.target.value);
          setActive(-1);
          setOpen(true);
        }}
        {...inputProps}
        onKeyDown={onKeyDown}
        onBlur={(event) => !(event.relatedTarget?.closest(".path-field") ?? null) && setOpen(false)}
      />
      <Button type="submit" variant="primary" disabled={path.trim() === ""}>
        {words.submit}
      </Button>
      {completions.length > 0 && (
        <div className="path-suggestions" style={{ "--rows": completions.length } as CSSProperties}>
          <VirtualList
            list={list}
            label={words.suggestions}
            itemKey={(completion) => completion.path}
            estimateSize={() => ROW_HEIGHT}
            renderItem={(completion) => <Suggestion completion={completion} />}
          />
        </div>
      )}
    </form>
  );
}

function Suggestion({ completion }: { readonly completion: PathCompletion }) {
  const Icon = completion.isRepository ? FolderGit2 : Folder;
  return (
    <span className="path-suggestion">
      <Icon size="1.15em" strokeWidth={1.75} aria-hidden />
      <span className="truncate">{completion.path}</span>
      {completion.isRepository && <span className="path-suggestion-kind">{words.isRepository}</span>}
    </span>
  );
}
