//! Families of features whose weights are learned, and the names under which a table of weights lists them.
//!
//! A family is a question with a fixed number of answers ("how many sentences in between?"), told apart by further
//! questions if need be ("… of a subject, of an owner"). Each answer is a feature; its number is its line in the table.

/// A family of features.
#[derive(Debug)]
pub struct Entry {
    /// The name of the family.
    pub name: &'static str,
    /// Its values.
    pub values: &'static [&'static str],
    /// What they are told apart by.
    pub by: &'static [&'static [&'static str]],
}

impl Entry {
    /// How many features it has.
    pub const fn len(&self) -> usize {
        let (mut len, mut i) = (self.values.len(), 0);
        while i < self.by.len() {
            len *= self.by[i].len();
            i += 1;
        }
        len
    }

    /// Whether it has none.
    pub const fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// The number of the first feature of each family.
pub const fn starts<const N: usize>(families: &[Entry; N]) -> [usize; N] {
    let mut starts = [0; N];
    let mut i = 1;
    while i < N {
        starts[i] = starts[i - 1] + families[i - 1].len();
        i += 1;
    }
    starts
}

/// The names of all features in the order of their weights: `family=value`, `family=value/side`.
pub fn names(families: &[Entry]) -> Vec<String> {
    let mut names = Vec::new();
    for family in families {
        for i in 0..family.len() {
            let mut name = format!("{}={}", family.name, family.values[i % family.values.len()]);
            let mut rest = i / family.values.len();
            for by in family.by {
                name = format!("{name}/{}", by[rest % by.len()]);
                rest /= by.len();
            }
            names.push(name);
        }
    }
    names
}

/// Declares the families of a table: an enum `Family` with their names, and how to number their features.
macro_rules! families {
    ($($(#[$doc:meta])* $family:ident = $name:literal [$($value:expr),* $(,)?] $(x $by:ident)*;)*) => {
        /// A kind of feature, with as many features as it has values.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Family {
            $($(#[$doc])* $family,)*
        }

        const FAMILIES: [$crate::learned::Entry; [$($name),*].len()] = [
            $($crate::learned::Entry { name: $name, values: &[$($value),*], by: &[$(&$by),*] },)*
        ];

        impl Family {
            /// Its first feature and how many it has.
            fn range(self) -> (usize, usize) {
                const STARTS: [usize; FAMILIES.len()] = $crate::learned::starts(&FAMILIES);
                static LENGTHS: [usize; FAMILIES.len()] = {
                    let (mut lengths, mut i) = ([0; FAMILIES.len()], 0);
                    while i < FAMILIES.len() {
                        lengths[i] = FAMILIES[i].len();
                        i += 1;
                    }
                    lengths
                };
                (STARTS[self as usize], LENGTHS[self as usize])
            }

            /// How many values it has, whatever they are told apart by.
            fn values(self) -> usize {
                FAMILIES[self as usize].values.len()
            }
        }

        /// The names of all features in the order of their weights.
        pub fn names() -> Vec<String> {
            $crate::learned::names(&FAMILIES)
        }
    };
}
pub(crate) use families;

#[cfg(test)]
#[allow(unreachable_pub, reason = "families are declared for other modules")]
mod tests {
    const SIDES: [&str; 2] = ["left", "right"];

    families! {
        /// How many.
        Number = "number" ["one", "two"];
        /// Which colour, on which side.
        Colour = "colour" ["red", "green", "blue"] x SIDES;
        /// How near, on which side, and of how many.
        Near = "near" ["near"] x SIDES x SIDES;
    }

    #[test]
    fn the_features_of_a_family_follow_those_of_the_one_before() {
        assert_eq!(Family::Number.range(), (0, 2));
        assert_eq!(Family::Colour.range(), (2, 6));
        assert_eq!((Family::Near.range(), Family::Near.values()), ((8, 4), 1));
        let names = names();
        assert_eq!(names.len(), 12);
        assert_eq!(
            names[2..8].join(" "),
            "colour=red/left colour=green/left colour=blue/left colour=red/right colour=green/right colour=blue/right"
        );
        assert_eq!(names[9], "near=near/right/left");
    }
}
