//! `onrecord explain`, as one runs it.

mod common;

use common::Desk;
use onrecord::rules::RULES;

#[test]
fn every_rule_is_listed_and_explained() {
    let desk = Desk::new();
    let list = desk.run(&["explain"]);
    assert_eq!(list.code, Some(0));
    assert_eq!(list.out.lines().filter(|line| !line.starts_with(' ')).count(), RULES.len());
    assert!(list.out.lines().all(|line| line.chars().count() <= 100), "{list}");
    for rule in RULES {
        assert!(list.out.contains(rule.code), "{list}");
        let run = desk.run(&["explain", rule.code]);
        assert_eq!(run.code, Some(0));
        let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(words(&run.out).contains(&words(rule.explanation)), "{run}");
        // An article stands in an example as it does in a file.
        let prose = run.out.split("```").step_by(2);
        assert!(prose.flat_map(str::lines).all(|line| line.chars().count() <= 100), "{run}");
    }
}

#[test]
fn a_slip_in_a_code_is_noticed() {
    let desk = Desk::new();
    insta::assert_snapshot!(desk.run(&["explain", "unatributed-quote"]), @r#"
    stderr: error: there is no rule "unatributed-quote"; did you mean unattributed-quote? (`onrecord explain` lists them)
    exit code: 2
    "#);
    insta::assert_snapshot!(desk.run(&["explain", "weather"]), @r#"
    stderr: error: there is no rule "weather" (`onrecord explain` lists them)
    exit code: 2
    "#);
}
