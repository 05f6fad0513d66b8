import { useId } from "react";
import { STORAGE_KINDS, type StorageKind } from "../../../src-shared/contract/storage.ts";
import { storageWords as words } from "../../strings/en-storage.ts";

export interface KindChoiceProps {
  readonly value: StorageKind;
  readonly inUse: StorageKind;
  readonly onChange: (kind: StorageKind) => void;
}

/** The four storages with what each means; arrows move between them. */
export function KindChoice({ value, inUse, onChange }: KindChoiceProps) {
  const name = useId();
  return (
    <fieldset className="storage-kinds">
      <legend className="visually-hidden">{words.chooseKind}</legend>
      {STORAGE_KINDS.map((kind) => (
        <label key={kind} className="storage-kind" data-chosen={kind === value || undefined}>
          <input
            type="radio"
            name={name}
            checked={kind === value}
            onChange={() => onChange(kind)}
            aria-labelledby={`${name}${kind}-name`}
            aria-describedby={`${name}${kind}`}
          />
          <span>
            <span id={`${name}${kind}-name`} className="storage-kind-name">
              {words.kinds[kind]}
            </span>
            {kind === inUse && <span className="storage-kind-mark"> · {words.inUse}</span>}
            <span id={`${name}${kind}`} className="setting-help storage-kind-help">
              {words.kindHelp[kind]}
            </span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
