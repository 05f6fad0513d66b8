import { createContext, use, type ComponentPropsWithoutRef, type MouseEvent } from "react";
import { reading } from "../../strings/en-reading.ts";
import { scrollToCentre } from "../text/scroll.ts";
import { linkTarget, slugOf } from "./safe-url.ts";

/** Opens a file of the same repository; `path` as the link has it. */
export type OpenFile = (path: string, line: number | null) => void;
export const OpenFileContext = createContext<OpenFile | null>(null);

type LinkProps = ComponentPropsWithoutRef<"a"> & { readonly node?: unknown };

/** A link of a document. Where it leads nowhere, or nowhere safe, its text stays. */
export function MarkdownLink({ href = "", children, title }: LinkProps) {
  const openFile = use(OpenFileContext);
  const target = linkTarget(href);
  switch (target.kind) {
    case "external":
      return (
        <a href={target.href} title={title ?? target.href} target="_blank" rel="noopener noreferrer">
          {children}
        </a>
      );
    case "internal":
      return <a href={target.href}>{children}</a>;
    case "anchor":
      return (
        <button type="button" className="markdown-link" onClick={(event) => goToHeading(event, target.slug)}>
          {children}
        </button>
      );
    case "file":
      return openFile === null ? (
        <span title={target.path}>{children}</span>
      ) : (
        <button
          type="button"
          className="markdown-link"
          title={reading.openFile(target.path)}
          onClick={() => openFile(target.path, target.line)}
        >
          {children}
        </button>
      );
    case "none":
      return <span>{children}</span>;
  }
}

function goToHeading(event: MouseEvent, slug: string): void {
  const box = event.currentTarget.closest(".markdown");
  const heading = [...(box?.querySelectorAll(".markdown-heading") ?? [])].find((one) => slugOf(one.textContent) === slug);
  const target = heading ?? [...(box?.querySelectorAll("[id]") ?? [])].find((one) => one.id.toLowerCase() === slug);
  if (target !== undefined) scrollToCentre(target);
}
