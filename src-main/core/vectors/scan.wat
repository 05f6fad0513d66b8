;; Dot products of one query with many rows of bytes: the inner loop of the search by meaning.
;;
;; Rows hold 7-bit unsigned components (0…127), the query 8-bit signed ones (-127…127), both padded with zeros to a
;; multiple of 64 bytes. With these ranges `relaxed_dot` cannot saturate and gives the same result on every machine
;; (WebAssembly relaxed SIMD; on x64 it is pmaddubsw and pmaddwd, or vpdpbusd).
;;
;; One row after the other, in one stream, is what the memory's prefetcher likes: four rows at a time took twice as long.
;; Four sums hide the latency of the additions.
(module
  (import "scan" "memory" (memory 1))
  ;; query, rows, scores: byte offsets; stride: bytes a row; count: rows, at least one. Writes `count` i32 dot products.
  (func (export "scan") (param $query i32) (param $rows i32) (param $stride i32) (param $count i32) (param $scores i32)
    (local $end i32) (local $q i32) (local $stop i32)
    (local $a v128) (local $b v128) (local $c v128) (local $d v128)
    (local.set $stop (i32.add (local.get $query) (local.get $stride)))
    (local.set $end (i32.add (local.get $scores) (i32.shl (local.get $count) (i32.const 2))))
    (loop $row
      (local.set $a (v128.const i32x4 0 0 0 0))
      (local.set $b (v128.const i32x4 0 0 0 0))
      (local.set $c (v128.const i32x4 0 0 0 0))
      (local.set $d (v128.const i32x4 0 0 0 0))
      (local.set $q (local.get $query))
      (loop $part
        (local.set $a (i32x4.relaxed_dot_i8x16_i7x16_add_s (v128.load (local.get $q)) (v128.load (local.get $rows)) (local.get $a)))
        (local.set $b (i32x4.relaxed_dot_i8x16_i7x16_add_s
          (v128.load offset=16 (local.get $q)) (v128.load offset=16 (local.get $rows)) (local.get $b)))
        (local.set $c (i32x4.relaxed_dot_i8x16_i7x16_add_s
          (v128.load offset=32 (local.get $q)) (v128.load offset=32 (local.get $rows)) (local.get $c)))
        (local.set $d (i32x4.relaxed_dot_i8x16_i7x16_add_s
          (v128.load offset=48 (local.get $q)) (v128.load offset=48 (local.get $rows)) (local.get $d)))
        (local.set $rows (i32.add (local.get $rows) (i32.const 64)))
        (local.set $q (i32.add (local.get $q) (i32.const 64)))
        (br_if $part (i32.lt_u (local.get $q) (local.get $stop))))
      (local.set $a (i32x4.add (i32x4.add (local.get $a) (local.get $b)) (i32x4.add (local.get $c) (local.get $d))))
      (local.set $a (i32x4.add (local.get $a) (i8x16.shuffle 8 9 10 11 12 13 14 15 0 1 2 3 4 5 6 7 (local.get $a) (local.get $a))))
      (i32.store (local.get $scores) (i32.add (i32x4.extract_lane 0 (local.get $a)) (i32x4.extract_lane 1 (local.get $a))))
      (local.set $scores (i32.add (local.get $scores) (i32.const 4)))
      (br_if $row (i32.lt_u (local.get $scores) (local.get $end))))))
