import { SquareCheck, Square } from "lucide-react";
import type { ComponentPropsWithoutRef, ReactNode } from "react";
import type { Components } from "react-markdown";
import { common } from "../../strings/en-common.ts";
import { reading } from "../../strings/en-reading.ts";

type HeadingProps = ComponentPropsWithoutRef<"h1"> & { readonly node?: unknown; readonly children?: ReactNode };

/** The screen has the first heading: those of a document start at the second level. */
function heading(level: 1 | 2 | 3 | 4 | 5 | 6): (props: HeadingProps) => ReactNode {
  const Tag = `h${Math.min(6, level + 1)}` as "h2";
  return function Heading({ node: _node, children, ...rest }: HeadingProps) {
    return (
      <Tag {...rest} className="markdown-heading" data-level={level}>
        {children}
      </Tag>
    );
  };
}

/** How elements of a document are shown where HTML's own would load something, have no name, or not fit. */
export const MARKDOWN_ELEMENTS: Components = {
  h1: heading(1),
  h2: heading(2),
  h3: heading(3),
  h4: heading(4),
  h5: heading(5),
  h6: heading(6),
  img: ({ alt, src }) => (
    <span className="markdown-image" title={typeof src === "string" ? src : undefined}>
      {alt === undefined || alt === "" ? common.imageNotLoaded : `${common.imageNotLoaded}: ${alt}`}
    </span>
  ),
  input: ({ checked }) => {
    const Icon = checked === true ? SquareCheck : Square;
    return (
      <span className="markdown-tick">
        <Icon size="1.1em" strokeWidth={1.75} aria-hidden />
        <span className="visually-hidden">{checked === true ? reading.done : reading.open}</span>
      </span>
    );
  },
  table: ({ node: _node, ...rest }) => (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls can be scrolled by keyboard
    <div className="markdown-table" tabIndex={0}>
      <table {...rest} />
    </div>
  ),
};
