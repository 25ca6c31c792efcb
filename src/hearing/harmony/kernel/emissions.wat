;; What the tones of each beat say of 24 triads: the loop of emissions.ts, four roots at once.
;; `bun tools/make-kernel.ts` compiles it into kernel/bytes.ts. All values are 32-bit floats unless said.
;;
;; Memory, in bytes, as kernel.ts fills it:
;;      0  weights of single tones: major then minor, five groups of features each, rows of 24 roots (written twice and
;;         backwards, so that a pitch class is an offset)
;;    960  weights of tones that sound together: eight of major, eight of minor; then the constants of both
;;   1040  the beat's chroma twice, written here
;;   1136  the values of one pitch class for the five groups, written here
;;   2048  chroma: a row of 12 before the first beat, the beats, a row behind the last
;;  51296  bass: a row of 12 a beat
;; 100448  out: a row of 26 a beat: 24 triads, no chord, the largest of them
;; 206944  out: the sum of exp(score - largest) a beat
(module
  (memory (export "memory") 4)

  ;; e to the x for x up to 0, to some 1e-7 (range reduction as in Cephes, a polynomial of degree 6)
  (func $exp (param $x v128) (result v128) (local $n v128) (local $p v128)
    (local.set $x (f32x4.max (local.get $x) (f32x4.splat (f32.const -87))))
    (local.set $n (f32x4.nearest (f32x4.mul (local.get $x) (f32x4.splat (f32.const 1.44269504)))))
    (local.set $x (f32x4.sub
      (f32x4.sub (local.get $x) (f32x4.mul (local.get $n) (f32x4.splat (f32.const 0.693359375))))
      (f32x4.mul (local.get $n) (f32x4.splat (f32.const -2.12194440e-4)))))
    (local.set $p (f32x4.splat (f32.const 1.388888889e-3)))
    (local.set $p (f32x4.add (f32x4.mul (local.get $p) (local.get $x)) (f32x4.splat (f32.const 8.333333333e-3))))
    (local.set $p (f32x4.add (f32x4.mul (local.get $p) (local.get $x)) (f32x4.splat (f32.const 4.166666667e-2))))
    (local.set $p (f32x4.add (f32x4.mul (local.get $p) (local.get $x)) (f32x4.splat (f32.const 0.1666666667))))
    (local.set $p (f32x4.add (f32x4.mul (local.get $p) (local.get $x)) (f32x4.splat (f32.const 0.5))))
    (local.set $p (f32x4.add (f32x4.mul (local.get $p) (local.get $x)) (f32x4.splat (f32.const 1))))
    (local.set $p (f32x4.add (f32x4.mul (local.get $p) (local.get $x)) (f32x4.splat (f32.const 1))))
    (f32x4.mul (local.get $p)
      (i32x4.shl (i32x4.add (i32x4.trunc_sat_f32x4_s (local.get $n)) (i32x4.splat (i32.const 127))) (i32.const 23))))

  ;; What four roots have of tones that sound together, for one third: `$w` is where the weights of its quality begin
  (func $together (param $own v128) (param $third v128) (param $fifth v128) (param $low v128) (param $above v128)
                  (param $both v128) (param $w i32) (result v128) (local $lower v128) (local $triad v128) (local $sum v128)
    (local.set $lower (f32x4.min (local.get $own) (local.get $third)))
    (local.set $triad (f32x4.min (local.get $lower) (local.get $fifth)))
    (local.set $sum (v128.and
      (f32x4.gt (local.get $third) (f32x4.splat (f32.const 0.05)))
      (v128.load32_splat offset=24 (local.get $w))))
    (local.set $sum (f32x4.add (local.get $sum) (f32x4.mul (local.get $triad) (v128.load32_splat (local.get $w)))))
    (local.set $sum (f32x4.add (local.get $sum) (f32x4.mul (local.get $lower) (v128.load32_splat offset=4 (local.get $w)))))
    (local.set $sum (f32x4.add (local.get $sum)
      (f32x4.mul (f32x4.min (local.get $third) (local.get $fifth)) (v128.load32_splat offset=8 (local.get $w)))))
    (local.set $sum (f32x4.add (local.get $sum)
      (f32x4.mul (f32x4.min (local.get $own) (local.get $fifth)) (v128.load32_splat offset=12 (local.get $w)))))
    (local.set $sum (f32x4.add (local.get $sum)
      (f32x4.mul (f32x4.min (local.get $low) (local.get $third)) (v128.load32_splat offset=16 (local.get $w)))))
    (local.set $sum (f32x4.add (local.get $sum)
      (f32x4.mul (f32x4.min (local.get $triad) (local.get $above)) (v128.load32_splat offset=20 (local.get $w)))))
    (f32x4.add (local.get $sum) (f32x4.mul (local.get $both) (v128.load32_splat offset=28 (local.get $w)))))

  (func (export "score") (param $beats i32)
    (local $beat i32) (local $row i32) (local $bass i32) (local $out i32) (local $at i32) (local $w i32) (local $group i32) (local $value v128)
    (local $a0 v128) (local $a1 v128) (local $a2 v128) (local $b0 v128) (local $b1 v128) (local $b2 v128) (local $none f32)
    (local $own v128) (local $third v128) (local $small v128) (local $fifth v128) (local $seventh v128) (local $both v128) (local $low v128)
    (local $share f32) (local $below f32) (local $before f32) (local $behind f32) (local $top f32) (local $sum v128)
    (local.set $row (i32.const 2096)) (local.set $bass (i32.const 51296)) (local.set $out (i32.const 100448))
    (loop $beats
      ;; the chroma twice; three tones or more that sound say that there is a chord
      (local.set $a0 (v128.load (local.get $row))) (local.set $a1 (v128.load offset=16 (local.get $row)))
      (local.set $a2 (v128.load offset=32 (local.get $row)))
      (v128.store (i32.const 1040) (local.get $a0)) (v128.store (i32.const 1056) (local.get $a1)) (v128.store (i32.const 1072) (local.get $a2))
      (v128.store (i32.const 1088) (local.get $a0)) (v128.store (i32.const 1104) (local.get $a1)) (v128.store (i32.const 1120) (local.get $a2))
      (local.set $value (f32x4.splat (f32.const 0.25)))
      (local.set $none (select (f32.const -4) (f32.const 0) (i32.ge_u (i32.add (i32.add
        (i32.popcnt (i32x4.bitmask (f32x4.ge (local.get $a0) (local.get $value))))
        (i32.popcnt (i32x4.bitmask (f32x4.ge (local.get $a1) (local.get $value)))))
        (i32.popcnt (i32x4.bitmask (f32x4.ge (local.get $a2) (local.get $value))))) (i32.const 3))))
      ;; tones that sound together, four roots at a time; sums go to the row of the beat
      (local.set $at (i32.const 0))
      (loop $roots
        (local.set $own (v128.load offset=1040 (local.get $at)))
        (local.set $small (v128.load offset=1052 (local.get $at)))
        (local.set $third (v128.load offset=1056 (local.get $at)))
        (local.set $fifth (v128.load offset=1068 (local.get $at)))
        (local.set $seventh (v128.load offset=1080 (local.get $at)))
        (local.set $low (v128.load (i32.add (local.get $bass) (local.get $at))))
        (local.set $both (f32x4.min (local.get $third) (local.get $small)))
        (v128.store (i32.add (local.get $out) (local.get $at)) (f32x4.add (v128.load32_splat (i32.const 1024))
          (call $together (local.get $own) (local.get $third) (local.get $fifth) (local.get $low)
            (f32x4.max (local.get $seventh) (v128.load offset=1084 (local.get $at))) (local.get $both) (i32.const 960))))
        (v128.store offset=48 (i32.add (local.get $out) (local.get $at)) (f32x4.add (v128.load32_splat (i32.const 1028))
          (call $together (local.get $own) (local.get $small) (local.get $fifth) (local.get $low)
            (local.get $seventh) (local.get $both) (i32.const 992))))
        (br_if $roots (i32.lt_u (local.tee $at (i32.add (local.get $at) (i32.const 16))) (i32.const 48))))
      (local.set $a0 (v128.load (local.get $out))) (local.set $a1 (v128.load offset=16 (local.get $out)))
      (local.set $a2 (v128.load offset=32 (local.get $out))) (local.set $b0 (v128.load offset=48 (local.get $out)))
      (local.set $b1 (v128.load offset=64 (local.get $out))) (local.set $b2 (v128.load offset=80 (local.get $out)))
      ;; single tones: five groups of features of each pitch class
      (local.set $at (i32.const 0))
      (loop $pitches
        (local.set $share (f32.load (i32.add (local.get $row) (local.get $at))))
        (local.set $below (f32.load (i32.add (local.get $bass) (local.get $at))))
        (local.set $before (f32.load (i32.sub (i32.add (local.get $row) (local.get $at)) (i32.const 48))))
        (local.set $behind (f32.load offset=48 (i32.add (local.get $row) (local.get $at))))
        (if (f32.gt (f32.add (f32.add (local.get $share) (local.get $below)) (f32.add (local.get $before) (local.get $behind))) (f32.const 0))
          (then
            (f32.store (i32.const 1136) (local.get $share)) (f32.store (i32.const 1140) (f32.sqrt (local.get $share)))
            (f32.store (i32.const 1144) (local.get $below)) (f32.store (i32.const 1148) (local.get $before))
            (f32.store (i32.const 1152) (local.get $behind))
            (local.set $w (i32.sub (i32.const 48) (local.get $at)))
            (local.set $group (i32.const 1136))
            (loop $groups
              (local.set $value (v128.load32_splat (local.get $group)))
              (local.set $a0 (f32x4.add (local.get $a0) (f32x4.mul (local.get $value) (v128.load offset=0 (local.get $w)))))
              (local.set $a1 (f32x4.add (local.get $a1) (f32x4.mul (local.get $value) (v128.load offset=16 (local.get $w)))))
              (local.set $a2 (f32x4.add (local.get $a2) (f32x4.mul (local.get $value) (v128.load offset=32 (local.get $w)))))
              (local.set $b0 (f32x4.add (local.get $b0) (f32x4.mul (local.get $value) (v128.load offset=480 (local.get $w)))))
              (local.set $b1 (f32x4.add (local.get $b1) (f32x4.mul (local.get $value) (v128.load offset=496 (local.get $w)))))
              (local.set $b2 (f32x4.add (local.get $b2) (f32x4.mul (local.get $value) (v128.load offset=512 (local.get $w)))))
              (local.set $w (i32.add (local.get $w) (i32.const 96)))
              (br_if $groups (i32.lt_u (local.tee $group (i32.add (local.get $group) (i32.const 4))) (i32.const 1156))))
          ))
        (br_if $pitches (i32.lt_u (local.tee $at (i32.add (local.get $at) (i32.const 4))) (i32.const 48))))
      (v128.store (local.get $out) (local.get $a0)) (v128.store offset=16 (local.get $out) (local.get $a1))
      (v128.store offset=32 (local.get $out) (local.get $a2)) (v128.store offset=48 (local.get $out) (local.get $b0))
      (v128.store offset=64 (local.get $out) (local.get $b1)) (v128.store offset=80 (local.get $out) (local.get $b2))
      (f32.store offset=96 (local.get $out) (local.get $none))
      ;; the largest, and the sum of the rest in parts of it
      (local.set $value (f32x4.max (f32x4.max (f32x4.max (local.get $a0) (local.get $a1)) (f32x4.max (local.get $a2) (local.get $b0)))
        (f32x4.max (local.get $b1) (local.get $b2))))
      (local.set $top (f32.max (f32.max (f32.max (f32x4.extract_lane 0 (local.get $value)) (f32x4.extract_lane 1 (local.get $value)))
        (f32.max (f32x4.extract_lane 2 (local.get $value)) (f32x4.extract_lane 3 (local.get $value)))) (local.get $none)))
      (f32.store offset=100 (local.get $out) (local.get $top))
      (local.set $value (f32x4.splat (local.get $top)))
      (local.set $sum (f32x4.add (f32x4.add
        (f32x4.add (call $exp (f32x4.sub (local.get $a0) (local.get $value))) (call $exp (f32x4.sub (local.get $a1) (local.get $value))))
        (f32x4.add (call $exp (f32x4.sub (local.get $a2) (local.get $value))) (call $exp (f32x4.sub (local.get $b0) (local.get $value)))))
        (f32x4.add (call $exp (f32x4.sub (local.get $b1) (local.get $value))) (call $exp (f32x4.sub (local.get $b2) (local.get $value))))))
      (f32.store offset=206944 (i32.shl (local.get $beat) (i32.const 2))
        (f32.add (f32.add (f32.add (f32x4.extract_lane 0 (local.get $sum)) (f32x4.extract_lane 1 (local.get $sum)))
          (f32.add (f32x4.extract_lane 2 (local.get $sum)) (f32x4.extract_lane 3 (local.get $sum))))
          (f32x4.extract_lane 0 (call $exp (f32x4.splat (f32.sub (local.get $none) (local.get $top)))))))
      (local.set $row (i32.add (local.get $row) (i32.const 48))) (local.set $bass (i32.add (local.get $bass) (i32.const 48)))
      (local.set $out (i32.add (local.get $out) (i32.const 104)))
      (br_if $beats (i32.lt_u (local.tee $beat (i32.add (local.get $beat) (i32.const 1))) (local.get $beats)))))
)
