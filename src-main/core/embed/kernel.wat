;; The inner loops of training and of embedding: sums of rows of floats, and the two dense loops of making columns orthonormal.
;;
;; Rows of floats are padded with zeros to whole vectors of four; `stride` is their length in bytes. Sums of floats are made as float32. The dense
;; loops work on four rows of doubles, one after the other, each padded to `size` values, an even number.
(module
  (import "kernel" "memory" (memory 1))

  ;; Adds `count` rows of `base`, chosen by `columns` and scaled by `values`, to the row at `to`.
  (func (export "gather") (param $to i32) (param $columns i32) (param $values i32) (param $count i32) (param $base i32) (param $stride i32)
    (local $end i32) (local $from i32) (local $at i32) (local $stop i32) (local $scale v128)
    (local.set $end (i32.add (local.get $columns) (i32.shl (local.get $count) (i32.const 2))))
    (local.set $stop (i32.add (local.get $to) (local.get $stride)))
    (block $done
      (loop $row
        (br_if $done (i32.ge_u (local.get $columns) (local.get $end)))
        (local.set $from (i32.add (local.get $base) (i32.mul (i32.load (local.get $columns)) (local.get $stride))))
        (local.set $scale (v128.load32_splat (local.get $values)))
        (local.set $at (local.get $to))
        (loop $part
          (v128.store (local.get $at)
            (f32x4.add (v128.load (local.get $at)) (f32x4.mul (local.get $scale) (v128.load (local.get $from)))))
          (local.set $from (i32.add (local.get $from) (i32.const 16)))
          (local.set $at (i32.add (local.get $at) (i32.const 16)))
          (br_if $part (i32.lt_u (local.get $at) (local.get $stop))))
        (local.set $columns (i32.add (local.get $columns) (i32.const 4)))
        (local.set $values (i32.add (local.get $values) (i32.const 4)))
        (br $row))))

  ;; Adds the row at `from`, scaled by `values`, to `count` rows of `base`, chosen by `columns`.
  (func (export "scatter") (param $from i32) (param $columns i32) (param $values i32) (param $count i32) (param $base i32) (param $stride i32)
    (local $end i32) (local $to i32) (local $at i32) (local $stop i32) (local $scale v128)
    (local.set $end (i32.add (local.get $columns) (i32.shl (local.get $count) (i32.const 2))))
    (local.set $stop (i32.add (local.get $from) (local.get $stride)))
    (block $done
      (loop $row
        (br_if $done (i32.ge_u (local.get $columns) (local.get $end)))
        (local.set $to (i32.add (local.get $base) (i32.mul (i32.load (local.get $columns)) (local.get $stride))))
        (local.set $scale (v128.load32_splat (local.get $values)))
        (local.set $at (local.get $from))
        (loop $part
          (v128.store (local.get $to)
            (f32x4.add (v128.load (local.get $to)) (f32x4.mul (local.get $scale) (v128.load (local.get $at)))))
          (local.set $to (i32.add (local.get $to) (i32.const 16)))
          (local.set $at (i32.add (local.get $at) (i32.const 16)))
          (br_if $part (i32.lt_u (local.get $at) (local.get $stop))))
        (local.set $columns (i32.add (local.get $columns) (i32.const 4)))
        (local.set $values (i32.add (local.get $values) (i32.const 4)))
        (br $row))))

  ;; Adds the products of all columns of the four rows to `sums`, `size` × `size` doubles: right for the upper triangle.
  (func (export "gram") (param $rows i32) (param $sums i32) (param $size i32)
    (local $width i32) (local $end i32) (local $i i32) (local $j i32) (local $sum i32)
    (local $a v128) (local $b v128) (local $c v128) (local $d v128)
    (local $two i32) (local $three i32)
    (local.set $width (i32.shl (local.get $size) (i32.const 3)))
    (local.set $two (i32.shl (local.get $width) (i32.const 1)))
    (local.set $three (i32.add (local.get $two) (local.get $width)))
    (local.set $end (i32.add (local.get $rows) (local.get $width)))
    (local.set $i (local.get $rows))
    (loop $line
      (local.set $a (v128.load64_splat (local.get $i)))
      (local.set $b (v128.load64_splat (i32.add (local.get $i) (local.get $width))))
      (local.set $c (v128.load64_splat (i32.add (local.get $i) (local.get $two))))
      (local.set $d (v128.load64_splat (i32.add (local.get $i) (local.get $three))))
      ;; From the pair of columns that holds the diagonal on.
      (local.set $j (i32.and (i32.sub (local.get $i) (local.get $rows)) (i32.const -16)))
      (local.set $sum (i32.add (local.get $sums) (local.get $j)))
      (local.set $j (i32.add (local.get $rows) (local.get $j)))
      (loop $part
        (v128.store (local.get $sum)
          (f64x2.add (f64x2.add (f64x2.add (f64x2.add (v128.load (local.get $sum))
            (f64x2.mul (local.get $a) (v128.load (local.get $j))))
            (f64x2.mul (local.get $b) (v128.load (i32.add (local.get $j) (local.get $width)))))
            (f64x2.mul (local.get $c) (v128.load (i32.add (local.get $j) (local.get $two)))))
            (f64x2.mul (local.get $d) (v128.load (i32.add (local.get $j) (local.get $three))))))
        (local.set $sum (i32.add (local.get $sum) (i32.const 16)))
        (local.set $j (i32.add (local.get $j) (i32.const 16)))
        (br_if $part (i32.lt_u (local.get $j) (local.get $end))))
      (local.set $sums (i32.add (local.get $sums) (local.get $width)))
      (local.set $i (i32.add (local.get $i) (i32.const 8)))
      (br_if $line (i32.lt_u (local.get $i) (local.get $end)))))

  ;; Solves X · R = M for the four rows in place. `factor` is R without its diagonal and with zeros below it, `inverse` one over the diagonal.
  (func (export "solve") (param $rows i32) (param $factor i32) (param $inverse i32) (param $size i32)
    (local $width i32) (local $two i32) (local $three i32) (local $end i32) (local $i i32) (local $j i32) (local $r i32)
    (local $scale f64) (local $a v128) (local $b v128) (local $c v128) (local $d v128) (local $f v128)
    (local.set $width (i32.shl (local.get $size) (i32.const 3)))
    (local.set $two (i32.shl (local.get $width) (i32.const 1)))
    (local.set $three (i32.add (local.get $two) (local.get $width)))
    (local.set $end (i32.add (local.get $rows) (local.get $width)))
    (local.set $i (local.get $rows))
    (loop $line
      (local.set $scale (f64.load (local.get $inverse)))
      (f64.store (local.get $i) (f64.mul (f64.load (local.get $i)) (local.get $scale)))
      (local.set $j (i32.add (local.get $i) (local.get $width)))
      (f64.store (local.get $j) (f64.mul (f64.load (local.get $j)) (local.get $scale)))
      (local.set $j (i32.add (local.get $i) (local.get $two)))
      (f64.store (local.get $j) (f64.mul (f64.load (local.get $j)) (local.get $scale)))
      (local.set $j (i32.add (local.get $i) (local.get $three)))
      (f64.store (local.get $j) (f64.mul (f64.load (local.get $j)) (local.get $scale)))
      (local.set $a (v128.load64_splat (local.get $i)))
      (local.set $b (v128.load64_splat (i32.add (local.get $i) (local.get $width))))
      (local.set $c (v128.load64_splat (i32.add (local.get $i) (local.get $two))))
      (local.set $d (v128.load64_splat (i32.add (local.get $i) (local.get $three))))
      (local.set $j (i32.and (i32.sub (local.get $i) (local.get $rows)) (i32.const -16)))
      (local.set $r (i32.add (local.get $factor) (local.get $j)))
      (local.set $j (i32.add (local.get $rows) (local.get $j)))
      (loop $part
        (local.set $f (v128.load (local.get $r)))
        (v128.store (local.get $j) (f64x2.sub (v128.load (local.get $j)) (f64x2.mul (local.get $a) (local.get $f))))
        (v128.store (i32.add (local.get $j) (local.get $width))
          (f64x2.sub (v128.load (i32.add (local.get $j) (local.get $width))) (f64x2.mul (local.get $b) (local.get $f))))
        (v128.store (i32.add (local.get $j) (local.get $two))
          (f64x2.sub (v128.load (i32.add (local.get $j) (local.get $two))) (f64x2.mul (local.get $c) (local.get $f))))
        (v128.store (i32.add (local.get $j) (local.get $three))
          (f64x2.sub (v128.load (i32.add (local.get $j) (local.get $three))) (f64x2.mul (local.get $d) (local.get $f))))
        (local.set $r (i32.add (local.get $r) (i32.const 16)))
        (local.set $j (i32.add (local.get $j) (i32.const 16)))
        (br_if $part (i32.lt_u (local.get $j) (local.get $end))))
      (local.set $factor (i32.add (local.get $factor) (local.get $width)))
      (local.set $inverse (i32.add (local.get $inverse) (i32.const 8)))
      (local.set $i (i32.add (local.get $i) (i32.const 8)))
      (br_if $line (i32.lt_u (local.get $i) (local.get $end))))))
