import { memo, useMemo, useState } from "react";
import type { TranscriptOutline } from "../../../src-shared/domain/index.ts";
import { conversationWords as words } from "../../strings/en-conversation.ts";
import { formatClock } from "../../strings/format.ts";
import { Tabs } from "../../ui/tabs.tsx";
import { useList } from "../../ui/use-list.ts";
import { VirtualList } from "../../ui/virtual-list.tsx";
import { lastNotAbove } from "./pages.ts";

interface Place {
  readonly turn: number;
  readonly label: string;
  readonly at: string | null;
}

export interface PlacesProps {
  readonly outline: TranscriptOutline;
  readonly turnInView: number;
  readonly onGoTo: (turn: number) => void;
}

type Kind = "prompts" | "files" | "agents";

/** What one can jump to: prompts, the files that were changed, sub-agents. The prompt in view is marked. */
export function Places({ outline, turnInView, onGoTo }: PlacesProps) {
  const [kind, setKind] = useState<Kind>("prompts");
  // A long day has thousands of them: they are made once, not at every turn that scrolls by.
  const { places, starts } = useMemo(() => placesOf(outline), [outline]);
  const current = lastNotAbove(starts, turnInView);
  const kinds = (["prompts", "files", "agents"] as const).filter((one) => one === "prompts" || places[one].length > 0);
  return (
    <div className="places">
      <Tabs
        label={words.places}
        value={kind}
        onChange={setKind}
        tabs={kinds.map((one) => ({
          id: one,
          label: words[one],
          count: places[one].length,
          content: <PlaceList label={words[one]} places={places[one]} current={one === "prompts" ? current : -1} onGoTo={onGoTo} />,
        }))}
      />
    </div>
  );
}

function placesOf({ prompts, edits, agents }: TranscriptOutline): {
  readonly places: Readonly<Record<Kind, readonly Place[]>>;
  readonly starts: readonly number[];
} {
  return {
    places: {
      prompts: prompts.map(({ turn, title, at }) => ({ turn, label: title, at })),
      files: edits.map(({ turn, path }) => ({ turn, label: path, at: null })),
      agents: agents.map(({ turn, name }) => ({ turn, label: name, at: null })),
    },
    starts: prompts.map(({ turn }) => turn),
  };
}

interface PlaceListProps {
  readonly label: string;
  readonly places: readonly Place[];
  readonly current: number;
  readonly onGoTo: (turn: number) => void;
}

const PlaceList = memo(function PlaceList({ label, places, current, onGoTo }: PlaceListProps) {
  const [chosen, setChosen] = useState<{ readonly current: number; readonly index: number } | null>(null);
  // What was moved to by keys stays, until the reading goes on elsewhere.
  const active = chosen !== null && chosen.current === current ? chosen.index : current;
  const list = useList<Place>({
    items: places,
    active,
    onActiveChange: (index) => setChosen({ current, index }),
    onOpen: ({ turn }) => onGoTo(turn),
    screenKeys: false,
  });
  if (places.length === 0) return <p className="reader-note">{words.noPlaces}</p>;
  return (
    <VirtualList
      list={list}
      label={label}
      className="places-list"
      itemKey={({ turn, label: name }) => `${turn} ${name}`}
      estimateSize={() => 26}
      renderItem={({ label: name, at }) => (
        <span className="place">
          {at !== null && <span className="outline-clock tabular">{formatClock(at)}</span>}
          <span className="truncate">{name}</span>
        </span>
      )}
    />
  );
});
