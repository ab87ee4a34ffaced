//! At most two of something, in place.
//!
//! Where words fit more than one person, what anybody is told of is the likeliest two. Lists of these stand beside every
//! mention and every quotation, and nearly all are empty: kept in place they cost no allocation, and what holds them is
//! copied as it lies when an article moves under an edit.

use std::ops::{Deref, DerefMut};

/// At most two of something, in order.
#[derive(Clone, Copy, Debug, Default)]
pub struct Few<T> {
    items: [T; 2],
    count: u8,
}

impl<T> Deref for Few<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.items[..usize::from(self.count)]
    }
}

impl<T> DerefMut for Few<T> {
    fn deref_mut(&mut self) -> &mut [T] {
        &mut self.items[..usize::from(self.count)]
    }
}

impl<T: PartialEq> PartialEq for Few<T> {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl<T: Default> FromIterator<T> for Few<T> {
    /// The first two; whatever follows is left out.
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        let mut few = Few::default();
        for (place, item) in few.items.iter_mut().zip(items) {
            *place = item;
            few.count += 1;
        }
        few
    }
}

impl<'a, T> IntoIterator for &'a Few<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_after_the_second_is_left_out() {
        let few = |list: &[u8]| list.iter().copied().collect::<Few<u8>>();
        assert!(few(&[]).is_empty());
        assert_eq!(*few(&[3]), [3]);
        assert_eq!(*few(&[3, 1, 2]), [3, 1]);
        assert_ne!(few(&[0]), few(&[0, 0]), "an empty place is no item");
    }
}
