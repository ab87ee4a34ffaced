//! Softmax over answers that are sums of weights, and how the weights are learnt.

/// A question whose right answers are known: for each answer, its features and whether it is right.
pub(crate) struct Question {
    /// The features of each answer.
    pub(crate) answers: Vec<Vec<u16>>,
    /// Which answers are right.
    pub(crate) right: Vec<bool>,
}

/// How the weights are learnt.
pub(crate) struct Learning {
    /// Passes over the questions.
    pub(crate) passes: usize,
    /// Step size of AdaGrad.
    pub(crate) step: f32,
    /// The penalty on the square of a weight, for each question.
    pub(crate) penalty: f32,
}

/// The probability of each answer.
pub(crate) fn probabilities(question: &Question, weights: &[f32]) -> Vec<f32> {
    let scores: Vec<f32> =
        question.answers.iter().map(|a| a.iter().map(|f| weights[*f as usize]).sum()).collect();
    let most = scores.iter().copied().fold(f32::MIN, f32::max);
    let exponents: Vec<f32> = scores.iter().map(|s| (s - most).exp()).collect();
    let sum: f32 = exponents.iter().sum();
    exponents.iter().map(|e| e / sum).collect()
}

/// The likeliest answer.
pub(crate) fn best(question: &Question, weights: &[f32]) -> usize {
    let all = probabilities(question, weights);
    (0..all.len()).max_by(|a, b| all[*a].total_cmp(&all[*b])).unwrap_or(0)
}

/// Maximises the likelihood of the right answers by AdaGrad. The order of the questions is fixed, so the same
/// questions give the same weights.
pub(crate) fn fit(questions: &[&Question], count: usize, learning: &Learning) -> Vec<f32> {
    let (mut weights, mut squares) = (vec![0.0f32; count], vec![1e-6f32; count]);
    // The mean over the second half of the passes forgets which questions came last.
    let (mut sums, mut summed) = (vec![0.0f64; count], 0u32);
    // A fixed stride visits every question once a pass in an order that no article's neighbours share.
    let stride = (questions.len() * 5 / 8..).find(|s| coprime(*s, questions.len())).unwrap_or(1);
    let mut at = 0;
    for turn in 0..learning.passes * questions.len() {
        if turn % questions.len() == 0 && turn >= learning.passes / 2 * questions.len() {
            sums.iter_mut().zip(&weights).for_each(|(sum, weight)| *sum += f64::from(*weight));
            summed += 1;
        }
        at = (at + stride) % questions.len();
        let question = questions[at];
        let all = probabilities(question, &weights);
        let right: f32 = all.iter().zip(&question.right).filter(|(_, r)| **r).map(|(p, _)| p).sum();
        for (index, answer) in question.answers.iter().enumerate() {
            let wanted = if question.right[index] { all[index] / right.max(1e-6) } else { 0.0 };
            for feature in answer {
                let i = *feature as usize;
                let gradient = wanted - all[index] - learning.penalty * weights[i];
                squares[i] += gradient * gradient;
                weights[i] += learning.step * gradient / squares[i].sqrt();
            }
        }
    }
    sums.iter().map(|sum| (sum / f64::from(summed)) as f32).collect()
}

/// Whether steps of `stride` around a ring of `len` places come to all of them.
fn coprime(stride: usize, len: usize) -> bool {
    let (mut a, mut b) = (stride, len);
    while b > 0 {
        (a, b) = (b, a % b);
    }
    a == 1
}
