import { useState } from "react";
import { useCoreAction } from "../../app/core-query.ts";
import { meaningWords } from "../../strings/en-meaning.ts";
import { Button } from "../../ui/button.tsx";
import { InlineError } from "../../ui/error-state.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { useToast } from "../../ui/toast.tsx";

/** A model that the user has on disk. */
export function AddModel() {
  const add = useCoreAction("embedding.import");
  const toast = useToast();
  const [path, setPath] = useState("");
  return (
    <section className="settings-group">
      <h2 className="settings-group-title">{meaningWords.addTitle}</h2>
      <p className="setting-help">{meaningWords.addHelp}</p>
      <form
        className="meaning-add"
        onSubmit={(event) => {
          event.preventDefault();
          add.mutate({ path: path.trim() }, { onSuccess: ({ id }) => toast({ title: meaningWords.added(id) }) });
        }}
      >
        <TextField
          label={meaningWords.addPath}
          hideLabel
          placeholder={meaningWords.addPath}
          value={path}
          onChange={(event) => setPath(event.target.value)}
        />
        <Button type="submit" disabled={path.trim() === "" || add.isPending}>
          {meaningWords.add}
        </Button>
      </form>
      {add.error !== null && <InlineError error={add.error} />}
    </section>
  );
}
