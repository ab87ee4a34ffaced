//! Who goes with whom so that the sum is greatest: the assignment problem, which CEAF asks for each document.

/// The greatest sum of `weights[row][column]` where each row and each column is used at most once.
///
/// The Hungarian method with potentials (Kuhn 1955; Munkres 1957), in O(rows² · columns).
pub(crate) fn greatest_sum(weights: &[Vec<f64>]) -> f64 {
    let columns = weights.first().map_or(0, Vec::len);
    if columns < weights.len() {
        let turned: Vec<Vec<f64>> =
            (0..columns).map(|column| weights.iter().map(|row| row[column]).collect()).collect();
        return if columns == 0 { 0.0 } else { greatest_sum(&turned) };
    }
    // Row and column 0 stand for nobody: rows and columns of the matrix begin at 1.
    let rows = weights.len();
    let (mut row_potential, mut column_potential) = (vec![0.0; rows + 1], vec![0.0; columns + 1]);
    let mut row_of = vec![0; columns + 1];
    for row in 1..=rows {
        row_of[0] = row;
        let mut at = 0;
        let mut slack = vec![f64::INFINITY; columns + 1];
        let mut came_from = vec![0; columns + 1];
        let mut done = vec![false; columns + 1];
        while row_of[at] != 0 {
            done[at] = true;
            let (mut least, mut next) = (f64::INFINITY, 0);
            for column in (1..=columns).filter(|c| !done[*c]) {
                let cost = -weights[row_of[at] - 1][column - 1]
                    - row_potential[row_of[at]]
                    - column_potential[column];
                if cost < slack[column] {
                    (slack[column], came_from[column]) = (cost, at);
                }
                if slack[column] < least {
                    (least, next) = (slack[column], column);
                }
            }
            for column in 0..=columns {
                if done[column] {
                    row_potential[row_of[column]] += least;
                    column_potential[column] -= least;
                } else {
                    slack[column] -= least;
                }
            }
            at = next;
        }
        while at != 0 {
            row_of[at] = row_of[came_from[at]];
            at = came_from[at];
        }
    }
    (1..=columns).filter(|c| row_of[*c] != 0).map(|c| weights[row_of[c] - 1][c - 1]).sum()
}

#[cfg(test)]
mod tests {
    use super::greatest_sum;

    /// All ways of giving rows to columns, one after the other.
    fn by_trying(weights: &[Vec<f64>], used: &mut Vec<bool>) -> f64 {
        let Some((row, rest)) = weights.split_first() else { return 0.0 };
        let mut best = by_trying(rest, used);
        for column in 0..row.len() {
            if !used[column] {
                used[column] = true;
                best = best.max(row[column] + by_trying(rest, used));
                used[column] = false;
            }
        }
        best
    }

    #[test]
    fn the_sum_is_that_of_the_best_of_all_ways() {
        let mut seed = 7_u32;
        let mut random = || {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            f64::from(seed >> 24) / 16.0
        };
        for (rows, columns) in [(1, 1), (3, 3), (2, 5), (5, 2), (4, 6), (5, 5)] {
            for _ in 0..20 {
                let weights: Vec<Vec<f64>> =
                    (0..rows).map(|_| (0..columns).map(|_| random()).collect()).collect();
                let tried = by_trying(&weights, &mut vec![false; columns]);
                assert!((greatest_sum(&weights) - tried).abs() < 1e-9, "{weights:?}");
            }
        }
    }

    #[test]
    fn nobody_goes_with_nobody() {
        assert_eq!(greatest_sum(&[]), 0.0);
        assert_eq!(greatest_sum(&[vec![]]), 0.0);
    }
}
