;; Which rows of vectors may be alike to a reference: the loop of ../slab.ts, a row at a time, eight components at once.
;; `bun tools/make-kernel.ts` compiles it into bytes.ts.
;;
;; Memory, in bytes, as ../slab.ts fills it:
;;      0  the reference: 176 components of 16 bits, in the order of a row
;;    352  the reference: for each of four facets one over its length as a 32-bit float, 0 where it is not compared
;;    512  out: addresses of the rows that may be alike enough
;; Rows stand wherever the caller says: 176 components of 8 bits (four facets of 40, 72, 40 and 24, zeros at the end of each),
;; then four 32-bit floats, one over the length of each facet, 0 for a facet without length.
(module
  (import "slab" "memory" (memory 1))

  ;; Products of one facet of a row and of the reference, four sums of them: components from `$at` up to `$end`
  (func $facet (param $row i32) (param $at i32) (param $end i32) (result v128) (local $sum v128)
    (local.set $sum (v128.const i32x4 0 0 0 0))
    (loop $next
      (local.set $sum (i32x4.add (local.get $sum)
        (i32x4.dot_i16x8_s
          (v128.load8x8_u (i32.add (local.get $row) (local.get $at)))
          (v128.load (i32.shl (local.get $at) (i32.const 1))))))
      (local.set $at (i32.add (local.get $at) (i32.const 8)))
      (br_if $next (i32.lt_u (local.get $at) (local.get $end))))
    (local.get $sum))

  ;; Rows from `$row` up to `$end` whose likeness is `$least` or more, to rounding; how many there are.
  (func (export "scan") (param $row i32) (param $end i32) (param $least f32) (result i32)
    (local $weights v128) (local $own v128) (local $a v128) (local $b v128) (local $c v128) (local $d v128) (local $ab v128) (local $cd v128)
    (local $out i32) (local $both i32)
    (local.set $weights (v128.load (i32.const 352)))
    (local.set $out (i32.const 512))
    (block $done
      (br_if $done (i32.ge_u (local.get $row) (local.get $end)))
      (loop $rows
        (local.set $a (call $facet (local.get $row) (i32.const 0) (i32.const 40)))
        (local.set $b (call $facet (local.get $row) (i32.const 40) (i32.const 112)))
        (local.set $c (call $facet (local.get $row) (i32.const 112) (i32.const 152)))
        (local.set $d (call $facet (local.get $row) (i32.const 152) (i32.const 176)))
        ;; Four sums across, one a facet.
        (local.set $ab (i32x4.add
          (i8x16.shuffle 0 1 2 3 4 5 6 7 16 17 18 19 20 21 22 23 (local.get $a) (local.get $b))
          (i8x16.shuffle 8 9 10 11 12 13 14 15 24 25 26 27 28 29 30 31 (local.get $a) (local.get $b))))
        (local.set $cd (i32x4.add
          (i8x16.shuffle 0 1 2 3 4 5 6 7 16 17 18 19 20 21 22 23 (local.get $c) (local.get $d))
          (i8x16.shuffle 8 9 10 11 12 13 14 15 24 25 26 27 28 29 30 31 (local.get $c) (local.get $d))))
        (local.set $a (i32x4.add
          (i8x16.shuffle 0 1 2 3 8 9 10 11 16 17 18 19 24 25 26 27 (local.get $ab) (local.get $cd))
          (i8x16.shuffle 4 5 6 7 12 13 14 15 20 21 22 23 28 29 30 31 (local.get $ab) (local.get $cd))))
        ;; Cosines, where both have something of the facet.
        (local.set $own (f32x4.mul (v128.load offset=176 (local.get $row)) (local.get $weights)))
        (local.set $both (i32.popcnt (i32x4.bitmask (f32x4.gt (local.get $own) (v128.const f32x4 0 0 0 0)))))
        (local.set $a (f32x4.mul (f32x4.convert_i32x4_s (local.get $a)) (local.get $own)))
        (local.set $a (f32x4.add (local.get $a) (i8x16.shuffle 8 9 10 11 12 13 14 15 0 1 2 3 4 5 6 7 (local.get $a) (local.get $a))))
        (if (i32.and
              (f32.ge
                (f32.add (f32x4.extract_lane 0 (local.get $a)) (f32x4.extract_lane 1 (local.get $a)))
                (f32.mul (local.get $least) (f32.convert_i32_u (local.get $both))))
              (i32.gt_u (local.get $both) (i32.const 0)))
          (then
            (i32.store (local.get $out) (local.get $row))
            (local.set $out (i32.add (local.get $out) (i32.const 4)))))
        (local.set $row (i32.add (local.get $row) (i32.const 192)))
        (br_if $rows (i32.lt_u (local.get $row) (local.get $end)))))
    (i32.shr_u (i32.sub (local.get $out) (i32.const 512)) (i32.const 2))))
