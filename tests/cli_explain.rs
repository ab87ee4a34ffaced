//! `onrecord explain`, as one runs it.

mod common;

use common::Desk;
use onrecord::rules::RULES;

#[test]
fn every_rule_is_listed_and_explained() {
    let desk = Desk::new();
    let list = desk.run(&["explain"]);
    assert_eq!(list.code, Some(0));
    assert_eq!(list.out.lines().count(), RULES.len());
    for rule in RULES {
        assert!(list.out.contains(rule.code), "{list}");
        let run = desk.run(&["explain", rule.code]);
        assert_eq!(run.code, Some(0));
        assert!(run.out.contains(rule.explanation.trim()), "{run}");
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
