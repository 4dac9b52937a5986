//! A list that mostly holds one thing, which then lies where the list itself lies.
//!
//! Linking reads the names and the address of a million records in no order; each list apart from
//! its record would be one more wait for the memory. Invariant: which form a list has shows nowhere.

use std::ops::Deref;

/// One thing, or any other number of them.
#[derive(Clone)]
pub(crate) enum Few<T> {
    One([T; 1]),
    Other(Box<[T]>),
}

impl<T> Deref for Few<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        match self {
            Self::One(one) => one,
            Self::Other(others) => others,
        }
    }
}

impl<T> From<Vec<T>> for Few<T> {
    fn from(list: Vec<T>) -> Self {
        match <[T; 1]>::try_from(list) {
            Ok(one) => Self::One(one),
            Err(others) => Self::Other(others.into()),
        }
    }
}

impl<T> FromIterator<T> for Few<T> {
    fn from_iter<I: IntoIterator<Item = T>>(list: I) -> Self {
        let mut list = list.into_iter();
        match (list.next(), list.next()) {
            (None, _) => Self::Other(Box::default()),
            (Some(one), None) => Self::One([one]),
            (Some(one), Some(other)) => Self::Other([one, other].into_iter().chain(list).collect()),
        }
    }
}

impl<'a, T> IntoIterator for &'a Few<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<T: PartialEq> PartialEq for Few<T> {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_of_any_length_is_given_back_however_it_was_made() {
        for length in 0..4usize {
            let list: Vec<usize> = (0..length).collect();
            let from_iterator: Few<usize> = list.iter().copied().collect();
            assert_eq!(*from_iterator, *list);
            assert!(Few::from(list) == from_iterator);
        }
    }
}
