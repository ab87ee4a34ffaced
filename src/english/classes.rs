// What the word lists know about a word: one bit each. Shared by the program and `build.rs`.
//
// A word may have many classes at once ("report" is a verb, a noun, a document); telling which it is in a
// sentence is the reader's work.

/// the, a, this, his, some
pub const DETERMINER: u64 = 1;
/// of, in, for
pub const PREPOSITION: u64 = 1 << 1;
/// and, but, because, that
pub const CONJUNCTION: u64 = 1 << 2;
/// he, who, it
pub const PRONOUN: u64 = 1 << 3;
/// be, have, do, will and their forms
pub const AUXILIARY: u64 = 1 << 4;
/// also, later; -ly words come by rule
pub const ADVERB: u64 = 1 << 5;
/// ends in -ly and is none
pub const NOT_ADVERB: u64 = 1 << 6;
/// say
pub const VERB_BASE: u64 = 1 << 7;
/// said
pub const VERB_PAST: u64 = 1 << 8;
/// spoken
pub const VERB_PARTICIPLE: u64 = 1 << 9;
/// saying
pub const VERB_ING: u64 = 1 << 10;
/// says
pub const VERB_THIRD: u64 = 1 << 11;
/// table
pub const NOUN: u64 = 1 << 12;
/// the plural of a noun
pub const PLURAL: u64 = 1 << 13;
/// supreme
pub const ADJECTIVE: u64 = 1 << 14;
/// leader
pub const PERSON_NOUN: u64 = 1 << 15;
/// ministry
pub const GROUP_NOUN: u64 = 1 << 16;
/// a reporting verb that is almost always speech
pub const CUE_A: u64 = 1 << 17;
/// a reporting verb that usually is
pub const CUE_B: u64 = 1 << 18;
/// a verb that may frame a quotation
pub const CUE_C: u64 = 1 << 19;
/// takes a that-clause
pub const FRAME_THAT: u64 = 1 << 20;
/// stands beside a direct quotation
pub const FRAME_QUOTE: u64 = 1 << 21;
/// takes an addressee: told REPORTERS
pub const FRAME_OBJECT: u64 = 1 << 22;
/// pledged TO …
pub const FRAME_INFINITIVE: u64 = 1 << 23;
/// described it AS
pub const FRAME_AS: u64 = 1 << 24;
/// criticised THE PLAN
pub const FRAME_NOUN: u64 = 1 << 25;
/// asked WHETHER
pub const FRAME_WHETHER: u64 = 1 << 26;
/// thinks: attitude and not speech
pub const FRAME_BELIEF: u64 = 1 << 27;
/// report, poll: may speak itself
pub const DOCUMENT_NOUN: u64 = 1 << 28;
/// interview: where it was said
pub const EVENT_NOUN: u64 = 1 << 29;
/// claim, warning: speech as a noun
pub const CLAIM_NOUN: u64 = 1 << 30;
/// Sabrina
pub const FIRST_NAME: u64 = 1 << 31;
/// Singh
pub const SURNAME: u64 = 1 << 32;
/// President
pub const TITLE: u64 = 1 << 33;
/// Mr.: never the end of a sentence
pub const ABBREVIATION_MID: u64 = 1 << 34;
/// Inc.: may be the end of one
pub const ABBREVIATION: u64 = 1 << 35;
/// Ministry, Inc.
pub const ORGANISATION_WORD: u64 = 1 << 36;
/// River, County
pub const PLACE_WORD: u64 = 1 << 37;
/// Ukraine
pub const COUNTRY: u64 = 1 << 38;
/// Ukrainian
pub const DEMONYM: u64 = 1 << 39;
/// Ohio
pub const STATE: u64 = 1 << 40;
/// Kyiv
pub const CITY: u64 = 1 << 41;
/// NATO, Pentagon
pub const ORGANISATION: u64 = 1 << 42;
/// he; Mr.; spokesman; John
pub const MASCULINE: u64 = 1 << 43;
/// she; Ms.; spokeswoman; Mary
pub const FEMININE: u64 = 1 << 44;
/// novel, film
pub const WORK_WORD: u64 = 1 << 45;
/// dubbed, titled
pub const NAMING_WORD: u64 = 1 << 46;
/// begins a phrase that the lists know
pub const PHRASE: u64 = 1 << 47;
/// a noun for a person whose other senses are as common: head, star
pub const WEAK_PERSON: u64 = 1 << 48;
/// after, that: opens a clause that hangs on another
pub const SUBORDINATOR: u64 = 1 << 49;
/// he, others: a subject by itself
pub const SUBJECT_PRONOUN: u64 = 1 << 50;
/// de, van: inside a person's name
pub const NAME_PARTICLE: u64 = 1 << 51;
/// himself, once: no listed adverb, yet may stand between a subject and its verb
pub const VERB_INSERTION: u64 = 1 << 52;
/// week, night: last WEEK, Monday NIGHT
pub const TIME_UNIT: u64 = 1 << 53;
/// a noun for a person that says next to nothing: official, spokesman
pub const GENERAL_PERSON: u64 = 1 << 54;
/// his, her, their: owns what follows
pub const POSSESSIVE: u64 = 1 << 55;
/// who, whose, which: opens a clause about what stands before it
pub const RELATIVE: u64 = 1 << 56;
/// noon, Thursday, Sept.: says something about time
pub const TIME_WORD: u64 = 1 << 57;
/// begins reporting words of several: POINTED out
pub const CUE_PHRASE: u64 = 1 << 58;
