import type { ReactNode } from "react";
import type { StorageView } from "../../../src-shared/contract/index.ts";
import { useCoreQuery } from "../../app/core-query.ts";
import { common } from "../../strings/en-common.ts";
import { connectionWords } from "../../strings/en-connection.ts";
import { storageWords as words } from "../../strings/en-storage.ts";
import { formatBytes } from "../../strings/format.ts";
import { CopyButton } from "../../ui/copy-button.tsx";
import { RelativeTime } from "../../ui/relative-time.tsx";

/** What serves now: which storage, where, how large. */
export function InUse({ view }: { readonly view: StorageView }) {
  const { data: status } = useCoreQuery("host.status", {});
  const isOnServer = view.kind === "turso-embedded" || view.kind === "turso-remote";
  const facts: readonly (readonly [string, ReactNode])[] = [
    [words.kind, words.kinds[view.kind]],
    [
      words.place,
      <span key="place" className="storage-path">
        <span className="mono">{view.place}</span>
        <CopyButton text={view.place} size="small" variant="quiet" aria-label={`${common.copy}: ${words.place}`} />
      </span>,
    ],
    ...(view.problem === ""
      ? ([
          [words.size, formatBytes(view.bytes)],
          [words.engine, `${view.engine}, ${words.schema.toLowerCase()} ${view.schemaVersion}`],
        ] as const)
      : []),
    ...(isOnServer || view.token.source !== "none" ? [[words.token, connectionWords.tokenSources[view.token.source]] as const] : []),
    ...(isOnServer && status?.syncedAt != null
      ? [[words.synced, <RelativeTime key="synced" instant={status.syncedAt} />] as const]
      : isOnServer && status !== undefined
        ? [[words.synced, common.status.sync[status.sync]] as const]
        : []),
  ];
  return (
    <section>
      <h2 className="settings-group-title">{words.inUse}</h2>
      <dl className="settings-facts">
        {facts.map(([name, value]) => (
          <div key={name} className="settings-fact">
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
