/**
 * Vectors of 32-bit floats as bytes: a row's components as 7-bit unsigned integers around {@link CENTRE}, a query's as 8-bit
 * signed ones. Both are products of a linear scale, so that an integer dot product times two scales is the cosine.
 */
export const CENTRE = 64;
const ROW_LEVELS = 63;
const QUERY_LEVELS = 127;
/** Components beyond this share of all are clipped: a few outliers would else cost everyone their precision. */
const KEPT_SHARE = 0.999;

/** Bytes of a row: its dimensions, padded to what the scan reads at once. */
export function strideOf(dimensions: number): number {
  return Math.ceil(dimensions / 64) * 64;
}

/**
 * The component size that the largest level stands for: a high percentile over a sample of the corpus.
 * @param sample unit vectors one after the other.
 */
export function rowScale(sample: Float32Array): number {
  if (sample.length === 0) return 1;
  const sizes = sample.map(Math.abs).sort();
  const limit = sizes[Math.min(sizes.length - 1, Math.floor(sizes.length * KEPT_SHARE))] ?? 1;
  return limit > 0 ? limit : 1;
}

/** Writes one unit vector into `target`, whose padding is left alone. */
export function writeRow(vector: Float32Array, scale: number, target: Uint8Array): void {
  const factor = ROW_LEVELS / scale;
  for (let d = 0; d < vector.length; d++) {
    const level = Math.round((vector[d] ?? 0) * factor);
    target[d] = CENTRE + (level > ROW_LEVELS ? ROW_LEVELS : level < -ROW_LEVELS ? -ROW_LEVELS : level);
  }
}

/** What turns a row's integer dot product with a query into their cosine: `(dot - offset) * factor`. */
export interface QueryScale {
  readonly offset: number;
  readonly factor: number;
}

/** Writes a unit query vector into `target`. `scale` is the rows' scale. */
export function writeQuery(vector: Float32Array, scale: number, target: Int8Array): QueryScale {
  const largest = vector.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const factor = largest === 0 ? 0 : QUERY_LEVELS / largest;
  let sum = 0;
  target.fill(0);
  for (let d = 0; d < vector.length; d++) {
    const level = Math.round((vector[d] ?? 0) * factor);
    target[d] = level;
    sum += level;
  }
  return { offset: CENTRE * sum, factor: factor === 0 ? 0 : scale / (ROW_LEVELS * factor) };
}
