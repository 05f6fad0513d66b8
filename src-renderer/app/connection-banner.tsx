import { Unplug } from "lucide-react";
import { useEffect, useState, useSyncExternalStore } from "react";
import { common } from "../strings/en-common.ts";
import { Button } from "../ui/button.tsx";
import { useTransport } from "./core-context.tsx";

/** A connection that is back within this time was never worth a word. */
const PATIENCE_MS = 600;

/** Says that the core does not answer, while it does not. */
export function ConnectionBanner() {
  const { state, onState, retry } = useTransport();
  const isLost = useSyncExternalStore(onState, state) === "lost";
  const [shown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShown(isLost), isLost ? PATIENCE_MS : 0);
    return () => clearTimeout(timer);
  }, [isLost]);
  if (!shown) return null;
  return (
    <div className="app-banner" role="alert">
      <Unplug size="1.15em" strokeWidth={1.75} aria-hidden />
      <p>
        <strong>{common.connection.lost}</strong> {common.connection.help}
      </p>
      <Button size="small" onClick={retry}>
        {common.connection.retry}
      </Button>
    </div>
  );
}
