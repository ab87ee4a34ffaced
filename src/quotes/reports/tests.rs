use super::*;
use crate::english::tokens;
use crate::quotes::frame::{frame, is_nickname, settle_apostrophes};
use crate::quotes::marks::pair;

/// Each report as `said by "Ana Ruiz" (before)`, in the order in which they are found.
fn read(text: &str) -> String {
    let mut cut = tokens(text);
    let marks = pair(text, &cut, &[], None);
    settle_apostrophes(&mut cut, &marks);
    let frame = frame(text, &cut, &marks, |s| is_nickname(text, &cut, s));
    let span = |first: usize, last: usize| {
        Span::new(frame.tokens[first].span.start, frame.tokens[last].span.end).of(text)
    };
    let shown = |report: &Report| {
        let cue = span(report.cue.0, report.cue.1);
        let not = if report.negated { "not " } else { "" };
        let by = report.subject.map_or("nobody".to_owned(), |s| format!("{:?}", span(s.first, s.last)));
        format!("{not}{cue} by {by} ({})", format!("{:?}", report.by).to_lowercase())
    };
    reports(text, &frame).iter().map(shown).collect::<Vec<_>>().join("; ")
}

/// Compares each sentence with its reports, and shows all that differ at once.
#[track_caller]
fn table(rows: &[(&str, &str)]) {
    let wrong: Vec<String> = (rows.iter().map(|(text, wanted)| (text, wanted, read(text))))
        .filter(|(_, wanted, got)| got != *wanted)
        .map(|(text, wanted, got)| format!("{text}\n  wanted: {wanted}\n  got:    {got}"))
        .collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn the_subject_stands_right_before_the_verb() {
    table(&[
        ("Ruiz said the bridge would stay.", r#"said by "Ruiz" (before)"#),
        ("The mayor of the town warned that it was late.", r#"warned by "The mayor of the town" (before)"#),
        (
            "Deputy Mayor Ana Ruiz has also told reporters that.",
            r#"told by "Deputy Mayor Ana Ruiz" (before)"#,
        ),
        ("Ruiz on Tuesday said no.", r#"said by "Ruiz" (before)"#),
        ("Ruiz last week announced a vote.", r#"announced by "Ruiz" (before)"#),
        ("She claims that it is old.", r#"claims by "She" (before)"#),
        ("They claim that it is old.", r#"claim by "They" (before)"#),
    ]);
}

#[test]
fn auxiliaries_and_chained_verbs_may_come_between() {
    table(&[
        ("Ruiz went on to say it was late.", r#"went on to say by "Ruiz" (before)"#),
        ("Ruiz did not say why.", r#"not say by "Ruiz" (before)"#),
        ("Ruiz declined to say why.", r#"declined by "Ruiz" (before); not say by "Ruiz" (before)"#),
        ("Ruiz never said that.", r#"not said by "Ruiz" (before)"#),
    ]);
}

#[test]
fn nouns_are_no_reports() {
    table(&[
        ("The claims are old.", ""),
        ("Here are the police reports.", ""),
        ("It was a so-called plan.", ""),
        ("The report is long.", ""),
        ("Three demands remain on the table.", ""),
        ("It came with a stated aim.", ""),
    ]);
}

#[test]
fn what_is_set_off_is_stepped_over() {
    table(&[
        ("Ruiz, the mayor, said no.", r#"said by "Ruiz" (apposition)"#),
        ("Ana Ruiz, a teacher from Dayton, Ohio, said no.", r#"said by "Ana Ruiz" (apposition)"#),
        ("Bo Park, 43, told the court so.", r#"told by "Bo Park" (apposition)"#),
        ("Ruiz — who won in May — said no.", r#"said by "Ruiz" (apposition)"#),
        ("Ruiz (R-Texas) said no.", r#"said by "Ruiz" (before)"#),
        ("On Monday, Ruiz said no.", r#"said by "Ruiz" (before)"#),
    ]);
}

#[test]
fn who_stands_for_the_phrase_before_it() {
    table(&[
        ("Ruiz, who said no, left.", r#"said by "Ruiz" (relative)"#),
        ("A man who said no is old.", r#"said by "A man" (relative)"#),
        ("Ruiz (D), who said no, left.", r#"said by "Ruiz" (relative)"#),
        ("Who said that?", "said by nobody (nobody)"),
    ]);
}

#[test]
fn a_verb_shares_the_subject_of_an_earlier_one() {
    table(&[
        ("Ruiz nodded and said no.", r#"nodded by "Ruiz" (before); said by "Ruiz" (elided)"#),
        ("Ruiz stood up, saying it was late.", r#"saying by "Ruiz" (elided)"#),
        ("Calling it late, Ruiz left.", r#"Calling by "Ruiz" (elided)"#),
        (
            "Ruiz said it was late and added that it hurt.",
            r#"said by "Ruiz" (before); added by "Ruiz" (elided)"#,
        ),
    ]);
}

#[test]
fn the_subject_may_stand_behind_the_verb() {
    table(&[
        ("“It stays,” said Ruiz.", r#"said by "Ruiz" (inverted)"#),
        ("“Why?” asked the mayor of the town.", r#"asked by "the mayor of the town" (inverted)"#),
        ("It stays, said Ana Ruiz, the mayor.", r#"said by "Ana Ruiz" (inverted)"#),
        ("“It stays,” Ruiz said.", r#"said by "Ruiz" (before)"#),
    ]);
}

#[test]
fn an_agent_does_what_a_passive_says() {
    table(&[
        ("It was described by Ruiz as late.", r#"described by "Ruiz" (agent)"#),
        ("The plan was denounced by critics.", r#"denounced by "critics" (agent)"#),
        ("Ruiz was praised by the mayor of the town.", r#"praised by "the mayor of the town" (agent)"#),
        ("Ruiz said by phone that it stays.", r#"said by "Ruiz" (before)"#),
    ]);
}

#[test]
fn a_passive_without_an_agent_is_by_nobody() {
    table(&[
        ("It was reported that the bridge fell.", "reported by nobody (nobody)"),
        ("The plan was described as late.", "described by nobody (nobody)"),
        ("Nothing has been announced.", "announced by nobody (nobody)"),
        ("Ruiz was quoted as saying no.", r#"was quoted as saying by "Ruiz" (before)"#),
    ]);
}

#[test]
fn nouns_for_speech_belong_to_somebody() {
    table(&[
        ("Ruiz’s claim that it is old is old.", r#"claim by "Ruiz" (possessor)"#),
        ("His warning was old.", r#"warning by "His" (possessor)"#),
        ("A statement by the ministry is due.", r#"statement by "the ministry" (possessor)"#),
        ("A statement is due.", ""),
        ("The warning came late.", ""),
    ]);
}

#[test]
fn according_to_names_the_source() {
    table(&[
        ("According to Ruiz, it is old.", r#"According to by "Ruiz" (accordingto)"#),
        (
            "It is old, according to the mayor of the town.",
            r#"according to by "the mayor of the town" (accordingto)"#,
        ),
        ("It is old, according to a report.", r#"according to by "a report" (accordingto)"#),
        ("The men were seated according to rank.", r#"according to by "rank" (accordingto)"#),
    ]);
}

#[test]
fn a_label_names_the_speaker_of_what_follows() {
    table(&[
        ("RUIZ: It is late.", r#": by "RUIZ" (label)"#),
        ("Sen. Ana Ruiz (D): “It is late.”", r#": by "Sen. Ana Ruiz" (label)"#),
        ("Ruiz: Bridge ‘Will Stand’", r#": by "Ruiz" (label)"#),
        ("Ana Ruiz\n“It is late.”", r#"Ruiz by "Ana Ruiz" (label)"#),
        (
            "The polls were right – Ana Ruiz: “It is late.”",
            r#": by "Ana Ruiz" (label); were by "The polls" (bare)"#,
        ),
        ("Ingredients: flour and salt.", ""),
    ]);
}

#[test]
fn a_colon_hands_over_to_the_subject_of_its_sentence() {
    table(&[
        ("Ruiz was blunt: “It is late.”", r#": by "Ruiz" (colon)"#),
        ("The mayor shrugged: “Why not?”", r#"shrugged by "The mayor" (before)"#),
        ("The mayor had a motto: “Why not?”", r#": by "The mayor" (colon)"#),
        ("Ruiz had only one thing in mind: “It is late.”", r#": by "Ruiz" (colon)"#),
        ("Ruiz said: “It is late.”", r#"said by "Ruiz" (before)"#),
        ("Ruiz bought three things: flour, salt and a pan.", ""),
    ]);
}

#[test]
fn a_signature_stands_behind_the_quotation() {
    table(&[
        ("“It is late.” — Ana Ruiz, teacher", r#"— by "Ana Ruiz" (signature)"#),
        ("“It is late.”\nAna Ruiz", r#"Ana by "Ana Ruiz" (signature)"#),
        ("“It is late” — and Ruiz stood up.", r#"stood by "Ruiz" (bare)"#),
        ("— Ana Ruiz", r#"— by "Ana Ruiz" (signature)"#),
    ]);
}

#[test]
fn other_verbs_count_only_where_there_is_speech() {
    table(&[
        ("Ruiz shook her head. “It is late.”", r#"shook by "Ruiz" (bare)"#),
        ("The mayor was calm. “It is late.”", r#"was by "The mayor" (bare)"#),
        ("“It is late.” Ruiz stood up and left.", r#"stood by "Ruiz" (bare)"#),
        ("Ruiz shook her head.", ""),
    ]);
}

#[test]
fn whatever_is_told_of_the_subject_is_stepped_over() {
    table(&[
        (
            "Ruiz, a teacher who is now head of the port, which is closed, said no.",
            r#"closed by nobody (nobody); said by "Ruiz" (apposition)"#,
        ),
        ("Ruiz, 30, of Bath, Ohio, who was there, said no.", r#"said by "Ruiz" (apposition)"#),
        ("Ruiz (D), head of the board, said no.", r#"said by "Ruiz" (apposition)"#),
        ("Ruiz, a teacher from Bath, South Carolina, told her.", r#"told by "Ruiz" (apposition)"#),
        ("Later, the mayor, a Democrat, said no.", r#"said by "the mayor" (apposition)"#),
        ("Ruiz, who runs the port said no.", r#"said by "Ruiz" (before)"#),
        ("Ruiz, chairman of the port said no.", r#"said by "Ruiz" (before)"#),
        ("Ruiz, the woman who runs the port said no.", r#"said by "Ruiz" (before)"#),
        ("Ruiz, during a visit to Bath, Ohio, said no.", r#"said by "Ruiz" (apposition)"#),
        ("After winning Ohio, Ana Ruiz (D), said no.", r#"said by "Ana Ruiz" (apposition)"#),
        ("Ms. Billy said no.", r#"said by "Ms. Billy" (before)"#),
        ("Bo van der Park said no.", r#"said by "Bo van der Park" (before)"#),
    ]);
}

#[test]
fn what_hangs_on_the_subject_is_not_the_subject() {
    table(&[
        ("A source familiar with the plan said no.", r#"said by "A source familiar with the plan" (before)"#),
        (
            "One official inside the ministry said no.",
            r#"said by "One official inside the ministry" (before)"#,
        ),
        ("Hundreds of fans said no.", r#"said by "Hundreds of fans" (before)"#),
        ("Someone in the crowd said no.", r#"said by "Someone in the crowd" (before)"#),
        ("Source close to the plan said no.", r#"said by "Source close to the plan" (before)"#),
        ("She and other aides said no.", r#"said by "She and other aides" (before)"#),
        (
            "The nominee for the Nov. 8 election said no.",
            r#"said by "The nominee for the Nov. 8 election" (before)"#,
        ),
        ("“No,” said Post bureau chief Ana Ruiz.", r#"said by "Post bureau chief Ana Ruiz" (inverted)"#),
        ("“No,” said Navy 1st Lt. Ana Ruiz.", r#"said by "Navy 1st Lt. Ana Ruiz" (inverted)"#),
        ("Ruiz and her aides said no.", r#"said by "Ruiz and her aides" (before)"#),
        ("“No,” said a Bath student.", r#"said by "a Bath student" (inverted)"#),
    ]);
}

#[test]
fn a_claim_has_an_owner_over_what_describes_it() {
    table(&[
        (
            "Ruiz’s long-awaited claim that it is “late” stood.",
            r#"claim by "Ruiz" (possessor); is by "it" (bare)"#,
        ),
        (
            "His recent baseless claim that it is “late” stood.",
            r#"claim by "His" (possessor); is by "it" (bare)"#,
        ),
    ]);
}

#[test]
fn in_a_headline_every_word_has_a_capital() {
    table(&[
        ("Ana Ruiz Says Bridge Is ‘Lost’", r#"Says by "Ana Ruiz" (before)"#),
        ("Bridge Is ‘Lost,’ Ana Ruiz Says", r#"Says by "Ana Ruiz" (before)"#),
        ("Full transcript:", r#": by "Full transcript" (colon)"#),
        ("More from Ana Ruiz: “No.”", r#": by "Ana Ruiz" (label)"#),
        ("Full transcript as follows:", r#": by "Full transcript" (colon)"#),
        ("Ruiz on the Bridge: ‘It Is Lost’", r#": by "Ruiz" (label)"#),
        ("The firm Says Ltd. said no.", r#"said by "The firm Says Ltd." (before)"#),
    ]);
}

#[test]
fn a_participle_behind_other_words_has_the_subject_of_the_sentence() {
    table(&[
        ("The mayor left no doubt of it, saying it was late.", r#"saying by "The mayor" (elided)"#),
        ("As Ana Ruiz, author of “The Long Road,” put it, “it is late.”", r#"put it by "Ana Ruiz" (elided)"#),
    ]);
}

#[test]
fn a_verb_that_is_a_noun_too_shows_by_what_follows() {
    table(&[
        ("The former mayor calls it a loss.", r#"calls by "The former mayor" (before)"#),
        ("Another notes her work.", r#"notes by "Another" (before)"#),
        ("Ruiz promises to “end” it.", r#"promises by "Ruiz" (before)"#),
        ("“It is lost,” a notice on the door states.", r#"states by "a notice on the door" (before)"#),
        ("The report calls for help.", r#"calls for by "The report" (before)"#),
    ]);
}

#[test]
fn what_readers_found_misread() {
    table(&[
        ("The mayor resigned after the governor said no.", r#"said by "the governor" (before)"#),
        ("Ruiz, the lawyer said, lied.", r#"said by "the lawyer" (before); lied by "Ruiz" (apposition)"#),
        (
            "“It is late,” Ruiz said, citing police reports.",
            r#"said by "Ruiz" (before); citing by "Ruiz" (elided)"#,
        ),
        (
            "Ruiz’s lawyer denied claims that it is “late”.",
            r#"denied by "Ruiz’s lawyer" (before); is by "it" (bare)"#,
        ),
        (
            "Ruiz’s statement from prison called it “late”.",
            r#"statement by "Ruiz" (possessor); called by "Ruiz’s statement from prison" (before)"#,
        ),
        (
            "Calling Ruiz a liar, the mayor, a Democrat, said no.",
            r#"Calling by "the mayor" (elided); said by "the mayor" (apposition)"#,
        ),
        (
            "A postcard from Paris: “Wish you were here.”",
            r#"postcard by "Paris" (possessor); : by "Paris" (colon)"#,
        ),
        ("Every Friday police said no.", r#"said by "police" (before)"#),
        ("After the vote ten Bath students said no.", r#"said by "ten Bath students" (before)"#),
    ]);
}

#[test]
fn a_participle_tells_of_the_subject_in_front_of_it() {
    table(&[
        (
            "A letter obtained by the Herald warns that it is late.",
            r#"warns by "A letter obtained by the Herald" (before)"#,
        ),
        (
            "A newspaper owned by Ruiz reported that it was late.",
            r#"reported by "A newspaper owned by Ruiz" (before)"#,
        ),
        ("Ruiz said in May that it was late.", r#"said by "Ruiz" (before)"#),
    ]);
}

#[test]
fn a_time_may_stand_before_the_verb_and_a_capital_is_no_adverb() {
    table(&[
        ("The ministry two weeks ago said no.", r#"said by "The ministry" (before)"#),
        ("The ministry less than two weeks ago said no.", r#"said by "The ministry" (before)"#),
        ("“No,” West said.", r#"said by "West" (before)"#),
    ]);
}

#[test]
fn to_continues_what_somebody_does_or_was_urged_to_do() {
    table(&[
        ("Ruiz urged Lee to say no.", r#"urged by "Ruiz" (before); say by "Lee" (before)"#),
        ("Ruiz took to the radio to announce a vote.", r#"announce by "Ruiz" (elided)"#),
    ]);
}

#[test]
fn whoever_stands_behind_a_transitive_verb_is_its_object() {
    table(&[
        ("Ana Ruiz, the mayor, ripped Bo Lee for the plan.", r#"ripped by "Ana Ruiz" (apposition)"#),
        ("It was late, said Bo Lee, the mayor.", r#"said by "Bo Lee" (inverted)"#),
        (
            "Lee answered by saying the bridge would stay.",
            r#"answered by "Lee" (before); saying by "Lee" (elided)"#,
        ),
    ]);
}

#[test]
fn an_apposition_names_the_nearest_noun() {
    table(&[
        ("Bo Lee, the editor of the local newspaper, The Pier, said no.", r#"said by "Bo Lee" (apposition)"#),
        ("The editor of the newspaper, Bo Lee, said no.", r#"said by "Bo Lee" (apposition)"#),
        (
            "Ruiz saw the bridge, called it late and left.",
            r#"saw by "Ruiz" (before); called by "Ruiz" (elided)"#,
        ),
    ]);
}

#[test]
fn shares_and_numbers_speak() {
    table(&[
        ("Six in 10 voters said no.", r#"said by "Six in 10 voters" (before)"#),
        ("Half of the voters in the town said no.", r#"said by "Half of the voters in the town" (before)"#),
        ("“It is over,” the two wrote.", r#"wrote by "the two" (before)"#),
        ("People close to the mayor said no.", r#"said by "People close to the mayor" (before)"#),
        ("“No,” said people close to the mayor.", r#"said by "people close to the mayor" (inverted)"#),
        (
            "“No,” said a source familiar with the plan.",
            r#"said by "a source familiar with the plan" (inverted)"#,
        ),
    ]);
}

#[test]
fn words_of_somebody_are_theirs() {
    table(&[
        (
            "It is, in the words of one engineer, a ruin.",
            r#"in the words of by "one engineer" (accordingto)"#,
        ),
        ("It is, in Ruiz’s words, a ruin.", r#"words by "Ruiz" (accordingto)"#),
        (
            "From the ministry’s letter: “It is late.”",
            r#"letter by "the ministry" (possessor); : by "the ministry’s letter" (label)"#,
        ),
    ]);
}

#[test]
fn what_is_signed_heads_its_sentence() {
    table(&[
        ("“It is late.” — Ana Ruiz, teacher", r#"— by "Ana Ruiz" (signature)"#),
        ("It is in the book “The Long Bridge” (Harbour Press).", r#"is by "It" (bare)"#),
    ]);
}
