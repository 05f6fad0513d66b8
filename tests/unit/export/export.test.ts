import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fileStem } from "../../../src-main/core/api/export-api.ts";
import { maskValue } from "../../../src-main/core/export/mask-value.ts";
import { fenced, toMarkdown, type Report } from "../../../src-main/core/export/report.ts";
import { toHtml } from "../../../src-main/core/export/to-html.ts";

function report(text: string): Report {
  return { title: text, facts: [text], sections: [{ heading: text, level: 2, markdown: text }] };
}

/** Elements that the exporter itself and Markdown make: no text can bring in another. */
const ALLOWED =
  /^(?:html|head|meta|title|style|body|h[1-6]|ul|ol|li|p|a|em|strong|s|code|pre|blockquote|hr|br|table|thead|tbody|tr|th|td)$/;

function assertHarmless(html: string): void {
  for (const [, name = "", attributes = ""] of html.matchAll(/<\/?([A-Za-z][^\s/>]*)([^>]*)>/g)) {
    expect(name).toMatch(ALLOWED);
    // In the path of an address these words are harmless.
    expect(attributes).not.toMatch(/\son\w+\s*=|\ssrc\s*=|=\s*["']?\s*(?:javascript|vbscript|data):/i);
  }
}

describe("HTML", () => {
  test.each([
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "![picture](https://a.example/tracker.png)",
    "[click](javascript:alert(1)) and [me](data:text/html,<script>x</script>)",
    '"><svg onload=alert(1)>',
    "</title><script>alert(1)</script>",
    "```html\n<script>alert(1)</script>\n```",
    "<!-- --><iframe srcdoc='<script>x</script>'>",
  ])("shows %s as text, and loads and runs nothing", (text) => {
    const html = toHtml(report(text));
    assertHarmless(html);
    expect(html).toContain("default-src 'none'");
  });

  test("holds for any text", () => {
    const piece = fc.constantFrom(
      "<",
      ">",
      "script",
      '"',
      "'",
      "](",
      "[a",
      "![",
      "javascript:",
      "`",
      "\n",
      "&lt;",
      " onload=",
      "x",
      "<!--",
      "https://a.example/",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 14 }), (pieces) => assertHarmless(toHtml(report(pieces.join(""))))),
      { numRuns: 400 },
    );
  });
});

describe("Markdown", () => {
  test("plain texts stay plain: no heading or link comes out of a title", () => {
    expect(toMarkdown({ title: "# a [b](c)\n## d", facts: ["*x*"], sections: [] })).toBe("# \\# a \\[b\\](c) \\#\\# d\n\n- \\*x\\*\n");
  });
  test("a fence is longer than any in its text", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom("`", "``", "````", "a", "\n")), (pieces) => {
        const text = pieces.join("");
        const fence = /^`+/.exec(fenced(text))?.[0] ?? "";
        expect(text.includes(fence)).toBe(false);
      }),
    );
  });
});

test("secrets are masked wherever they stand, and nothing else changes", () => {
  const token = `ghp_${"x1Y2".repeat(9)}`;
  const value = { list: [`token ${token}`, 3, null], deep: { text: token, when: true } };
  const { value: masked, masked: count } = maskValue(value);
  expect(count).toBe(2);
  expect(JSON.stringify(masked)).not.toContain(token);
  expect(masked.list[1]).toBe(3);
  expect(value.deep.text).toBe(token);
  fc.assert(
    fc.property(fc.jsonValue(), (json) => {
      const result = maskValue(json);
      if (result.masked === 0) expect(result.value).toEqual(json);
    }),
  );
});

test("a file name holds nothing that a system could mind", () => {
  fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => /^[\p{L}\p{N}-]{1,60}$/u.test(fileStem(text))));
  expect(fileStem(`a${"𝒶".repeat(60)}`), "no letter is cut in two").toBe(`a${"𝒶".repeat(29)}`);
});
