import type { ThemeRegistration } from "shiki/types";

/** Tones a token can have: each is a class `syntax-<tone>` and a custom property `--syntax-<tone>`. */
export const SYNTAX_TONES = [
  "comment",
  "keyword",
  "string",
  "number",
  "constant",
  "function",
  "type",
  "variable",
  "property",
  "tag",
  "punctuation",
] as const;
type SyntaxTone = (typeof SYNTAX_TONES)[number];

/** TextMate scopes by tone. Later entries win over earlier ones of the same depth, as in any TextMate theme. */
const SCOPES: readonly (readonly [SyntaxTone, readonly string[]])[] = [
  ["punctuation", ["punctuation", "meta.brace", "keyword.operator"]],
  ["variable", ["variable", "meta.definition.variable"]],
  [
    "property",
    [
      "variable.other.property",
      "variable.other.object.property",
      "variable.other.member",
      "support.type.property-name",
      "meta.object-literal.key",
      "entity.other.attribute-name",
    ],
  ],
  [
    "keyword",
    [
      "keyword",
      "storage",
      "keyword.operator.new",
      "keyword.operator.expression",
      "keyword.operator.logical.python",
      "variable.language",
      "markup.heading",
      "entity.name.section",
    ],
  ],
  [
    "type",
    [
      "entity.name.type",
      "entity.name.class",
      "entity.name.namespace",
      "entity.name.module",
      "entity.other.inherited-class",
      "support.class",
      "support.type",
      "storage.type.java",
      "storage.type.primitive",
      "storage.type.built-in",
    ],
  ],
  ["function", ["entity.name.function", "support.function", "meta.function-call.generic", "variable.function", "entity.name.command"]],
  ["constant", ["constant", "variable.other.enummember", "support.constant", "entity.name.label"]],
  ["number", ["constant.numeric"]],
  ["tag", ["entity.name.tag", "meta.attribute.rust", "punctuation.definition.attribute", "meta.decorator", "markup.deleted"]],
  [
    "string",
    ["string", "constant.character.escape", "markup.inline.raw", "markup.raw", "markup.inserted", "punctuation.definition.string"],
  ],
  ["comment", ["comment", "punctuation.definition.comment", "string.quoted.docstring"]],
];

/** A theme of names instead of colours: the style sheet decides, so light, dark and contrast need no new tokens. */
export const SYNTAX_THEME: ThemeRegistration = {
  name: "verdigris",
  type: "dark",
  fg: "text",
  bg: "canvas",
  settings: SCOPES.map(([tone, scope]) => ({ scope: [...scope], settings: { foreground: tone } })),
};
