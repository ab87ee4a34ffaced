//! What is known of a person at a pronoun that may mean them, and of the pronoun.

use super::case::Case;
use super::site::Counts;

/// By what sort of words somebody is mentioned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mentioned {
    /// By a name.
    Name,
    /// By a description.
    Description,
    /// By a pronoun.
    Pronoun,
}

/// How somebody has spoken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spoken {
    /// Nothing so far, or not last.
    No,
    /// The last quotation in marks is theirs.
    Marked,
    /// The last reporting words are theirs, with or without marks.
    Reported,
    /// Both.
    Both,
}

/// What is known of somebody's gender, compared with that of a pronoun. What is sure and disagrees, nobody weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Evidence {
    /// A declaration, a title or the given name of a full name agrees.
    Sure,
    /// They have been called so by a pronoun.
    Called,
    /// A given name without a surname agrees, or a role.
    Given,
    /// A surname agrees that is a given name as well: `Allen`.
    Surname,
    /// Nothing tells.
    Unknown,
    /// They have been called otherwise by a pronoun.
    CalledOtherwise,
    /// A given name without a surname disagrees, or a role.
    GivenOtherwise,
    /// A surname disagrees that is a given name as well.
    SurnameOtherwise,
}

/// How the article names somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// By a full name, just now.
    Full,
    /// By a part of their full name, just now.
    PartOfFull,
    /// By one word, always.
    Single,
    /// By a description only.
    Unnamed,
}

/// The last mention of somebody in the pronoun's sentence, in front of it.
#[derive(Clone, Copy, Debug)]
pub struct Here {
    /// The part it plays.
    pub case: Case,
    /// What lies between it and the pronoun.
    pub between: Counts,
    /// By which words.
    pub mentioned: Mentioned,
    /// Some mention of theirs comes first in the sentence.
    pub leads: bool,
    /// Some mention of theirs is a subject in the sentence.
    pub subject: bool,
    /// It stands in the phrase that opens the sentence.
    pub opening: bool,
}

/// The first mention by name of somebody in the pronoun's sentence behind it.
#[derive(Clone, Copy, Debug)]
pub struct Ahead {
    /// The part it plays.
    pub case: Case,
    /// What lies between the pronoun and it.
    pub between: Counts,
    /// Others who fit and are named in between.
    pub others: usize,
}

/// The mentions of somebody in the last sentence before the pronoun's that has any.
#[derive(Clone, Copy, Debug)]
pub struct Last {
    /// Sentences in between; 0 for words in marks of the same sentence.
    pub sentences: u32,
    /// Blocks in between: 0 in the same.
    pub blocks: u32,
    /// The best part they play there.
    pub case: Case,
    /// They were the first whom that sentence mentioned.
    pub leads: bool,
    /// By which words, last.
    pub mentioned: Mentioned,
    /// In quotation marks.
    pub quoted: bool,
    /// How often.
    pub times: u32,
}

/// What is known of a person at a pronoun.
#[derive(Clone, Copy, Debug)]
pub struct Standing {
    /// In its sentence, in front of it.
    pub here: Option<Here>,
    /// In its sentence, behind it.
    pub ahead: Option<Ahead>,
    /// In a sentence before.
    pub last: Option<Last>,
    /// How many others who fit play a better part in the last sentence that mentions them.
    pub better: usize,
    /// They were the first person of its block, of the block before.
    pub leads_block: [bool; 2],
    /// How often they were mentioned in its block, in the block before.
    pub block_times: [u32; 2],
    /// Sentences since they were last a subject of the writer's; `None` if they never were.
    pub subject: Option<u32>,
    /// Mentions so far.
    pub times: u32,
    /// Whether nobody was mentioned more often, and if so, whether somebody was as often.
    pub topic: Option<bool>,
    /// How they spoke last.
    pub spoken: Spoken,
    /// That was in the pronoun's block; of both, the quotation in marks counts.
    pub spoke_here: bool,
    /// Others who fit and were mentioned since; `None` if they were not mentioned yet.
    pub rank: Option<usize>,
    /// Sentences since they were last mentioned in quotation marks.
    pub quoted: Option<u32>,
    /// What is known of their gender.
    pub gender: Evidence,
    /// How likely their name is a person's, in 255ths, where it rather is something else's.
    pub odds: Option<u8>,
    /// How they are named.
    pub form: Form,
    /// Sentences since a pronoun of the same gender meant them, if the last one did.
    pub called: Option<u32>,
    /// They were mentioned at the top of the article.
    pub top: bool,
}

/// What is known of the pronoun.
#[derive(Clone, Copy, Debug)]
pub struct Asked {
    /// Where it stands in its sentence.
    pub case: Case,
    /// It is the subject of reporting words.
    pub reports: bool,
    /// Nobody stands before it in its sentence.
    pub leads: bool,
    /// It stands in the phrase that opens its sentence.
    pub opening: bool,
    /// It stands in quotation marks.
    pub quoted: bool,
    /// A pronoun of this gender had nobody to stand for: the text goes on from somewhere else.
    pub orphan: bool,
}
