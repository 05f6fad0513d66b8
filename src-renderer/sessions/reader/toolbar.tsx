import { ChevronDown, ChevronUp, Copy, Ellipsis, Link, PanelRight, Search, SquareTerminal, TextSearch } from "lucide-react";
import type { ReactNode } from "react";
import type { SessionView } from "../../../src-shared/contract/index.ts";
import { messageOf } from "../../../src-shared/rpc/errors.ts";
import { useCore } from "../../app/core-context.tsx";
import { navigate, routes } from "../../app/navigation.ts";
import { useExportItems } from "../../reading/export/use-export-items.ts";
import { StarButton } from "../../reading/star/star-button.tsx";
import { sessionWords as words } from "../../strings/en-sessions.ts";
import { BackLink } from "../../ui/back-button.tsx";
import { copyText } from "../../ui/copy-button.tsx";
import { IconButton } from "../../ui/icon-button.tsx";
import { Menu, type MenuItem } from "../../ui/menu.tsx";
import { Popover } from "../../ui/popover.tsx";
import { useToast } from "../../ui/toast.tsx";

export interface ToolbarProps {
  readonly view: SessionView;
  readonly onFind: () => void;
  readonly onWithin: () => void;
  /** Details and outline, for windows without room beside the text. */
  readonly overview: ReactNode;
  /** Tools of this kind of session. */
  readonly more?: ReactNode;
}

/** Where one came from, the neighbours, and what can be done with the session. */
export function Toolbar({ view, onFind, onWithin, overview, more }: ToolbarProps) {
  const { previous, next, session, resumeCommand } = view;
  const core = useCore();
  const toast = useToast();
  const go = (id: string | undefined): void => {
    if (id !== undefined) navigate(routes.session(id));
  };
  const markdown = () => core.call("sessions.markdown", { id: session.id });
  const attempt = (work: () => Promise<string | void>): void => {
    void work().then(
      (said) => {
        if (typeof said === "string") toast({ title: said });
      },
      (error: unknown) => toast({ title: words.notDone, description: messageOf(error), problem: true }),
    );
  };
  const copy = (text: () => Promise<string>) => (): void =>
    attempt(async () => {
      await copyText(await text());
      return words.copied;
    });
  const exports = useExportItems((format) => core.call("export.session", { id: session.id, format }));
  const items: readonly (MenuItem | "separator")[] = [
    { label: words.copyMarkdown, icon: Copy, onSelect: copy(async () => (await markdown()).markdown) },
    { label: words.copyLink, icon: Link, onSelect: copy(async () => new URL(routes.session(session.id), window.location.href).href) },
    ...(resumeCommand === null ? [] : [{ label: words.copyResume, icon: SquareTerminal, onSelect: copy(async () => resumeCommand) }]),
    "separator",
    ...exports,
  ];
  return (
    <div className="reader-toolbar">
      <BackLink screen="sessions" href={routes.sessions()} label={words.back} />
      <div className="reader-tools">
        <IconButton
          size="small"
          icon={ChevronUp}
          label={words.next}
          keyId="session.next"
          disabled={next === null}
          onClick={() => go(next?.id)}
        />
        <IconButton
          size="small"
          icon={ChevronDown}
          label={words.previous}
          keyId="session.previous"
          disabled={previous === null}
          onClick={() => go(previous?.id)}
        />
        <IconButton size="small" icon={Search} label={words.within.label} keyId="search.within" onClick={onWithin} />
        <StarButton target={{ documentId: view.documentId, passageId: null }} />
        <IconButton size="small" icon={TextSearch} label={words.find.label} keyId="find.open" onClick={onFind} />
        {more}
        <IconButton size="small" icon={Copy} label={words.copyMarkdown} onClick={copy(async () => (await markdown()).markdown)} />
        <Popover
          label={words.details}
          align="end"
          trigger={<IconButton size="small" icon={PanelRight} label={words.details} className="reader-overview" />}
        >
          <div className="reader-overview-popup">{overview}</div>
        </Popover>
        <Menu trigger={<IconButton size="small" icon={Ellipsis} label={words.moreActions} />} items={items} />
      </div>
    </div>
  );
}
