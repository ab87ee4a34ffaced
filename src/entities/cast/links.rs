//! Whom each use of a name means.

use std::ops::Index;

/// For each use of a name, in the order of the text, the characters it fits: none, one, or several of one surname.
///
/// Uses of the same words fit the same characters, so a list is kept for each group of uses and not for each use: an
/// article has a name in every line, and few names.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Links {
    lists: Vec<Vec<usize>>,
    /// For each use, its list.
    of: Vec<u32>,
}

impl Links {
    /// Links by group: the `lists` of the groups, and for each use its group.
    pub(super) fn new(lists: Vec<Vec<usize>>, of: Vec<u32>) -> Self {
        Links { lists, of }
    }

    /// Lets one use mean one character alone, whatever others of its group mean.
    pub(super) fn set(&mut self, at: usize, who: usize) {
        self.of[at] = self.lists.len() as u32;
        self.lists.push(vec![who]);
    }

    /// The lists from the use with an index on.
    pub fn from(&self, at: usize) -> impl ExactSizeIterator<Item = &[usize]> {
        self.of.get(at..).unwrap_or_default().iter().map(|list| self.lists[*list as usize].as_slice())
    }

    /// All lists, each once.
    pub(super) fn lists(&self) -> &[Vec<usize>] {
        &self.lists
    }
}

impl Index<usize> for Links {
    type Output = [usize];

    fn index(&self, at: usize) -> &[usize] {
        &self.lists[self.of[at] as usize]
    }
}
