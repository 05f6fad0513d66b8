const MOST_KEPT = 20_000;

/** What is made of a path, made once: the same files are candidates again and again. */
export function keptByPath<T>(make: (path: string) => T): (path: string) => T {
  const kept = new Map<string, T>();
  return (path) => {
    const known = kept.get(path);
    if (known !== undefined) return known;
    if (kept.size >= MOST_KEPT) kept.clear();
    const made = make(path);
    kept.set(path, made);
    return made;
  };
}
