import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test } from "vitest";
import { MarkdownView, type MarkdownViewProps } from "../../../src-renderer/reading/markdown/markdown-view.tsx";

function render(text: string, props: Partial<MarkdownViewProps> = {}): string {
  return renderToStaticMarkup(createElement(MarkdownView, { text, ...props }));
}

/** The range of a word in a text, by its first place. */
function rangeOf(text: string, word: string): { start: number; end: number } {
  const start = text.indexOf(word);
  return { start, end: start + word.length };
}

describe("hostile Markdown", () => {
  test("HTML shows as the text it is", () => {
    const html = render(
      '<script>alert(1)</script>\n\n<img src="https://evil.example/x.png" onerror="alert(1)">\n\n<iframe src="//evil.example">',
    );
    expect(html).not.toMatch(/<(?:script|img|iframe)/);
    expect(html).toContain("&lt;script&gt;");
    expect(html).toContain("&lt;img src=");
  });

  test("a picture is named and never loaded", () => {
    const html = render("![a map](https://evil.example/map.png)");
    expect(html).not.toMatch(/<img|src=/);
    expect(html).toContain("Image, not loaded: a map");
  });

  test.each(["javascript:alert(1)", "data:text/html,x", "vbscript:x", "//evil.example/x", "file:///etc/passwd", "JaVaScRiPt:alert(1)"])(
    "a link to %s is text",
    (href) => {
      const html = render(`[press](${href})`);
      expect(html).not.toContain("href");
      expect(html).toContain("press");
    },
  );

  test("a link to the web opens elsewhere and tells nothing", () => {
    expect(render("[docs](https://example.org/a)")).toContain('target="_blank" rel="noopener noreferrer"');
  });

  test("a link to a file is a button where files can be opened, and text where not", () => {
    expect(render("[code](../src/a.rs#L4)")).not.toMatch(/<(?:a|button)\b[^>]*>code/);
    expect(render("[code](../src/a.rs#L4)", { onOpenFile: () => undefined })).toMatch(/<button[^>]*>code<\/button>/);
  });
});

describe("what it shows", () => {
  test("matches, with their index, in text, inline code and code blocks", () => {
    const text = "A ring buffer.\n\nThe `ring` type:\n\n```rust\nstruct ring;\n```\n";
    const second = text.indexOf("ring", 20);
    const third = text.indexOf("ring", second + 4);
    const ranges = [rangeOf(text, "ring"), { start: second, end: second + 4 }, { start: third, end: third + 4 }];
    const html = render(text, { ranges });
    expect(html).toContain('<mark data-match="0">ring</mark>');
    expect(html).toMatch(/<code[^>]*><mark data-match="1">ring<\/mark><\/code>/);
    expect(html).toMatch(/struct <mark>ring<\/mark>;/);
  });

  test("the marked passage, in the document's own lines", () => {
    const html = render("First.\n\n- one\n- two\n", { firstLine: 10, marked: { start: 13, end: 13 } });
    expect(html).toMatch(/<li[^>]*data-marked=""[^>]*>\s*two/);
    expect(html).not.toMatch(/<p[^>]*data-marked/);
  });

  test("mentions that are known become links; the others stay text", () => {
    const html = render("See [[known]] and [[other]], session 20260204-213118.", {
      references: new Map([
        ["known", "#/document/1"],
        ["20260204-213118", "#/session/x"],
      ]),
    });
    expect(html).toContain('<a href="#/document/1">known</a>');
    expect(html).toContain("[[other]]");
    expect(html).toContain('<a href="#/session/x">20260204-213118</a>');
  });

  test("headings start below the screen's own, and ticks have words", () => {
    const html = render("# Title\n\n- [x] first\n- [ ] second\n");
    expect(html).toMatch(/<h2[^>]*data-level="1"[^>]*>Title<\/h2>/);
    expect(html).toContain("Done");
    expect(html).not.toContain("<input");
  });

  test("a table scrolls in its own box", () => {
    expect(render("| a | b |\n| - | - |\n| 1 | 2 |\n")).toMatch(/<div class="markdown-table" tabindex="0"><table/);
  });
});
