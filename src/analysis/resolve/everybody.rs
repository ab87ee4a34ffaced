//! Everybody whom a reader of an article knows: the cast, and whoever the article mentions besides.
//!
//! The cast is found once for an article, and every reader shares it: what a reader finds out itself stands beside it.

use crate::article::EntityKind;
use crate::entities::cast::{Cast, Character, sought};
use std::ops::Range;
use std::sync::{Arc, OnceLock};

/// Those of the cast, and behind them, as they come, those who are met without being of it. Cheap to copy.
#[derive(Debug, Default)]
pub(in crate::analysis) struct Everybody {
    cast: Arc<Cast>,
    /// What each is: somebody may turn out to be a person.
    kinds: Vec<EntityKind>,
    met: Vec<Met>,
    /// Those who were met, by their names: made when somebody is first asked for by name.
    by_name: OnceLock<Cast>,
}

/// Somebody who is met in the article: `the officials`, or whom an annotation alone names.
#[derive(Clone, Debug, PartialEq)]
struct Met {
    character: Arc<Character>,
    named: bool,
}

impl Clone for Everybody {
    /// The same people; whoever asks a copy for somebody by name has it find out names itself, since few do.
    fn clone(&self) -> Self {
        let Everybody { cast, kinds, met, .. } = self;
        Everybody { cast: cast.clone(), kinds: kinds.clone(), met: met.clone(), by_name: OnceLock::new() }
    }
}

impl Everybody {
    /// The cast, before anybody is met.
    pub(super) fn of(cast: &Arc<Cast>) -> Self {
        let kinds = cast.characters.iter().map(|character| character.kind).collect();
        Everybody { cast: Arc::clone(cast), kinds, ..Everybody::default() }
    }

    /// The same people where the article has another cast; `now` has the numbers that those of this one have there.
    pub(super) fn in_another(&self, cast: &Arc<Cast>, now: impl Fn(usize) -> Option<usize>) -> Self {
        let mut all = Everybody::of(cast);
        let (of_cast, met) = self.kinds.split_at(self.cast_len());
        for (who, kind) in of_cast.iter().enumerate() {
            if let Some(now) = now(who) {
                all.kinds[now] = *kind;
            }
        }
        all.kinds.extend_from_slice(met);
        Everybody { met: self.met.clone(), ..all }
    }

    /// How many are known.
    pub(in crate::analysis) fn len(&self) -> usize {
        self.kinds.len()
    }

    /// How many of them are of the cast.
    pub(super) fn cast_len(&self) -> usize {
        self.cast.characters.len()
    }

    /// What somebody is called, and what they seemed to be at first.
    pub(super) fn character(&self, who: usize) -> &Character {
        match who.checked_sub(self.cast_len()) {
            None => &self.cast.characters[who],
            Some(met) => &self.met[met].character,
        }
    }

    /// What somebody is called.
    pub(in crate::analysis) fn name(&self, who: usize) -> &str {
        &self.character(who).name
    }

    /// Whether that is a name, and not a description.
    pub(in crate::analysis) fn is_named(&self, who: usize) -> bool {
        who.checked_sub(self.cast_len()).is_none_or(|met| self.met[met].named)
    }

    /// What somebody is.
    pub(in crate::analysis) fn kind(&self, who: usize) -> EntityKind {
        self.kinds[who]
    }

    /// What each is.
    pub(super) fn kinds(&self) -> &[EntityKind] {
        &self.kinds
    }

    /// Learns what somebody is.
    pub(super) fn is(&mut self, who: usize, kind: EntityKind) {
        self.kinds[who] = kind;
    }

    /// Adds somebody who is met, and returns their number.
    pub(super) fn meet(&mut self, character: Character, named: bool) -> usize {
        if let Some(by_name) = self.by_name.get_mut() {
            by_name.add(character.clone());
        }
        self.kinds.push(character.kind);
        self.met.push(Met { character: Arc::new(character), named });
        self.kinds.len() - 1
    }

    /// Takes over those whom others met besides behind the first so many, and what these are.
    pub(super) fn meet_rest_of(&mut self, others: &Everybody, rest: usize) {
        self.by_name = OnceLock::new();
        self.kinds.extend_from_slice(&others.kinds[others.cast_len() + rest..]);
        self.met.extend_from_slice(&others.met[rest..]);
    }

    /// Somebody of this kind and name (or alias), or the only one with that surname.
    pub(super) fn find(&self, kind: EntityKind, name: &str) -> Option<usize> {
        self.find_among(Some(self.met_by_name()), name, |who| self.kinds[who] == kind)
    }

    /// The same of those who have a name: a name in the article's words is not looked for among descriptions.
    pub(super) fn find_named(&self, kind: EntityKind, name: &str) -> Option<usize> {
        let met = self.met.iter().any(|met| met.named).then(|| self.met_by_name());
        self.find_among(met, name, |who| self.kinds[who] == kind && self.is_named(who))
    }

    fn find_among(
        &self,
        met: Option<&Cast>,
        name: &str,
        is_asked_for: impl Fn(usize) -> bool,
    ) -> Option<usize> {
        sought(name, |by, key| {
            let met =
                met.into_iter().flat_map(move |met| met.bearers(by, key)).map(|who| who + self.cast_len());
            self.cast.bearers(by, key).chain(met).filter(|who| is_asked_for(*who))
        })
    }

    fn met_by_name(&self) -> &Cast {
        self.by_name.get_or_init(|| {
            let mut met = Cast::default();
            for somebody in &self.met {
                met.add(Character::clone(&somebody.character));
            }
            met
        })
    }

    /// Who was met, by number.
    pub(super) fn met(&self) -> Range<usize> {
        self.cast_len()..self.len()
    }

    /// Whether somebody of each of two versions is the same but for the words by which they are called.
    pub(super) fn is_same_but_for_words(&self, who: usize, (other, there): (&Everybody, usize)) -> bool {
        let (one, two) = (self.character(who), other.character(there));
        self.kind(who) == other.kind(there)
            && self.is_named(who) == other.is_named(there)
            && (one.kind, one.gender) == (two.kind, two.gender)
    }
}
