import { EqualApproximately } from "lucide-react";
import type { SimilarPlace } from "../../../src-shared/contract/index.ts";
import { routes } from "../../app/navigation.ts";
import { reading } from "../../strings/en-reading.ts";
import { ButtonLink } from "../../ui/button.tsx";
import { classNames } from "../../ui/class-names.ts";
import { Tooltip } from "../../ui/tooltip.tsx";

export interface SimilarLinkProps {
  readonly to: SimilarPlace;
  /** Whose likeness it is, where several stand on a page. */
  readonly of?: string;
  /** Whether the key leads there too. */
  readonly hasKey?: boolean;
  readonly className?: string;
  readonly onClick?: () => void;
}

/** Leads to what is like a place, as a list of results. */
export function SimilarLink({ to, of, hasKey = true, className, onClick }: SimilarLinkProps) {
  const label = of === undefined ? reading.similar : reading.similarTo(of);
  return (
    <Tooltip content={reading.similar} keyId={hasKey ? "search.similar" : undefined}>
      <ButtonLink
        variant="quiet"
        size="small"
        icon={EqualApproximately}
        className={classNames("ui-icon-button", className)}
        aria-label={label}
        href={routes.similar(to)}
        onClick={onClick}
      />
    </Tooltip>
  );
}
