import { useQueryClient } from "@tanstack/react-query";
import { Star } from "lucide-react";
import { useState } from "react";
import type { StarTarget } from "../../../src-shared/domain/index.ts";
import { useCoreAction } from "../../app/core-query.ts";
import { useKeys } from "../../app/keys.ts";
import { reading } from "../../strings/en-reading.ts";
import { IconButton } from "../../ui/icon-button.tsx";
import { useToast } from "../../ui/toast.tsx";
import { starKey, useStars } from "./use-stars.ts";
import "./star.css";

export interface StarButtonProps {
  readonly target: StarTarget;
  /** What is starred, where its place does not say it. */
  readonly of?: string;
}

/** Stars what a screen shows, or takes the star away; `s` does the same. */
export function StarButton(props: StarButtonProps) {
  return <Toggle key={starKey(props.target)} {...props} />;
}

function Toggle({ target, of }: StarButtonProps) {
  const isStarred = useStars()(target);
  // Shown at once; what the core says later stands.
  const [wanted, setWanted] = useState<boolean | null>(null);
  const set = useCoreAction("stars.set");
  const queries = useQueryClient();
  const toast = useToast();
  const shown = wanted ?? isStarred;
  const toggle = (): void => {
    setWanted(!shown);
    set.mutate(
      { ...target, starred: !shown },
      {
        onError: (error) => toast({ title: reading.star.failed, description: error.message, problem: true }),
        onSettled: () => void queries.invalidateQueries({ queryKey: ["stars.list"] }).then(() => setWanted(null)),
      },
    );
  };
  useKeys({ "star.toggle": toggle });
  return (
    <IconButton
      size="small"
      icon={Star}
      label={of === undefined ? reading.star.label : reading.star.of(of)}
      keyId="star.toggle"
      className="star-button"
      aria-pressed={shown}
      onClick={toggle}
    />
  );
}
