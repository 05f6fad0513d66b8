import { CircleAlert, CircleCheck, CircleDashed, CirclePause, CloudOff, LoaderCircle, type LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import type { RepositorySummary, RunProgress } from "../../src-shared/contract/index.ts";
import { routes } from "../app/navigation.ts";
import { libraryWords } from "../strings/en-library.ts";
import { RelativeTime } from "../ui/relative-time.tsx";

const words = libraryWords.state;

interface State {
  readonly icon: LucideIcon;
  readonly tone: "good" | "busy" | "problem" | "quiet";
  readonly text: ReactNode;
  readonly help?: string;
}

/** How a repository is: icon and word, and how many of its files were set aside. */
export function RepositoryState({ repository, run }: { readonly repository: RepositorySummary; readonly run: RunProgress | null }) {
  const { icon: Icon, tone, text, help } = stateOf(repository, run);
  const setAside = repository.counts.quarantined;
  return (
    <span className="repository-state" title={help}>
      <span className="repository-state-word" data-tone={tone}>
        <Icon size="1.15em" strokeWidth={1.75} aria-hidden />
        {text}
      </span>
      {setAside > 0 && (
        <a className="repository-aside" href={routes.library(repository.id)}>
          {libraryWords.run.quarantined(setAside)}
        </a>
      )}
    </span>
  );
}

function stateOf(repository: RepositorySummary, run: RunProgress | null): State {
  if (run?.state === "paused") return { icon: CirclePause, tone: "busy", text: libraryWords.states.paused };
  if (run?.state === "running") return { icon: LoaderCircle, tone: "busy", text: libraryWords.states.running };
  if (repository.missing) return { icon: CircleAlert, tone: "problem", text: words.missing, help: words.missingHelp };
  if (run?.state === "failed") return { icon: CircleAlert, tone: "problem", text: libraryWords.states.failed, help: run.message };
  if (repository.root === null) return { icon: CloudOff, tone: "quiet", text: words.elsewhere, help: words.elsewhereHelp };
  if (repository.indexedAt === null) return { icon: CircleDashed, tone: "quiet", text: words.never };
  return {
    icon: CircleCheck,
    tone: "good",
    text: (
      <>
        {words.indexed} <RelativeTime instant={repository.indexedAt} />
      </>
    ),
  };
}
