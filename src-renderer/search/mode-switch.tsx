import { memo } from "react";
import type { SearchMode } from "../../src-shared/contract/index.ts";
import { search } from "../strings/en-search.ts";
import { Tooltip } from "../ui/tooltip.tsx";

/** Meaning alone is for who has asked for it in the settings or the address. */
const modesBeside = (mode: SearchMode): readonly SearchMode[] => ["fused", "lexical", ...(mode === "semantic" ? [mode] : [])];

export interface ModeSwitchProps {
  readonly mode: SearchMode;
  readonly onMode: (mode: SearchMode) => void;
}

/** Meaning or exact words: which of the two finds. */
export const ModeSwitch = memo(function ModeSwitch({ mode, onMode }: ModeSwitchProps) {
  return (
    <fieldset className="search-modes" aria-label={search.modes.label}>
      {modesBeside(mode).map((one) => (
        <Tooltip key={one} content={search.modesHelp[one]} keyId="search.mode">
          <button type="button" aria-pressed={mode === one} onClick={() => onMode(one)}>
            {search.modes[one]}
          </button>
        </Tooltip>
      ))}
    </fieldset>
  );
});
