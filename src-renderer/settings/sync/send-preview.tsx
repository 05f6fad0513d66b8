import type { UseQueryResult } from "@tanstack/react-query";
import { EyeOff, Star } from "lucide-react";
import type { SyncPreview } from "../../../src-shared/contract/index.ts";
import { syncWords as words } from "../../strings/en-sync.ts";
import { InlineError } from "../../ui/error-state.tsx";
import { KindIcon } from "../../ui/kind.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";

/** Where a secret was: `[masked GITHUB_TOKEN]`. */
const MASKED = /(\[masked [A-Z0-9_]+\])/i;

/** Examples of what would be sent, as the server would get them. */
export function SendPreview({ preview: { data, error, refetch } }: { readonly preview: UseQueryResult<SyncPreview> }) {
  return (
    <section className="settings-group">
      <h2 className="settings-group-title">{words.preview}</h2>
      <p className="setting-help">{words.previewHelp}</p>
      {error !== null ? (
        <InlineError error={error} onRetry={() => void refetch()} />
      ) : data === undefined ? (
        <Skeleton lines={4} />
      ) : data.samples.length === 0 ? (
        <p className="sync-empty">{words.noSamples}</p>
      ) : (
        <ul className="sync-samples">
          {data.samples.map((sample) => (
            <li key={`${sample.kind} ${sample.repository} ${sample.path}`}>
              <Sample sample={sample} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Sample({ sample }: { readonly sample: SyncPreview["samples"][number] }) {
  const { kind, path, repository, masked, text } = sample;
  return (
    <details className="sync-sample">
      <summary>
        {kind === "star" ? (
          <Star size="1.15em" strokeWidth={1.75} aria-hidden />
        ) : (
          <KindIcon kind={kind === "transcript" ? "session" : kind} />
        )}
        <span className="sync-sample-kind">{words.kinds[kind]}</span>
        <span className="mono truncate" title={path}>
          {nameOf(path)}
        </span>
        <span className="setting-help truncate">{repository}</span>
        {masked > 0 && (
          <span className="sync-masked">
            <EyeOff size="1.1em" strokeWidth={1.75} aria-hidden />
            {words.maskedCount(masked)}
          </span>
        )}
      </summary>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls can be scrolled by keyboard */}
      <pre className="sync-sample-text" tabIndex={0} aria-label={path}>
        {text.split(MASKED).map((part, index) => (index % 2 === 1 ? <mark key={index}>{part}</mark> : part))}
      </pre>
    </details>
  );
}

/** A commit's path is its hash. */
export function isCommit(path: string): boolean {
  return /^[0-9a-f]{40,64}$/.test(path);
}
export function nameOf(path: string): string {
  return isCommit(path) ? words.commit(path) : path;
}
