import {
  Braces,
  FileText,
  GitCommitHorizontal,
  Lightbulb,
  MessagesSquare,
  Mountain,
  Shapes,
  Signpost,
  type LucideIcon,
} from "lucide-react";
import type { ResultType } from "../../src-shared/domain/index.ts";
import { common } from "../strings/en-common.ts";
import "./kind.css";

const ICONS: Readonly<Record<ResultType, LucideIcon>> = {
  code: Braces,
  doc: FileText,
  session: MessagesSquare,
  decision: Signpost,
  challenge: Mountain,
  pattern: Shapes,
  belief: Lightbulb,
  commit: GitCommitHorizontal,
};

/** The sign of a kind, in its colour. Only beside a word that names the kind; otherwise take `KindLabel`. */
export function KindIcon({ kind }: { readonly kind: ResultType }) {
  const Icon = ICONS[kind];
  return <Icon className="ui-kind-icon" data-kind={kind} size="1.15em" strokeWidth={1.75} aria-hidden />;
}

/** A kind as icon and word. */
export function KindLabel({ kind }: { readonly kind: ResultType }) {
  return (
    <span className="ui-kind" data-kind={kind}>
      <KindIcon kind={kind} />
      {common.kinds[kind]}
    </span>
  );
}
