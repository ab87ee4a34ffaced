//! Floor 3: marks to quotations to attribution: who says it, by which words, how sure, why.

pub mod attribute;
pub mod candidates;
pub mod features;
pub mod frame;
pub mod indirect;
pub mod marks;
pub mod reports;
pub mod resume;
