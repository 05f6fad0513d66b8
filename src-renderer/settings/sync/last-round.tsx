import { ArrowDown, ArrowUp, X, type LucideIcon } from "lucide-react";
import { useState } from "react";
import type { SyncChange, SyncRound } from "../../../src-shared/contract/index.ts";
import { messageOf } from "../../../src-shared/rpc/errors.ts";
import { useCore } from "../../app/core-context.tsx";
import { navigate, routes } from "../../app/navigation.ts";
import { syncWords as words } from "../../strings/en-sync.ts";
import { Button } from "../../ui/button.tsx";
import { RelativeTime } from "../../ui/relative-time.tsx";
import { useToast } from "../../ui/toast.tsx";
import { isCommit, nameOf } from "./send-preview.tsx";

const SHOWN = 8;
const ICONS: Readonly<Record<SyncChange["direction"], LucideIcon>> = {
  sent: ArrowUp,
  fetched: ArrowDown,
  "removed-there": X,
  "removed-here": X,
};

/** What the last round that changed something changed, document by document. */
export function LastRound({ round }: { readonly round: SyncRound | null }) {
  const [isAll, setAll] = useState(false);
  if (round === null) return null;
  // What one reads before what one looks up: there are many commits.
  const sorted = round.changes.toSorted((a, b) => Number(isCommit(a.path)) - Number(isCommit(b.path)));
  const changes = isAll ? sorted : sorted.slice(0, SHOWN);
  return (
    <section className="settings-group">
      <h2 className="settings-group-title">{words.last}</h2>
      <p className="setting-help tabular">
        {words.lastSummary(round)} {words.took(round.milliseconds)} · <RelativeTime instant={round.at} />
      </p>
      <ul className="sync-changes">
        {changes.map((change) => (
          <Change key={`${change.direction} ${change.repositoryId} ${change.path}`} change={change} />
        ))}
      </ul>
      {changes.length < round.changes.length && (
        <Button size="small" variant="quiet" onClick={() => setAll(true)}>
          {words.showAll(round.changes.length)}
        </Button>
      )}
    </section>
  );
}

function Change({ change }: { readonly change: SyncChange }) {
  const core = useCore();
  const toast = useToast();
  const { direction, repository, repositoryId, path } = change;
  const Icon = ICONS[direction];
  const missing = (): void => toast({ title: words.notHere });

  async function open(): Promise<void> {
    const document = await core.call("documents.find", { repositoryId, path });
    if (document === null) return missing();
    if (document.kind === "commit") return navigate(routes.commit(repositoryId, path));
    navigate(document.sessionId === null ? routes.document(document.id) : routes.session(document.sessionId));
  }
  return (
    <li className="sync-change">
      <span className="sync-direction" data-direction={direction}>
        <Icon size="1.1em" strokeWidth={1.75} aria-hidden />
        {words.directions[direction]}
      </span>
      {direction === "removed-here" ? (
        <span className="mono truncate">{nameOf(path)}</span>
      ) : (
        <button
          type="button"
          className="sync-open mono truncate"
          title={path}
          onClick={() => void open().catch((error: unknown) => toast({ title: messageOf(error), problem: true }))}
        >
          {nameOf(path)}
        </button>
      )}
      <span className="setting-help truncate">{repository}</span>
    </li>
  );
}
