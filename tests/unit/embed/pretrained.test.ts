import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import type { EmbedPassage } from "../../../src-main/core/embed/embedder.ts";
import { createOnnxEmbedder, type OnnxModel } from "../../../src-main/core/embed/pretrained/onnx-embedder.ts";
import { readSafetensors, toFloats, toIntegers } from "../../../src-main/core/embed/pretrained/safetensors.ts";
import { createStaticEmbedder } from "../../../src-main/core/embed/pretrained/static-embedder.ts";
import { VerdigrisError } from "../../../src-shared/rpc/errors.ts";
import { floats, lookupGraph, safetensors, tinyTokenizer } from "../../support/embedding/tiny-models.ts";

const folder = mkdtempSync(join(tmpdir(), "verdigris-embed-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const WORDS = ["ring", "buffer", "tide", "sensor", "query", ":"];
const tokenizer = tinyTokenizer(WORDS);
/** Rows of three: the marks', then the words'. */
const TABLE = [
  [0, 0, 0],
  [9, 9, 9],
  [1, 0, 0],
  [0, 1, 0],
  [1, 2, 3],
  [-1, 0.5, 2],
  [4, -2, 0.25],
  [0.125, 8, -1],
  [2, 2, -2],
  [0, 0, 1],
];
const rowOf = (token: string): readonly number[] => TABLE[["[PAD]", "[UNK]", "[CLS]", "[SEP]", ...WORDS].indexOf(token)] ?? [];

const passage = (text: string): EmbedPassage => ({ tokens: { title: "", symbol: "", path: "", text: "" }, title: "", text });

/** Computed apart from the code under test: the unit vector of a weighted mean. */
function unitMean(rows: readonly (readonly number[])[], weights: readonly number[] = rows.map(() => 1)): number[] {
  const sum = [0, 1, 2].map((d) => rows.reduce((total, row, at) => total + (row[d] ?? 0) * (weights[at] ?? 1), 0) / rows.length);
  const length = Math.sqrt(sum.reduce((total, value) => total + value * value, 0));
  return sum.map((value) => value / length);
}

function expectClose(actual: Float32Array | null | undefined, wanted: readonly number[]): void {
  expect(actual).toHaveLength(wanted.length);
  wanted.forEach((value, d) => expect(actual?.[d]).toBeCloseTo(value, 5));
}

describe("a static model", () => {
  const plain = createStaticEmbedder({ model: safetensors({ embeddings: floats([10, 3], TABLE.flat()) }), tokenizer });

  test("gives the unit mean of its tokens' rows, number for number", async () => {
    const [vector] = await plain.embedPassages([passage("Ring buffer, tide")]);
    expectClose(vector, unitMean([rowOf("ring"), rowOf("buffer"), rowOf("tide")]));
  });

  test("leaves out words it does not know, and gives nothing for nothing", async () => {
    const [known, unknown, empty] = await plain.embedPassages([passage("ring xyzzy"), passage("xyzzy plugh"), passage("")]);
    expectClose(known, unitMean([rowOf("ring")]));
    expect(unknown).toBeNull();
    expect(empty).toBeNull();
  });

  test("puts the title first, once", async () => {
    const [both, once] = await plain.embedPassages([
      { ...passage("buffer"), title: "ring" },
      { ...passage("ring buffer"), title: "ring" },
    ]);
    expect([...(both ?? [])]).toEqual([...(once ?? [])]);
  });

  test("uses weights and a mapping where the model has them", async () => {
    const weights = TABLE.map((_, at) => 1 + at / 10);
    const mapping = TABLE.map((_, at) => (at === 5 ? 4 : at));
    const embedder = createStaticEmbedder({
      model: safetensors({
        embeddings: floats([10, 3], TABLE.flat()),
        weights: floats([10], weights),
        mapping: { type: "I64", shape: [10], bytes: new Uint8Array(BigInt64Array.from(mapping.map(BigInt)).buffer) },
      }),
      tokenizer,
    });
    const [vector] = await embedder.embedPassages([passage("buffer tide")]);
    // "buffer" is mapped to the row of "ring", and keeps its own weight.
    expectClose(vector, unitMean([rowOf("ring"), rowOf("tide")], [weights[5] ?? 0, weights[6] ?? 0]));
  });

  test("without a table says so", () => {
    expect(() => createStaticEmbedder({ model: safetensors({ bias: floats([3], [1, 2, 3]) }), tokenizer })).toThrow(/no table/);
    expect(() => createStaticEmbedder({ model: safetensors({ embeddings: floats([1, 1], [1]) }), tokenizer: { model: {} } })).toThrow(
      /tokenizer\.json/,
    );
  });
});

describe("a safetensors file", () => {
  test("gives numbers of every width", () => {
    const file = safetensors({
      half: { type: "F16", shape: [4], bytes: new Uint8Array(Uint16Array.of(0x3c00, 0xc000, 0x0001, 0x7c00).buffer) },
      brain: { type: "BF16", shape: [2], bytes: new Uint8Array(Uint16Array.of(0x3f80, 0xc040).buffer) },
      byte: { type: "I8", shape: [2], bytes: Uint8Array.of(127, 255) },
      double: { type: "F64", shape: [1], bytes: new Uint8Array(Float64Array.of(0.1).buffer) },
      whole: { type: "I32", shape: [2], bytes: new Uint8Array(Int32Array.of(7, 9).buffer) },
    });
    const tensors = readSafetensors(file);
    const numbers = (name: string): number[] => [...toFloats(tensors.get(name) ?? { type: "", shape: [], bytes: new Uint8Array() })];
    expect(numbers("half")).toEqual([1, -2, Math.fround(2 ** -24), Infinity]);
    expect(numbers("brain")).toEqual([1, -3]);
    expect(numbers("byte")).toEqual([127, -1]);
    expect(numbers("double")).toEqual([Math.fround(0.1)]);
    expect([...toIntegers(tensors.get("whole") ?? { type: "", shape: [], bytes: new Uint8Array() })]).toEqual([7, 9]);
  });

  test("that is cut or changed anywhere is refused or read, and never more than that", () => {
    const whole = new Uint8Array(safetensors({ a: floats([2, 2], [1, 2, 3, 4]), b: floats([1], [5]) }));
    const open = (bytes: Uint8Array): void => {
      try {
        for (const tensor of readSafetensors(bytes.slice().buffer).values()) toFloats(tensor);
      } catch (error) {
        expect(error).toBeInstanceOf(VerdigrisError);
      }
    };
    fc.assert(
      fc.property(fc.nat(whole.length), fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 4 }), (length, changes) => {
        const bytes = whole.slice(0, length);
        for (const [at, value] of changes) if (at < length) bytes[at] = value;
        open(bytes);
      }),
      { numRuns: 500 },
    );
  });
});

