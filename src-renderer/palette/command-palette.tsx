import { Dialog } from "@base-ui/react/dialog";
import { useEffect, useLayoutEffect, useRef, useState } from "react";
import { useRoute } from "../app/navigation.ts";
import { paletteWords } from "../strings/en-palette.ts";
import { KeyHint } from "../ui/kbd.tsx";
import { SearchField } from "../ui/search-field.tsx";
import { useList } from "../ui/use-list.ts";
import { VirtualList } from "../ui/virtual-list.tsx";
import { isHeading, type PaletteItem, type PaletteRow } from "./palette-item.ts";
import { initialInput, parsePaletteInput, type PaletteMode } from "./palette-query.ts";
import { usePaletteRows } from "./use-palette-rows.ts";
import "./palette.css";

export type { PaletteMode } from "./palette-query.ts";

export interface CommandPaletteProps {
  /** Null while it is closed. */
  readonly mode: PaletteMode | null;
  readonly onClose: () => void;
  readonly onShortcuts: () => void;
}

const ROW_HEIGHT = 34;

/** One box to go anywhere and do anything by name. Focus returns to where it was when nothing was chosen. */
export function CommandPalette({ mode, onClose, onShortcuts }: CommandPaletteProps) {
  return (
    <Dialog.Root open={mode !== null} onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="ui-backdrop" />
        <Dialog.Popup className="ui-dialog palette" aria-label={paletteWords.title}>
          {mode !== null && <PaletteBody key={mode} mode={mode} onClose={onClose} onShortcuts={onShortcuts} />}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function PaletteBody({ mode, onClose, onShortcuts }: CommandPaletteProps & { readonly mode: PaletteMode }) {
  const route = useRoute();
  const [input, setInput] = useState(() => initialInput(mode));
  const [active, setActive] = useState(1);
  const box = useRef<HTMLInputElement>(null);
  // The dialogue gives the focus a frame later; what is typed until then would go to the page. In a microtask: it must have noted first
  // where the focus was.
  useLayoutEffect(() => queueMicrotask(() => box.current?.focus()), []);
  const query = parsePaletteInput(input, mode);
  const { rows, isSettled } = usePaletteRows(query, route, onShortcuts);
  // Enter came before the answer to what was typed: the first row of the answer is meant, not the one that happens to stand there.
  const [isAwaited, setAwaited] = useState(false);
  const list = useList<PaletteRow>({
    items: rows,
    isHeading,
    // The first row is what Enter takes, without a key before.
    active: active < 0 ? 0 : active,
    onActiveChange: setActive,
    screenKeys: false,
    onOpen: (row) => {
      onClose();
      if (!isHeading(row)) row.run();
    },
  });
  useEffect(() => {
    if (isAwaited && isSettled) list.open(list.active);
  });
  const { onKeyDown, ...inputProps } = list.inputProps;
  const hasItems = rows.some((row) => !isHeading(row));

  return (
    <>
      <SearchField
        ref={box}
        label={paletteWords.title}
        placeholder={paletteWords.placeholder[query.scope]}
        size="large"
        className="palette-field"
        value={input}
        onChange={(value) => {
          setInput(value);
          setActive(0);
          setAwaited(false);
        }}
        {...inputProps}
        onKeyDown={(event) => {
          if (event.key === "Escape") onClose();
          else if (event.key === "Enter" && !isSettled) setAwaited(true);
          else return onKeyDown(event);
          event.preventDefault();
        }}
      />
      {hasItems ? (
        <VirtualList
          list={list}
          className="palette-list"
          label={paletteWords.results}
          itemKey={(row) => (isHeading(row) ? `heading:${row.heading}` : row.id)}
          estimateSize={() => ROW_HEIGHT}
          renderItem={(row) =>
            isHeading(row) ? (
              <span className="palette-heading">{row.heading}</span>
            ) : (
              <Row item={row} isKindShown={query.scope === "everything"} />
            )
          }
        />
      ) : (
        <output className="palette-nothing">{rows.find(isHeading)?.heading ?? paletteWords.nothing}</output>
      )}
      <Hints />
    </>
  );
}

function Row({ item, isKindShown }: { readonly item: PaletteItem; readonly isKindShown: boolean }) {
  return (
    <span className="palette-row">
      <item.icon size="1.15em" strokeWidth={1.75} aria-hidden />
      <span className="palette-label truncate">{item.label}</span>
      <span className="palette-detail truncate">{item.detail}</span>
      {item.keyId !== undefined && <KeyHint id={item.keyId} />}
      {item.keyId === undefined && isKindShown && <span className="palette-kind">{item.kind}</span>}
    </span>
  );
}

function Hints() {
  const { hints } = paletteWords;
  return (
    <footer className="palette-hints">
      <span>
        <kbd className="ui-kbd">&gt;</kbd> {hints.commands}
      </span>
      <span>
        <kbd className="ui-kbd">@</kbd> {hints.symbols}
      </span>
      <span>
        <kbd className="ui-kbd">#</kbd> {hints.sessions}
      </span>
      <span>
        <kbd className="ui-kbd">:</kbd> {hints.line}
      </span>
      <span>
        <kbd className="ui-kbd">?</kbd> {hints.history}
      </span>
    </footer>
  );
}
