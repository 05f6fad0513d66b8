import { Bot, ChevronRight, FilePen, FileSearch, SquareTerminal, Wrench, type LucideIcon } from "lucide-react";
import type { ToolCall } from "../../../src-shared/domain/index.ts";
import { conversationWords as words } from "../../strings/en-conversation.ts";
import { formatNumber } from "../../strings/format.ts";
import { changedLines } from "./call-summary.ts";
import { EditBody } from "./edit-body.tsx";
import { partId, partKey, useFold } from "./folds.ts";
import { PrintedText } from "./printed-text.tsx";

const ICONS: Readonly<Record<ToolCall["kind"], LucideIcon>> = {
  command: SquareTerminal,
  edit: FilePen,
  read: FileSearch,
  agent: Bot,
  tool: Wrench,
};

export interface CallViewProps {
  readonly call: ToolCall;
  readonly turn: number;
  readonly part: number;
}

/** What was done through a tool: one line that says it, and unfolded what went in and came out. */
export function CallView({ call, turn, part }: CallViewProps) {
  const { open, toggle } = useFold(partKey(turn, part));
  const Icon = ICONS[call.kind];
  const { verb, subject } = headOf(call);
  const lines = call.kind === "edit" ? changedLines(call) : null;
  return (
    <div id={partId(turn, part)} className="call" data-open={open || undefined} tabIndex={-1}>
      <button type="button" className="call-head" aria-expanded={open} onClick={toggle}>
        <ChevronRight size="1.05em" className="call-chevron" aria-hidden />
        <Icon size="1.1em" className="call-icon" strokeWidth={1.75} aria-hidden />
        <span className="call-verb">{verb}</span>
        <span className="call-subject mono truncate">{subject}</span>
        {lines !== null && lines.added + lines.removed > 0 && (
          <span className="call-lines tabular">
            <span className="commit-added">+{formatNumber(lines.added)}</span>{" "}
            <span className="commit-removed">−{formatNumber(lines.removed)}</span>
          </span>
        )}
        {call.status === "failed" && <span className="call-failed">{failureOf(call)}</span>}
      </button>
      {open && (
        <div className="call-body">
          <CallInput call={call} />
          {call.output === null || call.output.text === ""
            ? call.kind !== "edit" && <p className="reader-note">{words.noOutput}</p>
            : (call.kind !== "edit" || call.status === "failed") && <PrintedText {...call.output} label={words.output} />}
        </div>
      )}
    </div>
  );
}

function CallInput({ call }: { readonly call: ToolCall }) {
  switch (call.kind) {
    case "command":
      return <PrintedText text={`$ ${call.command}`} omitted={0} label={words.command} />;
    case "edit":
      return <EditBody edits={call.edits} />;
    case "agent":
      return <PrintedText text={call.description} omitted={0} label={words.input} />;
    case "tool":
      return call.input.text === "" ? null : <PrintedText {...call.input} label={words.input} />;
    case "read":
      return null;
  }
}

function headOf(call: ToolCall): { readonly verb: string; readonly subject: string } {
  const verb = words.kinds[call.kind];
  switch (call.kind) {
    case "command":
      return { verb, subject: call.command };
    case "read":
      return { verb, subject: call.path };
    case "agent":
      return { verb, subject: call.description };
    case "tool":
      return { verb, subject: call.tool };
    case "edit": {
      const [first, another] = call.edits;
      return {
        verb: first !== undefined && another === undefined ? words.changes[first.change] : verb,
        subject: [...new Set(call.edits.map((edit) => edit.path))].join(", "),
      };
    }
  }
}

function failureOf(call: ToolCall): string {
  return call.kind === "command" && call.exitCode !== null ? words.exit(call.exitCode) : words.failed;
}
