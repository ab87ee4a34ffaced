//! What two texts begin and end with.

/// How many bytes two texts have in common at their beginning.
pub(crate) fn common_head(a: &[u8], b: &[u8]) -> usize {
    const STEP: usize = 4096;
    let shorter = a.len().min(b.len());
    let steps = (0..shorter / STEP).take_while(|i| a[i * STEP..][..STEP] == b[i * STEP..][..STEP]).count();
    let from = steps * STEP;
    from + a[from..].iter().zip(&b[from..]).take_while(|(x, y)| x == y).count()
}

/// How many bytes two texts have in common at their end.
pub(crate) fn common_tail(a: &[u8], b: &[u8]) -> usize {
    const STEP: usize = 4096;
    let shorter = a.len().min(b.len());
    let (a, b) = (&a[a.len() - shorter..], &b[b.len() - shorter..]);
    let end = |i: usize| shorter - i * STEP;
    let steps =
        (0..shorter / STEP).take_while(|i| a[..end(*i)][end(i + 1)..] == b[..end(*i)][end(i + 1)..]).count();
    let to = end(steps);
    steps * STEP + a[..to].iter().rev().zip(b[..to].iter().rev()).take_while(|(x, y)| x == y).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_texts_have_in_common_is_found_whatever_their_length(
            head in "[ab]{0,9000}", one in "[ab]{0,3}", other in "[ab]{0,3}", tail in "[ab]{0,9000}",
        ) {
            let (a, b) = (format!("{head}{one}{tail}").into_bytes(), format!("{head}{other}{tail}").into_bytes());
            let plain_head = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
            let plain_tail = a.iter().rev().zip(b.iter().rev()).take_while(|(x, y)| x == y).count();
            prop_assert_eq!(common_head(&a, &b), plain_head);
            prop_assert_eq!(common_tail(&a, &b), plain_tail);
        }
    }
}
