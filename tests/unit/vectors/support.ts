/** A deterministic source of numbers in [0, 1): mulberry32. */
export function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Unit vectors around a few dozen centres, as embeddings are: not spread evenly over the sphere. */
export function clusteredVectors(count: number, dimensions: number, seed = 1): Float32Array {
  const next = numbers(seed);
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  const centres = Array.from({ length: 40 }, () => Float32Array.from({ length: dimensions }, normal));
  const vectors = new Float32Array(count * dimensions);
  for (let row = 0; row < count; row++) {
    const centre = centres[Math.floor(next() * centres.length)] ?? new Float32Array(dimensions);
    const vector = vectors.subarray(row * dimensions, (row + 1) * dimensions);
    for (let d = 0; d < dimensions; d++) vector[d] = (centre[d] ?? 0) + normal() * 0.8;
    const length = Math.hypot(...vector);
    for (let d = 0; d < dimensions; d++) vector[d] = (vector[d] ?? 0) / length;
  }
  return vectors;
}

export function cosine(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let d = 0; d < a.length; d++) sum += (a[d] ?? 0) * (b[d] ?? 0);
  return sum;
}
