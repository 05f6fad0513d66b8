/** The repository of the library that is a folder or holds it: of nested ones the innermost. */
export function indexedAround<T extends { readonly root: string | null }>(repositories: readonly T[], folder: string): T | null {
  const around = repositories.filter(
    ({ root }) =>
      root !== null && (folder === root || folder.startsWith(`${root.replace(/[/\\]$/, "")}/`) || folder.startsWith(`${root}\\`)),
  );
  return around.toSorted((a, b) => (b.root?.length ?? 0) - (a.root?.length ?? 0))[0] ?? null;
}
