import { useRef, useState, type ReactNode, type Ref } from "react";
import type { QueryNote } from "../../src-shared/contract/index.ts";
import { search } from "../strings/en-search.ts";
import { Kbd } from "../ui/kbd.tsx";
import { SearchField } from "../ui/search-field.tsx";
import type { ListState } from "../ui/use-list.ts";
import { QueryMarks } from "./query-marks.tsx";
import { useCompletion } from "./use-completion.ts";

export interface SearchBoxProps {
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly isFocused: boolean;
  readonly onFocused: (is: boolean) => void;
  /** The results: arrows and Enter are theirs while no completion is open. */
  readonly inputProps: ListState<unknown>["inputProps"];
  /** What is wrong with the text, and the id of the list that says so. */
  readonly problems: readonly QueryNote[];
  readonly notesId: string;
  readonly ref: Ref<HTMLInputElement>;
  readonly end: ReactNode;
}

/** The one box: what is typed is the whole query. Values of fields complete in a list below it. */
export function SearchBox({ text, onText, isFocused, onFocused, inputProps, problems, notesId, ref, end }: SearchBoxProps) {
  const input = useRef<HTMLInputElement>(null);
  const [cursor, setCursor] = useState(text.length);
  const completion = useCompletion({
    text,
    cursor: Math.min(cursor, text.length),
    isFocused,
    onAccept(next, at) {
      onText(next);
      setCursor(at);
      // After the value has been drawn: before, the browser would put the cursor at its end.
      requestAnimationFrame(() => input.current?.setSelectionRange(at, at));
    },
  });
  const { isOpen, items, active, hint } = completion;
  return (
    <div className="search-box">
      <SearchField
        ref={(element) => {
          input.current = element;
          if (typeof ref === "function") ref(element);
          else if (ref !== null) ref.current = element;
        }}
        size="large"
        label={search.box}
        placeholder={search.placeholder}
        value={text}
        onChange={(next) => {
          onText(next);
          setCursor(input.current?.selectionStart ?? next.length);
        }}
        onSelect={(event) => setCursor(event.currentTarget.selectionStart ?? text.length)}
        onFocus={() => onFocused(true)}
        onBlur={() => onFocused(false)}
        aria-invalid={problems.length > 0 || undefined}
        aria-describedby={problems.length > 0 ? notesId : undefined}
        over={problems.length > 0 && <QueryMarks text={text} problems={problems} input={input} />}
        {...inputProps}
        {...(isOpen
          ? {
              "aria-expanded": true,
              "aria-controls": completion.id,
              "aria-activedescendant": active < 0 ? undefined : completion.optionId(active),
            }
          : {})}
        onKeyDown={(event) => {
          if (completion.onKeyDown(event)) {
            event.preventDefault();
            event.stopPropagation();
            return;
          }
          inputProps.onKeyDown(event);
          if (event.defaultPrevented || event.key !== "Escape") return;
          event.preventDefault();
          event.stopPropagation();
          if (text === "") event.currentTarget.blur();
          else onText("");
        }}
        end={
          <>
            {hint !== null && (
              <span className="search-hint">
                <Kbd chord="tab" /> {hint.label} <span className="search-faint">{hint.detail}</span>
              </span>
            )}
            {end}
          </>
        }
      />
      {isOpen && (
        // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a select cannot be steered from a text box
        <div id={completion.id} role="listbox" aria-label={search.suggestions} className="ui-popup search-completions">
          {items.map((item, index) => (
            <div
              key={item.label}
              id={completion.optionId(index)}
              // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- as above
              role="option"
              tabIndex={-1}
              aria-selected={index === active}
              className="ui-menu-item"
              data-highlighted={index === active || undefined}
              onPointerMove={() => completion.setActive(index)}
              onPointerDown={(event) => {
                // Before the box loses the focus, and so that it does not.
                event.preventDefault();
                completion.accept(item);
              }}
            >
              <span className="ui-menu-label truncate">{item.label}</span>
              <span className="search-faint truncate">{item.detail}</span>
            </div>
          ))}
        </div>
      )}
    </div>
  );
}
