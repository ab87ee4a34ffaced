//! What an analysis costs: from nothing, after a keystroke, and what is made of it for an editor.
//!
//! `cargo bench` runs all of it, `cargo bench -- keystroke` a part. The contracts below are for the median on
//! one core of an ordinary laptop; they are promises to the editor's user and not tests, because a busy machine
//! would break them. Articles are made beforehand; only the work itself is measured.

use divan::Bencher;
use divan::counter::BytesCount;
use onrecord::analysis::{Analysis, Edited, How, Options, Remains};
use onrecord::article::people_list;
use onrecord::english::dates::dates;
use onrecord::english::tagger::Reading;
use onrecord::english::tokens;
use onrecord::entities::people::{ListFile, People};
use onrecord::features::{self, Question, Search, Wish, hints, outline};
use onrecord::newsroom::{Hints, Lenses};
use onrecord::quotes::marks::pair;
use onrecord::rules;
use onrecord::text::{SharedText, Span};
use std::io::Write;
use std::process::{Command, Stdio};
use std::sync::Arc;

mod shared;
use shared::{article, crowd, middle, with_a_letter_in_the_middle};

/// A usual article, a very long one, and one that only a machine could have written.
const SIZES: [usize; 3] = [5_000, 100_000, 1_000_000];

/// The same, and one of ten megabytes.
const MORE_SIZES: [usize; 4] = [5_000, 100_000, 1_000_000, 10_000_000];

/// A usual article and a very long one: what is asked of them grows with them, if at all.
const TWO_SIZES: [usize; 2] = [5_000, 100_000];

fn main() {
    divan::main();
}

/// Contract: 5 KB in 2 ms. Time grows with the length: 100 KB in 40 ms, 1 MB in 400 ms.
#[divan::bench(args = SIZES, max_time = 5)]
fn from_nothing(bencher: Bencher, size: usize) {
    let text: SharedText = article(size).into();
    bencher
        .counter(BytesCount::of_str(&*text))
        .bench_local(|| Analysis::new(text.clone(), Options::default()));
}

/// Contract: as `from_nothing`, however many people there are. Every repetition of the article has people of
/// its own here, so whatever compares everybody with everybody shows.
#[divan::bench(args = SIZES, max_time = 5)]
fn from_nothing_many_people(bencher: Bencher, size: usize) {
    let text: SharedText = crowd(size).into();
    bencher
        .counter(BytesCount::of_str(&*text))
        .bench_local(|| Analysis::new(text.clone(), Options::default()));
}

/// Contract: 5 KB in 0.3 ms, 100 KB in 1.5 ms, 1 MB in 1 ms, 10 MB in 20 ms: one paragraph, and a copy of what is known of all. As
/// the server does it: it knows what was edited, and goes on with what is left of an earlier version. It is the first letter in
/// its paragraph. At 100 KB it spoils a name: then the paragraphs above are gone over, and those below are read again.
#[divan::bench(args = MORE_SIZES, max_time = 5)]
fn keystroke(bencher: Bencher, size: usize) {
    let before = article(size);
    let after: SharedText = with_a_letter_in_the_middle(&before).into();
    let start = middle(&before) as u32;
    let letter = Some(Edited { start, old_end: start, new_end: start + 1 });
    let analysis = Analysis::new(before, Options::default());
    let mut remains = Remains::default();
    bencher.bench_local(|| {
        let next =
            analysis.update_within(after.clone(), Options::default(), letter, std::mem::take(&mut remains));
        remains = next.into_remains().1;
    });
}

/// Contract: 6 MB a second: 5 KB in 0.8 ms, 1 MB in 170 ms. Tokens are there already, as they are for the engine.
#[divan::bench(args = SIZES, max_time = 5)]
fn names_by_the_tagger(bencher: Bencher, size: usize) {
    let text = article(size);
    let cut = tokens(&text);
    bencher.counter(BytesCount::of_str(&*text)).bench_local(|| Reading::of(&text, &cut));
}

/// Contract: 40 MB a second: 5 KB in 0.13 ms.
#[divan::bench(args = SIZES, max_time = 5)]
fn words(bencher: Bencher, size: usize) {
    let text = article(size);
    bencher.counter(BytesCount::of_str(&*text)).bench_local(|| tokens(&text));
}

