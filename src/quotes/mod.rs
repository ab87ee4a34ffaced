//! Floor 3: marks to quotations to attribution: who says it, by which words, how sure, why.

pub mod candidates;
pub mod frame;
pub mod marks;
pub mod reports;
