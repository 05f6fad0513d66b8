import type { SparseMatrix } from "./corpus.ts";

/** Rounds of subspace iteration: each brings the subspace closer to that of the largest singular values. */
const ROUNDS = 2;

/**
 * The first right singular vectors of a sparse matrix, as one row of `dimensions` values for each column of the matrix: randomized
 * subspace iteration (Halko, Martinsson, Tropp, "Finding structure with randomness", 2011, algorithm 4.4). Deterministic.
 */
export function termVectors(matrix: SparseMatrix, columns: number, dimensions: number): Float32Array {
  let basis = randomBasis(columns, dimensions);
  for (let round = 0; round < ROUNDS; round++) {
    basis = multiplyTransposed(matrix, multiply(matrix, basis, dimensions), columns, dimensions);
    orthonormalise(basis, columns, dimensions);
  }
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
    const target = out.subarray(row * dimensions, (row + 1) * dimensions);
    for (let i = a.starts[row] ?? 0; i < (a.starts[row + 1] ?? 0); i++)
      addScaled(target, b, (a.columns[i] ?? 0) * dimensions, a.values[i] ?? 0);
  }
  return out;
}

/** `Aᵀ · B`: columns × dimensions. */
function multiplyTransposed(a: SparseMatrix, b: Float32Array, columns: number, dimensions: number): Float32Array {
  const out = new Float32Array(columns * dimensions);
  for (let row = 0; row < a.rows; row++) {
    const source = row * dimensions;
    for (let i = a.starts[row] ?? 0; i < (a.starts[row + 1] ?? 0); i++) {
      const start = (a.columns[i] ?? 0) * dimensions;
      addScaled(out.subarray(start, start + dimensions), b, source, a.values[i] ?? 0);
    }
  }
  return out;
}

function addScaled(target: Float32Array, from: Float32Array, offset: number, scale: number): void {
  for (let d = 0; d < target.length; d++) target[d] = (target[d] ?? 0) + scale * (from[offset + d] ?? 0);
}

/** Makes the columns of a tall matrix orthonormal by the Cholesky factor of its Gram matrix: two passes over it instead of one for each pair. */
function orthonormalise(matrix: Float32Array, rows: number, dimensions: number): void {
  const gram = new Float64Array(dimensions * dimensions);
  for (let row = 0; row < rows; row++) {
    const offset = row * dimensions;
    for (let i = 0; i < dimensions; i++) {
      const value = matrix[offset + i] ?? 0;
      if (value === 0) continue;
      const line = i * dimensions;
      for (let j = i; j < dimensions; j++) gram[line + j] = (gram[line + j] ?? 0) + value * (matrix[offset + j] ?? 0);
    }
  }
  const factor = cholesky(gram, dimensions);
  // Solves X · R = M for X, row by row.
  for (let row = 0; row < rows; row++) {
    const offset = row * dimensions;
    for (let j = 0; j < dimensions; j++) {
      let value = matrix[offset + j] ?? 0;
      for (let i = 0; i < j; i++) value -= (matrix[offset + i] ?? 0) * (factor[i * dimensions + j] ?? 0);
      const pivot = factor[j * dimensions + j] ?? 0;
      matrix[offset + j] = pivot === 0 ? 0 : value / pivot;
    }
  }
}

/** Upper triangular `R` with `RᵀR = G`; a direction that is not there gets a zero pivot. */
function cholesky(gram: Float64Array, n: number): Float64Array {
  const r = new Float64Array(n * n);
  const floor = 1e-9 * Math.max(...Array.from({ length: n }, (_, i) => gram[i * n + i] ?? 0), 1e-30);
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
