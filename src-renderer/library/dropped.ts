/** What was dropped onto the page, and what follows from it. Pure but for reading the event. */

export interface DroppedItem {
  readonly name: string;
  /** Null where the browser does not say. */
  readonly isFolder: boolean | null;
  /** Null where the host gives no path. */
  readonly path: string | null;
}

export type DropAnswer =
  | { readonly kind: "paths"; readonly paths: readonly string[] }
  | { readonly kind: "file"; readonly name: string }
  | { readonly kind: "no-path"; readonly names: readonly string[] }
  | { readonly kind: "nothing" };

/** Paths are looked at by the core, whatever they are. Without paths, a folder must be typed, and a file is no repository. */
export function answerDrop(items: readonly DroppedItem[]): DropAnswer {
  const paths = [...new Set(items.flatMap((item) => (item.path === null || item.path === "" ? [] : [item.path])))];
  if (paths.length > 0) return { kind: "paths", paths };
  const folders = items.filter((item) => item.isFolder !== false);
  if (folders.length > 0) return { kind: "no-path", names: folders.map((item) => item.name) };
  const file = items[0];
  return file === undefined ? { kind: "nothing" } : { kind: "file", name: file.name };
}

/** Reads a drop. Must run within the event: its data is gone afterwards. */
export function droppedItems(data: DataTransfer, pathOf: (file: File) => string | null): readonly DroppedItem[] {
  return [...data.items].flatMap((item): readonly DroppedItem[] => {
    const file = item.kind === "file" ? item.getAsFile() : null;
    if (file === null) return [];
    // Where there is no entry, a media type still tells a file: a folder has none.
    const isFolder = item.webkitGetAsEntry()?.isDirectory ?? (file.type === "" ? null : false);
    return [{ name: file.name, isFolder, path: pathOf(file) }];
  });
}
