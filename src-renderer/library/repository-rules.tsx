import type { RepositorySummary } from "../../src-shared/contract/index.ts";
import { useCoreAction } from "../app/core-query.ts";
import { libraryWords } from "../strings/en-library.ts";
import { InlineError } from "../ui/error-state.tsx";
import { useToast } from "../ui/toast.tsx";
import { RulesForm } from "./rules-form.tsx";

/** A repository's rules; saving them indexes it again. */
export function RepositoryRules({ repository }: { readonly repository: RepositorySummary }) {
  const toast = useToast();
  const save = useCoreAction("library.setRules");
  return (
    <section className="library-section">
      <h2>{libraryWords.rules.title}</h2>
      <RulesForm
        exclude={repository.exclude}
        include={repository.include}
        submitLabel={libraryWords.rules.save}
        isBusy={save.isPending}
        onSubmit={(exclude, include) =>
          save.mutate({ repositoryId: repository.id, exclude, include }, { onSuccess: () => toast({ title: libraryWords.rules.saved }) })
        }
      />
      {save.error !== null && <InlineError error={save.error} />}
    </section>
  );
}
