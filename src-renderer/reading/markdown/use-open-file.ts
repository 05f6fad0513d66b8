import { useCore } from "../../app/core-context.tsx";
import { navigate, routes } from "../../app/navigation.ts";
import { reading } from "../../strings/en-reading.ts";
import { useToast } from "../../ui/toast.tsx";
import type { OpenFile } from "./markdown-link.tsx";
import { resolvePath } from "./safe-url.ts";

/** Opens files that the document at `from` links to, or says that the library does not have them. */
export function useOpenFile(repositoryId: string, from: string): OpenFile {
  const core = useCore();
  const toast = useToast();
  return (link, line) => {
    const path = resolvePath(from, link);
    const missing = (): void => toast({ title: reading.fileNotIndexed(path ?? link), description: reading.fileNotIndexedHelp });
    if (path === null) return missing();
    core
      .call("documents.find", { repositoryId, path })
      .then((document) => (document === null ? missing() : navigate(routes.document(document.id, { line: line ?? undefined }))), missing);
  };
}