/// Contract: 40 MB a second: 5 KB in 0.13 ms. Tokens are there already.
#[divan::bench(args = SIZES, max_time = 5)]
fn expressions_of_time(bencher: Bencher, size: usize) {
    let text = article(size);
    let cut = tokens(&text);
    bencher.counter(BytesCount::of_str(&*text)).bench_local(|| dates(&text, &cut));
}

/// Contract: 40 MB a second: 5 KB in 0.13 ms. Tokens are there already.
#[divan::bench(args = SIZES, max_time = 5)]
fn quotation_marks(bencher: Bencher, size: usize) {
    let text = article(size);
    let cut = tokens(&text);
    bencher.counter(BytesCount::of_str(&*text)).bench_local(|| pair(&text, &cut, &[], None));
}

/// Contract: 0.3 ms more than `keystroke` for 5 KB and 100 KB, though the newsroom knows ten thousand people, a hundred
/// for each surname of the article's.
#[divan::bench(args = SIZES, max_time = 5)]
fn keystroke_with_a_long_people_list(bencher: Bencher, size: usize) {
    let before = article(size);
    let after: SharedText = with_a_letter_in_the_middle(&before).into();
    let analysis = Analysis::new(before, Options { people: Arc::new(ten_thousand()), ..Options::default() });
    bencher.bench_local(|| analysis.update(after.clone()));
}

fn ten_thousand() -> People {
    let surnames = ["Anand", "Dahl", "Stefansdottir", "Lunde", "Quill"];
    let surname =
        |n: usize| surnames.get(n % 100).map_or_else(|| format!("Other{}", n % 100), ToString::to_string);
    let names = (0..10_000).map(|n| format!("- Person{} {}\n", n / 100, surname(n)));
    let list: String = names.collect();
    let (entries, problems) = people_list(&list);
    assert!(problems.is_empty());
    People::new(vec![ListFile { path: "people.yaml".into(), text: list.into(), entries }])
}

/// Contract: 50 ms for ten thousand people. Runs when the list is saved.
#[divan::bench]
fn a_long_people_list(bencher: Bencher) {
    bencher.bench_local(ten_thousand);
}

/// Contract: 0.2 ms for 5 KB. Runs after every keystroke.
#[divan::bench]
fn diagnostics(bencher: Bencher) {
    let analysis = usual();
    bencher.bench_local(|| rules::check(&analysis));
}

/// Contract: 4 MB of article text a second: 1 MB in 250 ms. The program from its start to its end, JSON included, on one core.
#[divan::bench(max_time = 5)]
fn annotate(bencher: Bencher) {
    /// As many as an article of 5 KB has.
    const PARAGRAPHS: usize = 16;
    let text = article(SIZES[2]);
    let paragraphs: Vec<&str> = text.split("\n\n").collect();
    let articles = paragraphs.chunks(PARAGRAPHS).map(|chunk| chunk.join("\n\n"));
    let input: String =
        articles.map(|text| serde_json::json!({ "id": 1, "text": text }).to_string() + "\n").collect();
    bencher.counter(BytesCount::of_str(&*text)).bench_local(|| {
        let mut program = Command::new(env!("CARGO_BIN_EXE_onrecord"))
            .args(["annotate", "--jobs", "1", "-"])
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .spawn()
            .expect("the program starts");
        let mut pipe = program.stdin.take().expect("it reads");
        pipe.write_all(input.as_bytes()).expect("it reads all");
        drop(pipe);
        assert!(program.wait().expect("it ends").success());
    });
}

/// What editors ask of the whole article. Contract: 0.1 ms for 5 KB, and twenty times as much for 100 KB.
mod of_an_article {
    use super::*;

    #[divan::bench(args = TWO_SIZES)]
    fn the_outline(bencher: Bencher, size: usize) {
        ask(bencher, size, outline);
    }

    #[divan::bench(args = TWO_SIZES)]
    fn the_hints(bencher: Bencher, size: usize) {
        let shown = Hints { speakers: true, people: false, dates: true };
        ask(bencher, size, |analysis| hints(analysis, whole(analysis), shown));
    }

    #[divan::bench(args = TWO_SIZES)]
    fn semantic_tokens(bencher: Bencher, size: usize) {
        ask(bencher, size, |analysis| features::tokens(analysis, whole(analysis), false));
    }

    #[divan::bench(args = TWO_SIZES)]
    fn folds(bencher: Bencher, size: usize) {
        ask(bencher, size, |analysis| features::folds(analysis, usize::MAX));
    }

