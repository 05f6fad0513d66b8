/** Small models made in the tests: real files of the real formats, small enough to be computed by hand. */

/** A WordPiece tokenizer of whole lower-cased words, with BERT's marks. */
export function tinyTokenizer(words: readonly string[]): unknown {
  const vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", ...words];
  const id = (token: string): number => vocabulary.indexOf(token);
  const special = (token: string): unknown => ({
    id: id(token),
    content: token,
    single_word: false,
    lstrip: false,
    rstrip: false,
    normalized: false,
    special: true,
  });
  return {
    version: "1.0",
    truncation: null,
    padding: null,
    added_tokens: ["[PAD]", "[UNK]", "[CLS]", "[SEP]"].map(special),
    normalizer: { type: "BertNormalizer", clean_text: true, handle_chinese_chars: true, strip_accents: null, lowercase: true },
    pre_tokenizer: { type: "BertPreTokenizer" },
    post_processor: {
      type: "TemplateProcessing",
      single: [
        { SpecialToken: { id: "[CLS]", type_id: 0 } },
        { Sequence: { id: "A", type_id: 0 } },
        { SpecialToken: { id: "[SEP]", type_id: 0 } },
      ],
      pair: [],
      special_tokens: {
        "[CLS]": { id: "[CLS]", ids: [id("[CLS]")], tokens: ["[CLS]"] },
        "[SEP]": { id: "[SEP]", ids: [id("[SEP]")], tokens: ["[SEP]"] },
      },
    },
    decoder: { type: "WordPiece", prefix: "##", cleanup: true },
    model: {
      type: "WordPiece",
      unk_token: "[UNK]",
      continuing_subword_prefix: "##",
      max_input_chars_per_word: 100,
      vocab: Object.fromEntries(vocabulary.map((token, at) => [token, at])),
    },
  };
}

export interface TinyTensor {
  readonly type: string;
  readonly shape: readonly number[];
  readonly bytes: Uint8Array;
}

export const floats = (shape: readonly number[], values: readonly number[]): TinyTensor => ({
  type: "F32",
  shape,
  bytes: new Uint8Array(Float32Array.from(values).buffer),
});

/** A safetensors file. */
export function safetensors(tensors: Readonly<Record<string, TinyTensor>>): ArrayBuffer {
  let at = 0;
  const header: Record<string, unknown> = { __metadata__: { format: "pt" } };
  for (const [name, { type, shape, bytes }] of Object.entries(tensors)) {
    header[name] = { dtype: type, shape, data_offsets: [at, at + bytes.length] };
    at += bytes.length;
  }
  const text = new TextEncoder().encode(JSON.stringify(header));
  const length = Math.ceil(text.length / 8) * 8;
  const file = new Uint8Array(8 + length + at).fill(0x20);
  new DataView(file.buffer).setBigUint64(0, BigInt(length), true);
  file.set(text, 8);
  let place = 8 + length;
  for (const { bytes } of Object.values(tensors)) {
    file.set(bytes, place);
    place += bytes.length;
  }
  return file.buffer;
}

/**
 * An ONNX graph that looks tokens up in a table: `last_hidden_state = Gather(table, input_ids)`. Written with the few messages of
 * onnx.proto that it needs (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto).
 */
export function lookupGraph(rows: number, dimensions: number, table: readonly number[]): Uint8Array {
  const tensor = [
    ...ints(1, [rows, dimensions]),
    ...int(2, 1),
    ...text(8, "table"),
    ...bytes(9, new Uint8Array(Float32Array.from(table).buffer)),
  ];
  const node = [...text(1, "table"), ...text(1, "input_ids"), ...text(2, "last_hidden_state"), ...text(4, "Gather")];
  const graph = [
    ...bytes(1, node),
    ...text(2, "lookup"),
    ...bytes(5, tensor),
    ...bytes(11, valueInfo("input_ids", 7, ["batch", "length"])),
    ...bytes(11, valueInfo("attention_mask", 7, ["batch", "length"])),
    ...bytes(12, valueInfo("last_hidden_state", 1, ["batch", "length", dimensions])),
  ];
  return Uint8Array.from([...int(1, 8), ...text(2, "verdigris tests"), ...bytes(7, graph), ...bytes(8, int(2, 13))]);
}

function valueInfo(name: string, type: number, shape: readonly (string | number)[]): number[] {
  const dimensions = shape.flatMap((size) => bytes(1, typeof size === "number" ? int(1, size) : text(2, size)));
  return [...text(1, name), ...bytes(2, bytes(1, [...int(1, type), ...bytes(2, dimensions)]))];
}

function varint(value: number): number[] {
  return value < 128 ? [value] : [(value & 127) | 128, ...varint(value >>> 7)];
}
const int = (field: number, value: number): number[] => [...varint(field << 3), ...varint(value)];
const ints = (field: number, values: readonly number[]): number[] => values.flatMap((value) => int(field, value));
function bytes(field: number, value: ArrayLike<number>): number[] {
  return [...varint((field << 3) | 2), ...varint(value.length), ...Array.from(value)];
}
const text = (field: number, value: string): number[] => bytes(field, new TextEncoder().encode(value));
