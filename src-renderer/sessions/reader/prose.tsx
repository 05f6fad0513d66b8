import { MarkdownView } from "../../reading/markdown/markdown-view.tsx";
import { useReader } from "./reader-context.tsx";

export interface ProseProps {
  readonly markdown: string;
  /** Line of the session's file at which the text starts. */
  readonly firstLine: number;
}

/** A piece of a session's text; what it mentions leads there. */
export function Prose({ markdown, firstLine }: ProseProps) {
  const { references, onOpenFile } = useReader();
  return <MarkdownView className="reader-prose" text={markdown} firstLine={firstLine} references={references} onOpenFile={onOpenFile} />;
}
