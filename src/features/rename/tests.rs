use super::*;
use crate::analysis::Options;
use crate::features::fixture::Builder;

/// The text after a rename of what is under the cursor, with `(?)` behind what is in doubt.
fn renamed(analysis: &Analysis, cursor: u32, new: &str) -> String {
    let mut text = analysis.text().to_owned();
    let replacements = match rename(analysis, cursor, new) {
        Ok(replacements) => replacements,
        Err(refusal) => return refusal.to_string(),
    };
    for replacement in replacements.iter().rev() {
        let doubt = match &replacement.doubt {
            None => String::new(),
            Some(Doubt::Quoted) => "(?)".to_owned(),
            Some(Doubt::Shared(name)) => format!("(also {name})"),
            Some(Doubt::OtherArticles) => panic!("no list in these tests"),
        };
        text.replace_range(replacement.span.range(), &(replacement.new.clone() + &doubt));
    }
    text
}

fn with(builder: Builder, new: &str) -> String {
    let (analysis, cursor) = builder.build();
    renamed(&analysis, cursor, new)
}

/// What the engine itself makes of the article.
fn read(article: &str, new: &str) -> String {
    let cursor = article.find("$0").expect("a cursor") as u32;
    let analysis = Analysis::new(article.replacen("$0", "", 1), Options::default());
    renamed(&analysis, cursor, new)
}

