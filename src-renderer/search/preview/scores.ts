/** A part of a score with its sign kept: three decimals are what tells neighbours apart. */
export function formatScore(value: number): string {
  return value.toFixed(3).replace("-", "−");
}

/** Widths of bars, 0…1, against the largest; a list of zeros is all zero. */
export function shares(values: readonly number[]): number[] {
  const largest = Math.max(0, ...values.map(Math.abs));
  return values.map((value) => (largest === 0 ? 0 : Math.abs(value) / largest));
}
