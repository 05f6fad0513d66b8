import { matchText } from "../../../src-shared/query/match-text.ts";

const BLOCK = "p,li,h1,h2,h3,h4,h5,h6,pre,td,th,dt,dd,div,section,article,a,button";

/**
 * Where the terms stand in what an element shows, as DOM ranges in reading order. A match may cross inline elements and never
 * the border of a block.
 */
export function findRanges(root: Element, terms: readonly string[]): readonly Range[] {
  const ranges: Range[] = [];
  for (const block of textBlocks(root)) {
    const text = block.map((node) => node.data).join("");
    for (const { start, end } of matchText(text, terms)) {
      const from = place(block, start, false);
      const to = place(block, end, true);
      if (from === null || to === null) continue;
      const range = document.createRange();
      range.setStart(from.node, from.offset);
      range.setEnd(to.node, to.offset);
      ranges.push(range);
    }
  }
  return ranges;
}

/** Text nodes that are seen, in runs that share their nearest block. */
function textBlocks(root: Element): Text[][] {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const blocks: Text[][] = [];
  let owner: Element | null = null;
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const text = node as Text;
    const parent = text.parentElement;
    if (text.data === "" || parent === null || parent.closest(".visually-hidden, [hidden]") !== null) continue;
    const block = parent.closest(BLOCK);
    if (block !== owner || blocks.length === 0) blocks.push([]);
    owner = block;
    blocks.at(-1)?.push(text);
  }
  return blocks;
}

function place(nodes: readonly Text[], offset: number, isEnd: boolean): { readonly node: Text; readonly offset: number } | null {
  let before = 0;
  for (const node of nodes) {
    const { length } = node.data;
    if (isEnd ? offset <= before + length : offset < before + length) return { node, offset: offset - before };
    before += length;
  }
  return null;
}