    #[divan::bench(args = TWO_SIZES)]
    fn lenses(bencher: Bencher, size: usize) {
        let shown = Lenses { speakers: true, sources: true };
        ask(bencher, size, |analysis| features::lenses(analysis, shown));
    }

    #[divan::bench(args = TWO_SIZES)]
    fn links(bencher: Bencher, size: usize) {
        ask(bencher, size, |analysis| features::links(analysis.text()));
    }

    #[divan::bench(args = TWO_SIZES)]
    fn speakers(bencher: Bencher, size: usize) {
        ask(bencher, size, features::speakers);
    }

    #[divan::bench(args = TWO_SIZES)]
    fn workspace_symbols(bencher: Bencher, size: usize) {
        ask(bencher, size, |analysis| {
            let mut search = Search::new("dahl");
            let symbols = features::article_symbols(analysis);
            symbols.iter().filter(|symbol| search.score(symbol).is_some()).count()
        });
    }

    fn ask<T>(bencher: Bencher, size: usize, question: impl Fn(&Analysis) -> T) {
        let analysis = analysis(size);
        bencher.bench_local(|| question(&analysis));
    }

    fn whole(analysis: &Analysis) -> Span {
        Span::new(0, analysis.text().len() as u32)
    }
}

/// What editors ask of the place where somebody is: a name in the middle of the article. Contract: 0.02 ms for 5 KB, 0.2 ms for
/// 100 KB.
mod of_a_name {
    use super::*;

    #[divan::bench(args = TWO_SIZES)]
    fn hover(bencher: Bencher, size: usize) {
        ask(bencher, size, |analysis, name| features::hover(analysis, name).expect("a card"));
    }

    #[divan::bench(args = TWO_SIZES)]
    fn definition(bencher: Bencher, size: usize) {
        ask(bencher, size, |analysis, name| features::definition(analysis, name).expect("a place"));
    }

    #[divan::bench(args = TWO_SIZES)]
    fn references(bencher: Bencher, size: usize) {
        ask(bencher, size, features::references);
    }

    #[divan::bench(args = TWO_SIZES)]
    fn highlights(bencher: Bencher, size: usize) {
        ask(bencher, size, features::highlights);
    }

    #[divan::bench(args = TWO_SIZES)]
    fn rename(bencher: Bencher, size: usize) {
        ask(bencher, size, |analysis, name| features::rename(analysis, name, NEW_NAME).expect("a new name"));
    }

    #[divan::bench(args = TWO_SIZES)]
    fn calls(bencher: Bencher, size: usize) {
        ask(bencher, size, features::calls);
    }

    #[divan::bench(args = TWO_SIZES)]
    fn selection(bencher: Bencher, size: usize) {
        ask(bencher, size, features::selection);
    }

    #[divan::bench(args = TWO_SIZES)]
    fn completions(bencher: Bencher, size: usize) {
        let wish = Wish { asked: true, names_in_prose: true, ..Wish::default() };
        ask(bencher, size, |analysis, name| features::completions(analysis, name + 2, &wish));
    }

    #[divan::bench(args = TWO_SIZES)]
    fn code_actions(bencher: Bencher, size: usize) {
        let (analysis, name) = with_a_name(size);
        let all = rules::check(&analysis);
        let near: Vec<_> = all.iter().filter(|found| found.span.touches(name)).cloned().collect();
        let question = Question {
            analysis: &analysis,
            all: &all,
            span: Span::empty(name),
            found: &near,
            configuration: None,
            people: None,
            today: None,
        };
        bencher.bench_local(|| features::actions(&question));
    }

    fn ask<T>(bencher: Bencher, size: usize, question: impl Fn(&Analysis, u32) -> T) {
        let (analysis, name) = with_a_name(size);
        bencher.bench_local(|| question(&analysis, name));
    }

    /// An analysis, and the place of a name behind its middle by which somebody can be renamed.
    fn with_a_name(size: usize) -> (Analysis, u32) {
        let analysis = analysis(size);
        let names =
            analysis.mentions.iter().filter(|mention| mention.how == How::Name && mention.entity.is_some());
        let mut places = names.map(|name| name.span.start).filter(|at| *at as usize > size / 2);
        let name = places.find(|at| features::rename(&analysis, *at, NEW_NAME).is_ok()).expect("a name");
        (analysis, name)
    }

    const NEW_NAME: &str = "Zoe Quux";
}

fn analysis(size: usize) -> Analysis {
    Analysis::new(article(size), Options::default())
}

fn usual() -> Analysis {
    analysis(SIZES[0])
}
