//! The exponential function, to the bit the same on every machine.
//!
//! The algorithm is that of Arm's optimized routines, which glibc and musl have: e^x is 2^(k/32) times a little more, and the
//! little more is a polynomial. A program that takes it from the C library has that library's other thousand functions
//! in memory.

/// 2^(i/32) without its exponent: as bits, less what is added for i.
const PARTS: [u64; 32] = [
    0x3ff0_0000_0000_0000,
    0x3fef_d9b0_d315_8574,
    0x3fef_b558_6cf9_890f,
    0x3fef_9301_d012_5b51,
    0x3fef_72b8_3c7d_517b,
    0x3fef_5487_3168_b9aa,
    0x3fef_387a_6e75_6238,
    0x3fef_1e9d_f51f_dee1,
    0x3fef_06fe_0a31_b715,
    0x3fee_f1a7_373a_a9cb,
    0x3fee_dea6_4c12_3422,
    0x3fee_ce08_6061_892d,
    0x3fee_bfda_d536_2a27,
    0x3fee_b42b_569d_4f82,
    0x3fee_ab07_dd48_5429,
    0x3fee_a47e_b03a_5585,
    0x3fee_a09e_667f_3bcd,
    0x3fee_9f75_e8ec_5f74,
    0x3fee_a114_73eb_0187,
    0x3fee_a589_994c_ce13,
    0x3fee_ace5_422a_a0db,
    0x3fee_b737_b0cd_c5e5,
    0x3fee_c491_82a3_f090,
    0x3fee_d503_b23e_255d,
    0x3fee_e89f_995a_d3ad,
    0x3fee_ff76_f2fb_5e47,
    0x3fef_199b_dd85_529c,
    0x3fef_3720_dcef_9069,
    0x3fef_5818_dcfb_a487,
    0x3fef_7c97_337b_9b5f,
    0x3fef_a4af_a2a4_90da,
    0x3fef_d076_5b6e_4540,
];

/// e to the power of a number.
#[inline]
pub fn exp(x: f32) -> f32 {
    const N: f64 = 32.0;
    /// 1.5 · 2^52: what is added to it loses its fraction.
    const SHIFT: f64 = 6_755_399_441_055_744.0;
    if x > 88.722_83 {
        return f32::INFINITY;
    }
    if x < -103.972_08 {
        return 0.0;
    }
    let z = std::f64::consts::LOG2_E * N * f64::from(x);
    let shifted = z + SHIFT;
    let (k, r) = (shifted.to_bits(), z - (shifted - SHIFT));
    let scale = f64::from_bits(PARTS[(k % 32) as usize].wrapping_add(k << 47));
    let high = 0.055_503_615_593_415_35 / N / N / N * r + 0.240_228_452_244_572_2 / N / N;
    let low = 0.693_147_180_691_620_3 / N * r + 1.0;
    ((high * (r * r) + low) * scale) as f32
}

#[cfg(test)]
mod tests {
    use super::exp;

    #[test]
    fn it_is_as_near_as_can_be() {
        for step in -6000..6000_i16 {
            let x = f32::from(step) / 57.0;
            let right = f64::from(x).exp();
            let ulp = f64::from((right as f32).next_up()) - f64::from(right as f32);
            assert!(
                (f64::from(exp(x)) - right).abs() <= 0.51 * ulp || right as f32 == exp(x),
                "e to the power of {x}"
            );
        }
        assert_eq!((exp(0.0), exp(f32::NEG_INFINITY), exp(89.0)), (1.0, 0.0, f32::INFINITY));
        assert!(exp(f32::NAN).is_nan());
    }
}
