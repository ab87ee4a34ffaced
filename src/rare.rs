//! Floor 1: what most have nothing of, kept so that nothing takes the room of a pointer and no more.

use std::ops::Deref;

/// What there is nothing of: an empty list, no annotation.
pub trait Nothing: PartialEq + Sized + 'static {
    /// Nothing of it.
    const NOTHING: &'static Self;
}

/// Something of which there mostly is nothing. It is read as what it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rare<T>(Option<Box<T>>);

impl<T> Default for Rare<T> {
    fn default() -> Self {
        Rare(None)
    }
}

impl<T: Nothing> From<T> for Rare<T> {
    fn from(held: T) -> Self {
        Rare((held != *T::NOTHING).then(|| Box::new(held)))
    }
}

impl<T: Nothing> Deref for Rare<T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.0.as_deref().unwrap_or(T::NOTHING)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    impl Nothing for Vec<u8> {
        const NOTHING: &'static Self = &Vec::new();
    }

    #[test]
    fn nothing_is_read_as_nothing_and_takes_no_room() {
        let (none, some) = (Rare::from(vec![]), Rare::from(vec![1, 2]));
        assert_eq!((none.len(), some.len()), (0, 2));
        assert_eq!(none, Rare::default());
        assert_eq!(size_of_val(&none), size_of::<usize>());
    }
}
