import { ArrowLeft } from "lucide-react";
import type { MouseEvent } from "react";
import { goBack, goBackTo } from "../app/go-back.ts";
import type { ScreenName } from "../app/navigation.ts";
import { common } from "../strings/en-common.ts";
import { ButtonLink } from "./button.tsx";
import { IconButton } from "./icon-button.tsx";

/** Before the title of what can be opened from anywhere: back to where that was. */
export function BackButton() {
  return <IconButton size="small" icon={ArrowLeft} label={common.back} keyId="screen.back" onClick={goBack} />;
}

export interface BackLinkProps {
  /** The list it belongs to. */
  readonly screen: ScreenName;
  readonly href: string;
  readonly label: string;
  readonly className?: string;
}

/** Back to a list, with the filters it had when this was opened from it. In another tab it is the whole list. */
export function BackLink({ screen, href, label, className }: BackLinkProps) {
  const onClick = (event: MouseEvent): void => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    goBackTo(screen, href);
  };
  return (
    <ButtonLink variant="quiet" size="small" icon={ArrowLeft} href={href} onClick={onClick} className={className}>
      {label}
    </ButtonLink>
  );
}
