/**
 * The rows that were removed from a segment: FTS5's hash table of them (sqlite/ext/fts5/fts5_index.c, "Tombstone Hash Page"), looked into
 * as it stands on its pages.
 */
export interface Tombstones {
  readonly pages: readonly Uint8Array[];
  has(row: number): boolean;
}

const HEADER = 8;

export const NO_TOMBSTONES: Tombstones = { pages: [], has: () => false };

export function openTombstones(pages: readonly Uint8Array[]): Tombstones {
  if (pages.length === 0) return NO_TOMBSTONES;
  const tables = pages.map(openPage);
  return {
    pages,
    has(row) {
      if (row === 0) return pages[0]?.[1] === 1;
      const table = tables[row % pages.length];
      if (table === undefined || table.slots === 0) return false;
      // Both are exact, which a quotient of 52 bits would not be.
      let slot = ((row - (row % pages.length)) / pages.length) % table.slots;
      for (let left = table.slots; left > 0; left--) {
        const found = table.at(slot);
        if (found === row) return true;
        if (found === 0) return false;
        slot = slot + 1 === table.slots ? 0 : slot + 1;
      }
      return false;
    },
  };
}

/** What is in `after` and was not in `before`. */
export function addedTombstones(before: Tombstones, after: Tombstones): number[] {
  const added: number[] = after.has(0) && !before.has(0) ? [0] : [];
  const isSameTable = before.pages.length === after.pages.length;
  for (const [at, page] of after.pages.entries()) {
    const old = before.pages[at];
    if (isSameTable && old !== undefined && Buffer.compare(old, page) === 0) continue;
    const table = openPage(page);
    for (let slot = 0; slot < table.slots; slot++) {
      const row = table.at(slot);
      if (row !== 0 && !before.has(row)) added.push(row);
    }
  }
  return added;
}

function openPage(page: Uint8Array): { readonly slots: number; at(slot: number): number } {
  const view = new DataView(page.buffer, page.byteOffset, page.byteLength);
  const size = page[0] === 4 ? 4 : 8;
  return {
    slots: Math.max(0, Math.floor((page.length - HEADER) / size)),
    at(slot) {
      const at = HEADER + slot * size;
      return size === 4 ? view.getUint32(at) : view.getUint32(at) * 2 ** 32 + view.getUint32(at + 4);
    },
  };
}
