import { useId } from "react";
import { SHARED_BY_DEFAULT, SHARED_KINDS, type SharedKind, type SyncPreview } from "../../../src-shared/contract/sync.ts";
import { syncWords as words } from "../../strings/en-sync.ts";

/** What is shared by default first, then what is asked for. */
const ORDER: readonly SharedKind[] = [...SHARED_BY_DEFAULT, ...SHARED_KINDS.filter((kind) => !SHARED_BY_DEFAULT.includes(kind))];

export interface SharedChoiceProps {
  readonly chosen: readonly SharedKind[];
  readonly preview: SyncPreview | undefined;
  readonly onChange: (chosen: readonly SharedKind[]) => void;
}

/** What leaves this machine, each kind by itself, with what it holds and how much of it would be sent. */
export function SharedChoice({ chosen, preview, onChange }: SharedChoiceProps) {
  const id = useId();
  return (
    <section className="settings-group">
      <h2 className="settings-group-title">{words.leaves}</h2>
      <p className="setting-help">{words.leavesHelp}</p>
      <fieldset className="sync-kinds" aria-label={words.leaves}>
        {ORDER.map((kind) => {
          const amount = preview?.kinds.find((one) => one.kind === kind);
          return (
            <label key={kind} className="sync-kind">
              <input
                type="checkbox"
                checked={chosen.includes(kind)}
                aria-labelledby={`${id}${kind}-name`}
                aria-describedby={`${id}${kind}`}
                onChange={({ target }) => onChange(target.checked ? [...chosen, kind] : chosen.filter((one) => one !== kind))}
              />
              <span>
                <span id={`${id}${kind}-name`} className="sync-kind-name">
                  {words.kinds[kind]}
                </span>
                <span id={`${id}${kind}`} className="setting-help sync-kind-help">
                  {words.kindHelp[kind]}
                </span>
              </span>
              <span className="setting-help tabular">{amount !== undefined && words.amount(amount.documents, amount.bytes)}</span>
            </label>
          );
        })}
      </fieldset>
    </section>
  );
}
