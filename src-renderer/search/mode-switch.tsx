import { memo } from "react";
import type { SearchMode } from "../../src-shared/contract/index.ts";
import { search } from "../strings/en-search.ts";
import { Tooltip } from "../ui/tooltip.tsx";

const MODES = ["fused", "lexical"] as const;

export interface ModeSwitchProps {
  readonly mode: SearchMode;
  readonly onMode: (mode: SearchMode) => void;
}

/** Meaning or exact words: which of the two finds. */
export const ModeSwitch = memo(function ModeSwitch({ mode, onMode }: ModeSwitchProps) {
  return (
    <fieldset className="search-modes" aria-label={search.modes.label}>
      {MODES.map((one) => (
        <Tooltip key={one} content={search.modesHelp[one]} keyId="search.mode">
          <button type="button" aria-pressed={mode === one} onClick={() => onMode(one)}>
            {search.modes[one]}
          </button>
        </Tooltip>
      ))}
    </fieldset>
  );
});
