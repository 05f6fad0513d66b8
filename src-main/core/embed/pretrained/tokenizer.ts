import { Tokenizer } from "@huggingface/tokenizers";
import { messageOf, VerdigrisError } from "../../../../src-shared/rpc/errors.ts";

/** Cuts text into a pretrained model's own tokens. */
export interface ModelTokenizer {
  /** With the model's marks around it (`[CLS]` … `[SEP]`), cut to `limit` tokens, the closing mark kept. */
  marked(text: string, limit: number): readonly number[];
  /** Without marks and without unknown tokens. */
  plain(text: string, limit: number): readonly number[];
}

/** No token is longer than this on average: text beyond it would be cut off anyway, and tokenising it costs time. */
const CHARACTERS_A_TOKEN = 12;

/** @throws VerdigrisError `corrupt` when it is not a tokenizer of a known kind. */
export function createModelTokenizer(json: unknown): ModelTokenizer {
  const tokenizer = open(json);
  const unknown = unknownToken(json);
  const unknownId = unknown === null ? undefined : tokenizer.token_to_id(unknown);
  const cut = (text: string, limit: number): string => text.slice(0, limit * CHARACTERS_A_TOKEN);
  return {
    marked(text, limit) {
      const { ids } = tokenizer.encode(cut(text, limit));
      return ids.length <= limit ? ids : [...ids.slice(0, limit - 1), ids.at(-1) ?? 0];
    },
    plain(text, limit) {
      const { ids } = tokenizer.encode(cut(text, limit), { add_special_tokens: false });
      return ids.filter((id) => id !== unknownId).slice(0, limit);
    },
  };
}

function open(json: unknown): Tokenizer {
  try {
    return new Tokenizer(json as object, {});
  } catch (error) {
    throw new VerdigrisError("corrupt", `The model's tokenizer.json cannot be used: ${messageOf(error)}`);
  }
}

function unknownToken(json: unknown): string | null {
  const model = (json as { model?: { unk_token?: unknown; unk_id?: unknown; vocab?: unknown } } | null)?.model;
  if (typeof model?.unk_token === "string") return model.unk_token;
  // Unigram models name it by its place in the vocabulary.
  if (typeof model?.unk_id === "number" && Array.isArray(model.vocab)) {
    const entry: unknown = model.vocab[model.unk_id];
    return Array.isArray(entry) && typeof entry[0] === "string" ? entry[0] : null;
  }
  return null;
}
