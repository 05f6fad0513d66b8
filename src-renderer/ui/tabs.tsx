import { Tabs as Base } from "@base-ui/react/tabs";
import type { ReactNode } from "react";
import { formatNumber } from "../strings/format.ts";
import "./tabs.css";

export interface Tab<T extends string> {
  readonly id: T;
  readonly label: string;
  readonly count?: number | null;
  readonly content: ReactNode;
}

export interface TabsProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly onChange: (id: T) => void;
  readonly tabs: readonly Tab<T>[];
}

/** Panels of which one shows. Arrow keys move between the tabs. */
export function Tabs<T extends string>({ label, value, onChange, tabs }: TabsProps<T>) {
  return (
    <Base.Root className="ui-tabs" value={value} onValueChange={(next) => onChange(next as T)}>
      <Base.List className="ui-tab-list" aria-label={label}>
        {tabs.map((tab) => (
          <Base.Tab key={tab.id} value={tab.id} className="ui-tab">
            {tab.label}
            {tab.count != null && <span className="ui-count tabular">{formatNumber(tab.count)}</span>}
          </Base.Tab>
        ))}
      </Base.List>
      {tabs.map((tab) => (
        <Base.Panel key={tab.id} value={tab.id} className="ui-tab-panel">
          {tab.content}
        </Base.Panel>
      ))}
    </Base.Root>
  );
}
