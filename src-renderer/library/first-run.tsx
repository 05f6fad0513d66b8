import { ShieldCheck } from "lucide-react";
import { libraryWords } from "../strings/en-library.ts";
import { AddEntry } from "./add-entry.tsx";

/** The empty library: one place to drop a repository, one promise. */
export function FirstRun({ initialPath, onPaths }: { readonly initialPath: string; readonly onPaths: (paths: readonly string[]) => void }) {
  return (
    <div className="first-run">
      <AddEntry initialPath={initialPath} onPaths={onPaths} />
      <p className="first-run-promise">
        <ShieldCheck size="1.15em" strokeWidth={1.75} aria-hidden />
        {libraryWords.promise}
      </p>
    </div>
  );
}