describe("an ONNX model", () => {
  const graph = join(folder, "lookup.onnx");
  writeFileSync(graph, lookupGraph(10, 3, TABLE.flat()));
  const model: OnnxModel = {
    graph,
    tokenizer,
    dimensions: 3,
    maxTokens: 6,
    pooling: "mean",
    queryPrefix: "query: ",
    passagePrefix: "",
    threads: 1,
  };

  test("runs, and takes the mean over each text's own tokens, not its padding", async () => {
    const embedder = await createOnnxEmbedder(model);
    const [long, short] = await embedder.embedPassages([passage("ring buffer tide"), passage("sensor")]);
    expectClose(long, unitMean(["[CLS]", "ring", "buffer", "tide", "[SEP]"].map(rowOf)));
    expectClose(short, unitMean(["[CLS]", "sensor", "[SEP]"].map(rowOf)));
    await embedder.close();
  });

  test("sees its prefix before a query, and is cut to its length with the closing mark kept", async () => {
    const embedder = await createOnnxEmbedder(model);
    expectClose(await embedder.embedQuery({ tokens: [], text: "tide" }), unitMean(["[CLS]", "query", ":", "tide", "[SEP]"].map(rowOf)));
    const [cut] = await embedder.embedPassages([passage("ring ring buffer buffer tide sensor")]);
    expectClose(cut, unitMean(["[CLS]", "ring", "ring", "buffer", "buffer", "[SEP]"].map(rowOf)));
    expect(await embedder.embedQuery({ tokens: [], text: " " })).toBeNull();
    await embedder.close();
  });

  test("can take the first token alone", async () => {
    const embedder = await createOnnxEmbedder({ ...model, pooling: "cls" });
    const [vector] = await embedder.embedPassages([passage("ring")]);
    expectClose(vector, [1, 0, 0]);
    await embedder.close();
  });

  test("keeps the order of many texts of many lengths", async () => {
    const embedder = await createOnnxEmbedder({ ...model, maxTokens: 40 });
    const texts = Array.from({ length: 50 }, (_, at) =>
      WORDS.slice(0, 4).flatMap((word, n) => Array<string>(((at * 7 + n) % 5) + 1).fill(word)),
    );
    const vectors = await embedder.embedPassages(texts.map((words) => passage(words.join(" "))));
    vectors.forEach((vector, at) => expectClose(vector, unitMean(["[CLS]", ...(texts[at] ?? []), "[SEP]"].map(rowOf))));
    await embedder.close();
  });

  test("that is no graph, or has other dimensions, is refused in plain words", async () => {
    const broken = join(folder, "broken.onnx");
    writeFileSync(broken, "no graph");
    await expect(createOnnxEmbedder({ ...model, graph: broken })).rejects.toThrow(/ONNX graph cannot be loaded/);
    const embedder = await createOnnxEmbedder({ ...model, dimensions: 4 });
    await expect(embedder.embedPassages([passage("ring")])).rejects.toThrow(/no vectors of 4 dimensions/);
    await embedder.close();
  });

  test("stops between batches when asked", async () => {
    const embedder = await createOnnxEmbedder(model);
    const controller = new AbortController();
    controller.abort();
    await expect(embedder.embedPassages([passage("ring")], controller.signal)).rejects.toThrow();
    await embedder.close();
  });
});
