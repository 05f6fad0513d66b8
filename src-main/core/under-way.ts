/** Who asks the same while it is under way gets the one answer. Nothing is kept beyond that. */
export function sharedWhileUnderWay<Key, T>(make: (key: Key) => Promise<T>): (key: Key) => Promise<T> {
  const underWay = new Map<Key, Promise<T>>();
  return (key) => {
    const known = underWay.get(key);
    if (known !== undefined) return known;
    const made = make(key).finally(() => underWay.delete(key));
    underWay.set(key, made);
    return made;
  };
}
