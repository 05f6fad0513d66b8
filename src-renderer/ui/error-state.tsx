import { CircleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { type ErrorCode, messageOf, VerdigrisError } from "../../src-shared/rpc/errors.ts";
import { common } from "../strings/en-common.ts";
import { Button } from "./button.tsx";
import { CopyButton } from "./copy-button.tsx";
import { errorDetails } from "./error-details.ts";
import "./state.css";

export interface ErrorStateProps {
  readonly error: unknown;
  /** What could not be done: "The session could not be opened". */
  readonly title?: string | undefined;
  /** What is not affected; by default what holds for every error of that code. */
  readonly safe?: string | undefined;
  readonly onRetry?: (() => void) | undefined;
  /** Another button that does what the message asks for. */
  readonly action?: ReactNode;
}

/** A failed screen or pane: what happened, what is safe, what to do, and the details to copy. */
export function ErrorState({ error, title, safe = safety(error), onRetry, action }: ErrorStateProps) {
  return (
    <div className="ui-state" role="alert" data-problem>
      <CircleAlert size="2em" strokeWidth={1.25} aria-hidden />
      <h2 className="ui-state-title">{title ?? common.errorTitle}</h2>
      <p className="ui-state-text">{messageOf(error)}</p>
      <p className="ui-state-text">{safe}</p>
      <div className="ui-state-actions">
        <CopyButton text={() => errorDetails(error)} label={common.copyDetails} />
        {action}
        {onRetry !== undefined && (
          <Button variant="primary" onClick={onRetry}>
            {common.retry}
          </Button>
        )}
      </div>
    </div>
  );
}

/** An error within a form or a row. */
export function InlineError({ error, onRetry }: Pick<ErrorStateProps, "error" | "onRetry">) {
  return (
    <div className="ui-inline-error" role="alert">
      <p>{messageOf(error)}</p>
      <CopyButton text={() => errorDetails(error)} label={common.copyDetails} size="small" />
      {onRetry !== undefined && (
        <Button size="small" onClick={onRetry}>
          {common.retry}
        </Button>
      )}
    </div>
  );
}

const SAFETY: Partial<Record<ErrorCode, string>> = {
  corrupt: common.safe.corrupt,
  "no-space": common.safe.noSpace,
  closed: common.safe.closed,
};

function safety(error: unknown): string {
  return (error instanceof VerdigrisError ? SAFETY[error.code] : undefined) ?? common.safe.other;
}
