import { useState } from "react";
import { useQueryClient } from "@tanstack/react-query";
import { useCore } from "../../app/core-context.tsx";
import { storageWords as words } from "../../strings/en-storage.ts";
import { Button } from "../../ui/button.tsx";

/** Why the storage in use cannot be read, and trying again now instead of at the next attempt. */
export function Unreachable({ problem }: { readonly problem: string }) {
  const core = useCore();
  const queries = useQueryClient();
  const [isTrying, setTrying] = useState(false);
  async function tryNow(): Promise<void> {
    setTrying(true);
    try {
      queries.setQueryData(["storage.get", {}], await core.call("storage.reconnect", {}));
    } finally {
      setTrying(false);
    }
  }
  return (
    <section role="alert">
      <h2 className="settings-group-title">{words.unreachable}</h2>
      <p>{problem}</p>
      <Button disabled={isTrying} onClick={() => void tryNow().catch(() => undefined)}>
        {isTrying ? words.trying : words.tryNow}
      </Button>
    </section>
  );
}
