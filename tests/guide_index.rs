//! The table of all rules in `assets/guide/README.md` is current.
//!
//! `UPDATE_GUIDE=1 cargo test --test guide_index` writes it again.

#![allow(clippy::unwrap_used)]

use std::fmt::Write as _;
use std::path::Path;

use tokenscope::diagnosis::Step;
use tokenscope::diagnosis::rules::RULES;

const HEAD: &str = "# The guide

One page a rule: what it means, why the token is refused, what to do, and where it is documented.
The checklist of the window and of `tokenscope report` shows these pages with the token's own values in their `{places}`.

The steps stand in the order of the checklist.
Which rule leads when several fail is decided by the order of causes: shape, then an audience or issuer of another kind, then keys, then the signature, then spelling, version, time and permissions.
";

fn index() -> String {
    let mut text = HEAD.to_owned();
    for step in Step::ALL {
        write!(
            text,
            "\n## {}\n\n| rule | what it finds |\n| --- | --- |\n",
            step.title()
        )
        .unwrap();
        for rule in RULES.iter().filter(|rule| rule.step == step) {
            writeln!(
                text,
                "| [`{id}`](en/{id}.md) | {} |",
                rule.line,
                id = rule.id
            )
            .unwrap();
        }
    }
    text
}

#[test]
fn the_table_of_rules_is_current() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/guide/README.md");
    if std::env::var_os("UPDATE_GUIDE").is_some() {
        std::fs::write(&path, index()).unwrap();
    }
    let there = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(
        there,
        index(),
        "run UPDATE_GUIDE=1 cargo test --test guide_index"
    );
}
