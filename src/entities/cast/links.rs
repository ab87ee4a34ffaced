//! Whom each use of a name means.

use std::ops::{Index, Range};
use std::sync::Arc;

/// For each use of a name, in the order of the text, the characters it fits: none, one, or several of one surname.
///
/// Uses of the same words fit the same characters, so a list is kept for each group of uses and not for each use: an
/// article has a name in every line, and few names.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Links {
    lists: Lists,
    /// For each use, its list.
    of: Arc<[u32]>,
}

impl Links {
    /// Links by group: the `lists` of the groups, and for each use its group.
    pub(super) fn new(lists: Lists, of: Arc<[u32]>) -> Self {
        Links { lists, of }
    }

    /// Lets one use mean one character alone, whatever others of its group mean.
    pub(super) fn set(&mut self, at: usize, who: usize) {
        Arc::make_mut(&mut self.of)[at] = self.lists.len() as u32;
        self.lists.push([who]);
    }

    /// The lists from the use with an index on.
    pub fn from(&self, at: usize) -> impl ExactSizeIterator<Item = &[usize]> {
        self.of.get(at..).unwrap_or_default().iter().map(|list| &self.lists[*list as usize])
    }

    /// Whether some uses mean the same as so many others do, of another version of the article; `same` says of the
    /// characters of two of them whether they are. It is asked once, for most of those that two groups have in common.
    pub fn mean_the_same(
        &self,
        uses: Range<usize>,
        (other, theirs): (&Links, Range<usize>),
        same: impl Fn(&[usize], &[usize]) -> bool,
    ) -> bool {
        let (uses, theirs) = (&self.of[uses], &other.of[theirs]);
        // For each list the one of the other version that was last found to be the same, plus 1.
        let mut known = vec![0; self.lists.len()];
        uses.len() == theirs.len()
            && uses.iter().zip(theirs).all(|(was, is)| {
                let known = &mut known[*was as usize];
                let alike = *known == is + 1 || same(&self.lists[*was as usize], &other.lists[*is as usize]);
                *known = is + 1;
                alike
            })
    }

    /// All lists, each once.
    pub(super) fn lists(&self) -> &Lists {
        &self.lists
    }
}

impl Index<usize> for Links {
    type Output = [usize];

    fn index(&self, at: usize) -> &[usize] {
        &self.lists[self.of[at] as usize]
    }
}

/// Lists of characters, one behind the other.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Lists {
    characters: Vec<usize>,
    /// Where each list ends.
    ends: Vec<u32>,
}

impl Lists {
    /// None yet, and room for so many of mostly one.
    pub(super) fn with_room(lists: usize) -> Self {
        Lists { characters: Vec::with_capacity(lists), ends: Vec::with_capacity(lists) }
    }

    /// Adds a list.
    pub(super) fn push(&mut self, list: impl IntoIterator<Item = usize>) {
        self.push_with(|characters| characters.extend(list));
    }

    /// Adds a list of whatever somebody puts behind the last.
    pub(super) fn push_with(&mut self, put: impl FnOnce(&mut Vec<usize>)) {
        put(&mut self.characters);
        self.ends.push(self.characters.len() as u32);
    }

    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &[usize]> {
        (0..self.len()).map(|list| &self[list])
    }
}

impl Index<usize> for Lists {
    type Output = [usize];

    fn index(&self, list: usize) -> &[usize] {
        let start = list.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.characters[start as usize..self.ends[list] as usize]
    }
}
