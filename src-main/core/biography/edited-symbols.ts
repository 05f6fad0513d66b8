import { editLines, type CodeSymbol, type FileEdit, type RecordedEdit } from "../../../src-shared/domain/index.ts";
import { readDocumentText } from "../api/document-text.ts";
import type { CoreContext } from "../core-context.ts";
import { isTellingLine } from "../links/anchor.ts";
import { overlay } from "../links/changed-symbols.ts";
import { detectCodeLanguage } from "../sources/code/detect-language.ts";
import { symbolAround } from "./symbols.ts";

/** A definition that recorded edits changed. */
export interface EditedSymbol {
  readonly name: string;
  readonly kind: CodeSymbol["kind"];
  /** One of the edits wrote all of it. */
  readonly isNew: boolean;
  /** How many of the edits changed it. */
  readonly count: number;
}

/** Edits of one file that are looked at; a generated file may be edited for hours. */
const MAX_EDITS = 200;

/**
 * The definitions that edits of a file changed. An edit says what it took out and put in, not where: what it put in is looked for in the file as it is now,
 * and is parsed by itself for the definitions in it. Each alone misses some: lines are changed again later, and a piece of a function is no definition.
 */
export async function editedSymbols(
  context: CoreContext,
  path: string,
  documentId: number | null,
  edits: readonly RecordedEdit[],
  signal: AbortSignal,
): Promise<readonly EditedSymbol[]> {
  if (detectCodeLanguage(path, "") === null) return [];
  const looked = edits.slice(0, MAX_EDITS);
  const [pieces, now] = await Promise.all([
    context.changedSymbols.inTexts(
      looked.map(({ edit }) => ({ path, text: edit.added.text })),
      signal,
    ),
    fileNow(context, documentId),
  ]);
  const found = new Map<string, { -readonly [K in keyof EditedSymbol]: EditedSymbol[K] }>();
  looked.forEach(({ edit }, index) => {
    for (const { name, kind, isNew } of symbolsOfEdit(edit, pieces[index] ?? [], now)) {
      const held = found.get(name);
      if (held === undefined) found.set(name, { name, kind, isNew, count: 1 });
      else {
        held.isNew ||= isNew;
        held.count += 1;
      }
    }
  });
  return [...found.values()];
}

/** A file as it is now: its definitions, and where its lines stand that stand in it once. */
export interface FileNow {
  readonly symbols: readonly CodeSymbol[];
  /** 1-based, by the line without the white space around it. */
  readonly places: ReadonlyMap<string, number>;
}

const NOTHING: FileNow = { symbols: [], places: new Map() };

async function fileNow(context: CoreContext, documentId: number | null): Promise<FileNow> {
  if (documentId === null) return NOTHING;
  const symbols = await context.reader.documentSymbols(documentId);
  if (symbols.length === 0) return NOTHING;
  const { text, source } = await readDocumentText(context, documentId);
  // Put together from the index it has other lines.
  return { symbols, places: source === "file" ? placesOf(text) : NOTHING.places };
}

export function placesOf(text: string): ReadonlyMap<string, number> {
  const places = new Map<string, number>();
  const often = new Set<string>();
  text.split("\n").forEach((line, index) => {
    const own = line.trim();
    if (!isTellingLine(own) || often.has(own)) return;
    if (places.delete(own)) often.add(own);
    else places.set(own, index + 1);
  });
  return places;
}

type Touched = Pick<EditedSymbol, "name" | "kind" | "isNew">;

/** The definitions that one edit changed, by their present names where they have one. */
export function symbolsOfEdit({ removed, added }: FileEdit, piece: readonly CodeSymbol[], now: FileNow): readonly Touched[] {
  const lines = editLines(removed.text, added.text);
  const touched = new Map<string, Touched>();
  for (const line of lines.added.length > 0 ? lines.added : [...lines.before.slice(-1), ...lines.after.slice(0, 1)]) {
    const at = now.places.get(line.trim());
    const symbol = at === undefined ? null : symbolAround(now.symbols, at);
    if (symbol !== null) touched.set(symbol.qualifiedName, { name: symbol.qualifiedName, kind: symbol.kind, isNew: false });
  }
  const start = lines.before.length + 1;
  const written = lines.added.length === 0 ? null : { start, end: start + lines.added.length - 1 };
  const hunk = { written, after: lines.before.length, removed: lines.removed.length };
  for (const { name, kind, isNew } of overlay({ path: "", hunks: [hunk] }, piece)) {
    const known = [...touched.keys()].find((held) => isSameName(held, name)) ?? presentName(name, now.symbols);
    if (known !== null) touched.set(known, { name: known, kind, isNew: isNew && lines.removed.length === 0 });
  }
  return [...touched.values()];
}

/** What a piece of a file defines has the name it has in the file, but for what stands around the piece. */
function isSameName(whole: string, piece: string): boolean {
  return whole === piece || whole.endsWith(`::${piece}`) || whole.endsWith(`.${piece}`);
}

/** Its name in the file now; its own where the file has none of that name; null where it has several. */
function presentName(name: string, symbols: readonly CodeSymbol[]): string | null {
  if (symbols.some((symbol) => symbol.qualifiedName === name)) return name;
  const [only, another] = new Set(symbols.map((symbol) => symbol.qualifiedName).filter((whole) => isSameName(whole, name)));
  return another === undefined ? (only ?? name) : null;
}