#[test]
fn a_person_changes_everywhere() {
    let article = "---\npeople:\n  - name: Ana Ruiz\n    aliases: [Ruiz]\n    title: deputy mayor\n---\n\
        Ana R$0uiz met Bo Ek. “I asked Ruiz,” Ek said.\n\nRuiz’s plan is late. “No,” she said. \
        “Late.”{speaker=\"Ana Ruiz\"} Deputy Mayor Ruiz left.\n";
    insta::assert_snapshot!(read(article, "Ana Maria Ruiz-Lopez"), @r#"
    ---
    people:
      - name: Ana Maria Ruiz-Lopez
        aliases: [Ruiz-Lopez]
        title: deputy mayor
    ---
    Ana Maria Ruiz-Lopez met Bo Ek. “I asked Ruiz-Lopez(?),” Ek said.

    Ruiz-Lopez’s plan is late. “No,” she said. “Late.”{speaker="Ana Maria Ruiz-Lopez"} Deputy Mayor Ruiz-Lopez left.
    "#);
}

#[test]
fn a_surname_changes_the_full_name_too() {
    insta::assert_snapshot!(read("Ana Ruiz met Bo Ek. “No,” R$0uiz said.", "Ruíz"), @"Ana Ruíz met Bo Ek. “No,” Ruíz said.");
    insta::assert_snapshot!(read("Ana Ruiz met Bo Ek. “No.”{speaker=\"Ana R$0uiz\"}", "Ana Diaz"), @r#"Ana Diaz met Bo Ek. “No.”{speaker="Ana Diaz"}"#);
}

#[test]
fn a_full_name_typed_over_a_surname_leaves_a_surname_there() {
    let article = "Ana Ruiz met Bo Ek. “No,” R$0uiz said, but Ruiz’s plan is late.";
    insta::assert_snapshot!(read(article, "Eva Diaz"), @"Eva Diaz met Bo Ek. “No,” Diaz said, but Diaz’s plan is late.");
    insta::assert_snapshot!(read(article, "Ana María Diaz"), @"Ana María Diaz met Bo Ek. “No,” Diaz said, but Diaz’s plan is late.");
    insta::assert_snapshot!(read(article, "van der Berg"), @"Ana van der Berg met Bo Ek. “No,” van der Berg said, but van der Berg’s plan is late.");
    insta::assert_snapshot!(read(article, "García Márquez"), @"Ana García Márquez met Bo Ek. “No,” García Márquez said, but García Márquez’s plan is late.");
}

/// Two people, of whom one has a name in s, in the possessive.
fn jones(article: &str) -> Builder {
    Builder::new(article).person("Ana Ruiz").alias("|Ruiz|’s plan").person("Bo Jones").alias("|Jones|’ offer")
}

#[test]
fn possessives_of_names_in_s_are_as_the_article_has_them() {
    let article = "Ana R$0uiz met Bo Jones. Ruiz’s plan met Jones’ offer.";
    insta::assert_snapshot!(with(jones(article), "Ana Banks"), @"Ana Banks met Bo Jones. Banks’ plan met Jones’ offer.");
    let article = "Ana Ruiz met Bo Jo$0nes. Ruiz’s plan met Jones’ offer.";
    insta::assert_snapshot!(with(jones(article), "Bo Ek"), @"Ana Ruiz met Bo Ek. Ruiz’s plan met Ek’s offer.");
    insta::assert_snapshot!(with(jones(article), "Bo Banks"), @"Ana Ruiz met Bo Banks. Ruiz’s plan met Banks’ offer.");
    let builder =
        Builder::new("Ana R$0uiz came. Ruiz's plan is late.").person("Ana Ruiz").alias("|Ruiz|'s plan");
    insta::assert_snapshot!(with(builder, "Ana Banks"), @"Ana Banks came. Banks's plan is late.");
}

#[test]
fn a_mark_that_closes_a_quotation_is_no_possessive() {
    let builder = Builder::new("‘Ask Bo J$0ones’ was all. Ana Ruiz left.")
        .person("Bo Jones")
        .person("Ana Ruiz")
        .quote("‘Ask Bo Jones’")
        .by("Ana Ruiz", "Ana Ruiz", How::Name);
    insta::assert_snapshot!(with(builder, "Bo Ek"), @"‘Ask Bo Ek(?)’ was all. Ana Ruiz left.");
}

#[test]
fn somebody_elses_name_is_refused_and_somebody_elses_surname_is_doubtful() {
    insta::assert_snapshot!(read("Ana Ruiz met Bo Ek.\n\n“No,” R$0uiz said.", "Bo Ek"), @"Bo Ek is somebody else in this article already (line 1); two people would become one.");
    insta::assert_snapshot!(read("Ana Ruiz met Bo Ek. “No,” said R$0uiz.", "Ana Ek"), @"Ana Ek met Bo Ek. “No,” said Ek(also Bo Ek).");
}

#[test]
fn what_is_no_name_is_refused() {
    let ruiz = |article: &str| {
        Builder::new(article)
            .person("Ana Ruiz")
            .mention("|she| said", How::Pronoun)
            .mention("the deputy mayor", How::Description)
            .unnamed("an aide")
    };
    let at = |words: &str| {
        let article = "Ana Ruiz, the deputy mayor, came. “No,” she said. “Yes,” said an aide.";
        with(ruiz(&article.replacen(words, &format!("$0{words}"), 1)), "Eva Ek")
    };
    insta::assert_snapshot!(at("she"), @"“she” stands for Ana Ruiz; to rename, put the cursor on a name.");
    insta::assert_snapshot!(at("the deputy"), @"“the deputy mayor” stands for Ana Ruiz; to rename, put the cursor on a name.");
    insta::assert_snapshot!(at("an aide"), @"“an aide” stands for nobody with a name; to rename, put the cursor on a name.");
    insta::assert_snapshot!(at("came"), @"There is no name here; put the cursor on the name of a person.");
    let typed =
        |new| with(ruiz("A$0na Ruiz, the deputy mayor, came. “No,” she said. “Yes,” said an aide."), new);
    insta::assert_snapshot!(typed("Ana “Annie” Ruiz"), @"“Ana “Annie” Ruiz” cannot be a name; one has letters, blanks, hyphens, apostrophes and full stops.");
    insta::assert_snapshot!(typed(" "), @"“” cannot be a name; one has letters, blanks, hyphens, apostrophes and full stops.");
}

#[test]
fn organisations_change_as_they_are_written() {
    let builder = Builder::new("The Harbour Trust came. “No,” said the Harb$0our Trust. The Trust left.")
        .organisation("Harbour Trust")
        .mention("said the |Harbour Trust|", How::Name)
        .alias("The |Trust| left");
    insta::assert_snapshot!(with(builder, "Port Trust"), @"The Port Trust came. “No,” said the Port Trust. The Trust left.");
}

#[test]
fn what_can_be_renamed_is_offered_as_it_stands() {
    let builder = Builder::new("Ana Ruiz came. “No,” said R$0uiz.").person("Ana Ruiz").alias("|Ruiz|.");
    let (analysis, cursor) = builder.build();
    let offered = prepare_rename(&analysis, cursor).unwrap().unwrap();
    assert_eq!((analysis.slice(offered.span), offered.placeholder.as_str()), ("Ruiz", "Ruiz"));
    assert_eq!(prepare_rename(&analysis, analysis.text().find("came").unwrap() as u32 + 1), Ok(None));
}
