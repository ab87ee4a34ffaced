//! `onrecord outline`, as one runs it.

mod common;

use common::Desk;
use insta::assert_snapshot;

#[test]
fn an_article_without_quotations_says_so() {
    let desk = Desk::new();
    desk.file("a.article", "It rained all day.\n").file("b.article", "It snowed.\n");
    assert_snapshot!(desk.run(&["outline", "a.article", "missing.article", "b.article"]), @r"
    a.article
    └── nobody is quoted

    b.article
    └── nobody is quoted
    stderr: error: missing.article: there is no such file
    exit code: 2
    ");
}
