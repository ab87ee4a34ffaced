use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

/// A text that is shared and not changed, in one piece. Cheap to clone.
///
/// Unlike an `Arc<str>` it is made of a [`String`] without another copy, and whoever is the last to have it can make
/// another text of it where it lies.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct SharedText(Arc<String>);

impl SharedText {
    /// The text, to be changed, if nobody else has it.
    pub fn alone(&mut self) -> Option<&mut String> {
        Arc::get_mut(&mut self.0)
    }
}

impl Deref for SharedText {
    type Target = str;

    #[inline]
    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for SharedText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}

impl From<String> for SharedText {
    fn from(text: String) -> Self {
        SharedText(Arc::new(text))
    }
}

impl From<&str> for SharedText {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_changed_by_nobody_but_its_last_owner() {
        let mut text = SharedText::from("Rain fell.");
        let other = text.clone();
        assert!(text.alone().is_none());
        drop(other);
        text.alone().expect("nobody else has it").push('!');
        assert_eq!(&*text, "Rain fell.!");
    }
}
