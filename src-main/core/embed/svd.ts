import type { SparseMatrix } from "./corpus.ts";
import { createKernel, paddedRow, type Kernel, type Placed } from "./kernel.ts";

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
  const row = paddedRow(dimensions);
  const size = 2 * Math.ceil(dimensions / 2);
  const kernel = createKernel(8 * matrix.columns.length + 4 * row * (2 * columns + 1) + 8 * size * (2 * size + 5));
  const sparse = place(kernel, matrix);
  let basis = kernel.floats(columns * row);
  let next = kernel.floats(columns * row);
  const product = kernel.floats(row);
  fillAtRandom(basis.values, dimensions, row);
  for (let round = 0; round < ROUNDS; round++) {
    next.values.fill(0);
    for (let at = 0; at < matrix.rows; at++) multiplyRow(kernel, sparse, at, basis, product, next, 4 * row);
    [basis, next] = [next, basis];
  }
  orthonormalise(kernel, basis.values, columns, dimensions, size);
  const compact = new Float32Array(columns * dimensions);
  for (let at = 0; at < columns; at++) compact.set(basis.values.subarray(at * row, at * row + dimensions), at * dimensions);
  return compact;
}

interface PlacedMatrix {
  readonly starts: Int32Array;
  readonly columns: Placed<Int32Array>;
  readonly values: Placed<Float32Array>;
}

function place(kernel: Kernel, { starts, columns, values }: SparseMatrix): PlacedMatrix {
  const placed = { starts, columns: kernel.integers(columns.length), values: kernel.floats(values.length) };
  placed.columns.values.set(columns);
  placed.values.values.set(values);
  return placed;
}

/** Adds what one row of the matrix gives to `Aᵀ · (A · B)`: its product with B is only ever needed for itself. */
function multiplyRow(
  kernel: Kernel,
  { starts, columns, values }: PlacedMatrix,
  row: number,
  basis: Placed<Float32Array>,
  product: Placed<Float32Array>,
  sum: Placed<Float32Array>,
  stride: number,
): void {
  const start = starts[row] ?? 0;
  const count = (starts[row + 1] ?? 0) - start;
  const [columnsAt, valuesAt] = [columns.at + 4 * start, values.at + 4 * start];
  product.values.fill(0);
  kernel.gather(product.at, columnsAt, valuesAt, count, basis.at, stride);
  kernel.scatter(product.at, columnsAt, valuesAt, count, sum.at, stride);
}

/** Sparse random signs (Achlioptas, 2003), from a fixed seed; what pads a row stays zero. */
function fillAtRandom(values: Float32Array, dimensions: number, row: number): void {
  let state = 0x9e3779b9;
  for (let start = 0; start < values.length; start += row) {
    for (let i = start; i < start + dimensions; i++) {
      state ^= state << 13;
      state ^= state >>> 17;
      state ^= state << 5;
      const pick = (state >>> 0) % 6;
      values[i] = pick === 0 ? 1 : pick === 1 ? -1 : 0;
    }
  }
}

/**
 * Makes the columns of a tall matrix orthonormal by the Cholesky factor of its Gram matrix: two passes over it instead of one for each pair.
 * Rows are taken four at a time, so that each value of the Gram matrix and of the factor is loaded once for four.
 */
function orthonormalise(kernel: Kernel, matrix: Float32Array, rows: number, dimensions: number, size: number): void {
  const stride = paddedRow(dimensions);
  const gram = kernel.doubles(size * size);
  const factor = kernel.doubles(size * size);
  const inverse = kernel.doubles(size);
  const four = kernel.doubles(4 * size);
  const load = (row: number): void => {
    four.values.fill(0);
    for (let n = 0; n < Math.min(4, rows - row); n++) {
      four.values.set(matrix.subarray((row + n) * stride, (row + n) * stride + dimensions), n * size);
    }
  };
  for (let row = 0; row < rows; row += 4) {
    load(row);
    kernel.gram(four.at, gram.at, size);
  }
  factor.values.set(cholesky(gram.values, size));
  for (let i = 0; i < size; i++) {
    const pivot = factor.values[i * size + i] ?? 0;
    inverse.values[i] = pivot === 0 ? 0 : 1 / pivot;
    factor.values[i * size + i] = 0;
  }
  // Solves X · R = M for X in place: each column, once final, is taken out of those to its right.
  for (let row = 0; row < rows; row += 4) {
    load(row);
    kernel.solve(four.at, factor.at, inverse.at, size);
    for (let n = 0; n < Math.min(4, rows - row); n++) {
      matrix.set(four.values.subarray(n * size, n * size + dimensions), (row + n) * stride);
    }
  }
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
