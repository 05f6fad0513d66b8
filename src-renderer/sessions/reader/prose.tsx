import Markdown from "react-markdown";
import remarkGfm from "remark-gfm";
import type { Reference } from "../../../src-shared/contract/index.ts";

export interface ProseProps {
  readonly markdown: string;
  /** Line of the session's file at which the text starts. */
  readonly firstLine: number;
  readonly references: readonly Reference[];
}

/** A piece of a session's text. */
export function Prose({ markdown }: ProseProps) {
  return (
    <div className="prose">
      <Markdown remarkPlugins={[remarkGfm]}>{markdown}</Markdown>
    </div>
  );
}
