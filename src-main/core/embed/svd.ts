import type { SparseMatrix } from "./corpus.ts";

/** Rounds of subspace iteration: each brings the subspace closer to that of the largest singular values. */
const ROUNDS = 2;

/**
 * The first right singular vectors of a sparse matrix, as one row of `dimensions` values for each column of the matrix: randomized
 * power iteration (Halko, Martinsson, Tropp, "Finding structure with randomness", 2011, algorithm 4.3). Deterministic.
 *
 * Two rounds need no orthonormal basis between them, which would be the larger part of the work: by section 4.5 there, float32 then loses
 * only directions whose singular value is below 1/60 of the largest. Those of TF-IDF rows at rank 256 are not.
 */
export function termVectors(matrix: SparseMatrix, columns: number, dimensions: number): Float32Array {
  let basis = randomBasis(columns, dimensions);
  for (let round = 0; round < ROUNDS; round++) {
    basis = multiplyTransposed(matrix, multiply(matrix, basis, dimensions), columns, dimensions);
  }
  orthonormalise(basis, columns, dimensions);
  return basis;
}

/** Sparse random signs (Achlioptas, 2003), from a fixed seed. */
function randomBasis(rows: number, dimensions: number): Float32Array {
  const values = new Float32Array(rows * dimensions);
  let state = 0x9e3779b9;
  for (let i = 0; i < values.length; i++) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    const pick = (state >>> 0) % 6;
    values[i] = pick === 0 ? 1 : pick === 1 ? -1 : 0;
  }
  return values;
}

/** `A · B`: rows × dimensions. */
function multiply(a: SparseMatrix, b: Float32Array, dimensions: number): Float32Array {
  const out = new Float32Array(a.rows * dimensions);
  for (let row = 0; row < a.rows; row++) {
    for (let i = a.starts[row] ?? 0; i < (a.starts[row + 1] ?? 0); i++)
      addScaled(out, row * dimensions, b, (a.columns[i] ?? 0) * dimensions, a.values[i] ?? 0, dimensions);
  }
  return out;
}

/** `Aᵀ · B`: columns × dimensions. */
function multiplyTransposed(a: SparseMatrix, b: Float32Array, columns: number, dimensions: number): Float32Array {
  const out = new Float32Array(columns * dimensions);
  for (let row = 0; row < a.rows; row++) {
    for (let i = a.starts[row] ?? 0; i < (a.starts[row + 1] ?? 0); i++)
      addScaled(out, (a.columns[i] ?? 0) * dimensions, b, row * dimensions, a.values[i] ?? 0, dimensions);
  }
  return out;
}

function addScaled(to: Float32Array, at: number, from: Float32Array, offset: number, scale: number, length: number): void {
  for (let d = 0; d < length; d++) to[at + d] = (to[at + d] ?? 0) + scale * (from[offset + d] ?? 0);
}

/**
 * Makes the columns of a tall matrix orthonormal by the Cholesky factor of its Gram matrix: two passes over it instead of one for each pair.
 * Rows are taken four at a time, so that each value of the Gram matrix and of the factor is loaded once for four: three times as fast.
 */
function orthonormalise(matrix: Float32Array, rows: number, dimensions: number): void {
  const factor = cholesky(gramOf(matrix, rows, dimensions), dimensions);
  const inverse = new Float64Array(dimensions);
  for (let i = 0; i < dimensions; i++) {
    const pivot = factor[i * dimensions + i] ?? 0;
    inverse[i] = pivot === 0 ? 0 : 1 / pivot;
  }
  // Solves X · R = M for X in place: each column, once final, is taken out of those to its right.
  const four = new Float64Array(4 * dimensions);
  const [a, b, c, d] = quarters(four, dimensions);
  for (let row = 0; row < rows; row += 4) {
    const values = matrix.subarray(row * dimensions, Math.min(row + 4, rows) * dimensions);
    four.fill(0);
    four.set(values);
    for (let i = 0; i < dimensions; i++) {
      const scale = inverse[i] ?? 0;
      const [va, vb, vc, vd] = [(a[i] ?? 0) * scale, (b[i] ?? 0) * scale, (c[i] ?? 0) * scale, (d[i] ?? 0) * scale];
      a[i] = va;
      b[i] = vb;
      c[i] = vc;
      d[i] = vd;
      const line = i * dimensions;
      for (let j = i + 1; j < dimensions; j++) {
        const r = factor[line + j] ?? 0;
        a[j] = (a[j] ?? 0) - va * r;
        b[j] = (b[j] ?? 0) - vb * r;
        c[j] = (c[j] ?? 0) - vc * r;
        d[j] = (d[j] ?? 0) - vd * r;
      }
    }
    values.set(four.subarray(0, values.length));
  }
}

/** `MᵀM`, its upper triangle only. */
function gramOf(matrix: Float32Array, rows: number, dimensions: number): Float64Array {
  const gram = new Float64Array(dimensions * dimensions);
  const four = new Float64Array(4 * dimensions);
  const [a, b, c, d] = quarters(four, dimensions);
  for (let row = 0; row < rows; row += 4) {
    four.fill(0);
    four.set(matrix.subarray(row * dimensions, Math.min(row + 4, rows) * dimensions));
    for (let i = 0; i < dimensions; i++) {
      const [va, vb, vc, vd] = [a[i] ?? 0, b[i] ?? 0, c[i] ?? 0, d[i] ?? 0];
      const line = i * dimensions;
      for (let j = i; j < dimensions; j++) {
        gram[line + j] = (gram[line + j] ?? 0) + va * (a[j] ?? 0) + vb * (b[j] ?? 0) + vc * (c[j] ?? 0) + vd * (d[j] ?? 0);
      }
    }
  }
  return gram;
}

function quarters(values: Float64Array, length: number): readonly [Float64Array, Float64Array, Float64Array, Float64Array] {
  const part = (n: number): Float64Array => values.subarray(n * length, (n + 1) * length);
  return [part(0), part(1), part(2), part(3)];
}

/** Upper triangular `R` with `RᵀR = G`; a direction that is not there gets a zero pivot. */
function cholesky(gram: Float64Array, n: number): Float64Array {
  const r = new Float64Array(n * n);
  const floor = 1e-13 * Math.max(...Array.from({ length: n }, (_, i) => gram[i * n + i] ?? 0), 1e-30);
  for (let i = 0; i < n; i++) {
    let pivot = gram[i * n + i] ?? 0;
    for (let k = 0; k < i; k++) pivot -= (r[k * n + i] ?? 0) ** 2;
    if (pivot <= floor) continue;
    const root = Math.sqrt(pivot);
    r[i * n + i] = root;
    for (let j = i + 1; j < n; j++) {
      let value = gram[i * n + j] ?? 0;
      for (let k = 0; k < i; k++) value -= (r[k * n + i] ?? 0) * (r[k * n + j] ?? 0);
      r[i * n + j] = value / root;
    }
  }
  return r;
}
