import type { RepositorySummary } from "../../src-shared/contract/index.ts";
import { messageOf } from "../../src-shared/rpc/errors.ts";
import { useCoreAction } from "../app/core-query.ts";
import { libraryWords } from "../strings/en-library.ts";
import { Switch } from "../ui/switch.tsx";
import { useToast } from "../ui/toast.tsx";

/** Whether changes are followed as they happen. It moves at once, and back when the core refuses. */
export function WatchSwitch({ repository }: { readonly repository: RepositorySummary }) {
  const toast = useToast();
  const set = useCoreAction("library.setWatch");
  const shown = set.isPending ? set.variables.watch : repository.watch;
  return (
    <Switch
      label={
        <>
          {libraryWords.watch}
          <span className="visually-hidden"> {repository.name}</span>
        </>
      }
      checked={shown}
      onChange={(watch) =>
        set.mutate({ repositoryId: repository.id, watch }, { onError: (error) => toast({ title: messageOf(error), problem: true }) })
      }
    />
  );
}
