import { useVirtualizer } from "@tanstack/react-virtual";
import { useCallback, useEffect, useMemo, useRef, type ReactNode } from "react";
import { classNames } from "./class-names.ts";
import type { ListState } from "./use-list.ts";
import "./virtual-list.css";

export interface VirtualListProps<T> {
  readonly list: ListState<T>;
  readonly label: string;
  /** Without it a row is its place: one list in place of another changes what its rows say, instead of making them anew. */
  readonly itemKey?: (item: T) => string | number;
  /** A row's content. Nothing in it takes the focus: the row itself is what is chosen. */
  readonly renderItem: (item: T, row: { readonly index: number; readonly active: boolean }) => ReactNode;
  /** Height in pixels before a row has been measured. */
  readonly estimateSize: (item: T) => number;
  /** The estimate is the height, and no row is measured: measuring makes the page lay out at each change. */
  readonly isExact?: boolean;
  readonly className?: string;
  /** What a row carries when it is dragged out: an address and Markdown. */
  readonly dragData?: (item: T) => { readonly url: string; readonly markdown: string };
}

/** A long list: only the rows in sight exist. A listbox whose active row the keys of `useList` move. */
export function VirtualList<T>(props: VirtualListProps<T>) {
  const { list, label, itemKey, renderItem, estimateSize, isExact = false, className, dragData } = props;
  const { items, active } = list;
  const scroller = useRef<HTMLDivElement>(null);
  // With other heights, known beforehand, all places are others.
  const first = items[0];
  const exactSizes = isExact && first !== undefined ? estimateSize(first) : 0;
  // The same function for the same items: with another one all rows' places are worked out anew, at each render.
  const key = useCallback(
    (index: number): string | number => {
      const item = items[index];
      return item === undefined || itemKey === undefined ? index : itemKey(item);
    },
    // oxlint-disable-next-line react/exhaustive-deps -- an item's key depends on the item only
    [items, exactSizes],
  );
  // oxlint-disable-next-line react/incompatible-library -- the page is built without React's compiler
  const rows = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => {
      const item = items[index];
      return item === undefined ? 0 : estimateSize(item);
    },
    getItemKey: key,
    overscan: 8,
  });

  const ordinals = useOrdinals(list);

  useEffect(() => {
    if (active >= 0) rows.scrollToIndex(active, { align: "auto" });
  }, [active, rows]);

  const drawn = rows.getVirtualItems();
  return (
    <div
      ref={scroller}
      id={list.id}
      className={classNames("ui-list", className)}
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a select cannot hold rows like these
      role="listbox"
      aria-label={label}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a listbox is interactive
      tabIndex={0}
      aria-activedescendant={drawn.some((row) => row.index === active) ? list.optionId(active) : undefined}
      onKeyDown={list.onKeyDown}
      onFocus={(event) => {
        if (event.target === event.currentTarget && active < 0) list.move("first");
      }}
    >
      <div className="ui-list-space" role="presentation" style={{ height: rows.getTotalSize() }}>
        {drawn.map((row) => {
          const item = items[row.index];
          if (item === undefined) return null;
          const isActive = row.index === active;
          const place = { transform: `translateY(${row.start}px)`, ...(isExact ? { height: row.size } : {}) };
          const measured = isExact ? null : rows.measureElement;
          if (list.isHeading(row.index)) {
            return (
              <div key={row.key} ref={measured} data-index={row.index} className="ui-list-heading" role="presentation" style={place}>
                {renderItem(item, { index: row.index, active: false })}
              </div>
            );
          }
          return (
            // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the listbox has the keys
            <div
              key={row.key}
              ref={measured}
              id={list.optionId(row.index)}
              data-index={row.index}
              className="ui-list-row"
              // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- as above
              role="option"
              tabIndex={-1}
              aria-selected={isActive}
              aria-posinset={ordinals?.[row.index] ?? row.index + 1}
              aria-setsize={ordinals?.at(-1) ?? items.length}
              style={place}
              draggable={dragData !== undefined}
              onDragStart={(event) => {
                if (dragData === undefined) return;
                const data = dragData(item);
                event.dataTransfer.setData("text/uri-list", data.url);
                event.dataTransfer.setData("text/plain", data.markdown);
              }}
              onClick={() => {
                // A click that ends a selection of text opens nothing.
                if (window.getSelection()?.isCollapsed === false) return;
                list.setActive(row.index);
                list.open(row.index);
              }}
            >
              {renderItem(item, { index: row.index, active: isActive })}
            </div>
          );
        })}
      </div>
    </div>
  );
}

/** How manieth option each row is, for those who hear the list; null where no row is a heading, and its place says so. */
function useOrdinals<T>({ items, hasHeadings, isHeading }: ListState<T>): Uint32Array | null {
  return useMemo(() => {
    if (!hasHeadings) return null;
    let count = 0;
    return Uint32Array.from(items, (_, index) => (isHeading(index) ? count : ++count));
    // oxlint-disable-next-line react/exhaustive-deps -- which rows are headings depends on the items only
  }, [items, hasHeadings]);
}
