//! The API's tab as plain data: what is expected beside what the token has, what the error says, what
//! each validator would answer.

use std::borrow::Cow;

use super::api_answers::{AnswerRow, summary};
use super::compare::{Piece, compare};
use super::marks::{self, Mark};
use super::shown::{Shown, fitting, plain, short};
use crate::api::{Api, Stack};
use crate::app::{Model, is_given};
use crate::diagnosis::{Command, Comparison, ErrorMatch, Inspection, Likeness, OutcomeKind, Told};

/// So many letters of an address are read at a glance where it only has to be recognised.
const LETTERS: f32 = 64.0;

/// So many of the accepted values are shown; a tenant may accept hundreds.
const VALUES: usize = 4;

/// What the tab shows of one state of the model.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ApiPanel {
    /// Where the configuration came from, and the library: "appsettings.json · Spring Security".
    pub source: String,
    /// Whether anything is known about the API.
    pub given: bool,
    /// The comparison.
    pub rows: Vec<CompareRow>,
    /// What the error says; `None` without one.
    pub error: Option<ErrorPanel>,
    /// What each validator would answer.
    pub answers: Vec<AnswerRow>,
    /// "9 refuse it, 2 accept it".
    pub answers_summary: String,
    /// Remedies that are no configuration.
    pub commands: Vec<Command>,
    /// The stack whose configuration is shown first.
    pub stack: Option<Stack>,
}

/// One line of the comparison.
#[derive(Debug, Clone, PartialEq)]
pub struct CompareRow {
    /// What is compared.
    pub subject: &'static str,
    /// How alike the two are.
    pub likeness: Likeness,
    /// What the API accepts, the value that is nearest to the token's first. Empty where it is not
    /// known.
    pub expected: Vec<Vec<Piece>>,
    /// How many more values it accepts.
    pub more: usize,
    /// What the token has.
    pub actual: Option<Vec<Piece>>,
    /// Both as they are, for copying.
    pub values: (String, String),
    /// Where the API's side comes from.
    pub origin: String,
    /// What it means.
    pub note: String,
    /// The rule that tells more, where the checklist has it.
    pub rule: Option<&'static str>,
}

impl CompareRow {
    fn of(line: &Comparison, inspection: &Inspection) -> Self {
        let actual = line.actual.as_deref().unwrap_or_default();
        let mut values: Vec<&str> = line.demanded().iter().map(String::as_str).collect();
        // The sort is stable: among equally near ones the configuration's own order decides.
        values.sort_by_key(|value| usize::MAX - likeness(value, actual));
        let nearest = values.first().copied().unwrap_or_default();
        let marked = matches!(line.likeness, Likeness::Near | Likeness::Different);
        let unmarked = || (whole(nearest, marked), whole(actual, marked));
        let (left, right) = if marked && !nearest.is_empty() && !actual.is_empty() {
            let pieces = compare(&Shown::of(nearest).text, &Shown::of(actual).text);
            // Sentences that have nothing in common are read, not compared.
            let words = nearest.contains(' ') || actual.contains(' ');
            let alike = pieces.0.iter().any(|piece| !piece.differs);
            if words && !alike { unmarked() } else { pieces }
        } else {
            unmarked()
        };
        let others = values.iter().skip(1).take(VALUES - 1);
        let expected = others.map(|value| whole(value, marked));
        let known = !values.is_empty();
        Self {
            subject: line.subject.title(),
            likeness: line.likeness,
            expected: std::iter::once(left)
                .filter(|_| known)
                .chain(expected)
                .collect(),
            more: values.len().saturating_sub(VALUES),
            actual: line.actual.as_ref().map(|_| right),
            values: (line.demanded().join("\n"), actual.to_owned()),
            origin: plain(&line.origin).into_owned(),
            note: plain(&line.note).into_owned(),
            rule: line.rule.filter(|rule| entry(inspection, rule).is_some()),
        }
    }

    /// What stands in the place of accepted values where none is named.
    pub fn nothing_named(&self) -> &'static str {
        match self.likeness {
            Likeness::Unchecked => "anything (not checked)",
            _ => "not known",
        }
    }

    /// The row as it is read aloud.
    pub fn spoken(&self) -> String {
        let (expected, actual) = (&self.values.0, &self.values.1);
        let expected = if expected.is_empty() {
            match self.likeness {
                Likeness::Unchecked => "the API accepts anything".to_owned(),
                _ => "what the API accepts is not known".to_owned(),
            }
        } else {
            format!("the API accepts {}", expected.replace('\n', " or "))
        };
        let actual = self.actual.as_ref().map_or_else(
            || "the token has none".to_owned(),
            |_| format!("the token has {actual}"),
        );
        let mut spoken = format!(
            "{}: {}; {expected}; {actual}",
            self.subject,
            likeness_word(self.likeness)
        );
        for more in [&self.origin, &self.note] {
            if !more.is_empty() {
                spoken = format!("{spoken}. {}", more.trim_end_matches('.'));
            }
        }
        plain(&spoken).into_owned()
    }
}

/// How many characters two values share at their ends.
fn likeness(a: &str, b: &str) -> usize {
    let same = |a: &mut dyn Iterator<Item = char>, b: &mut dyn Iterator<Item = char>| {
        a.zip(b)
            .take_while(|(a, b)| a.eq_ignore_ascii_case(b))
            .count()
    };
    same(&mut a.chars(), &mut b.chars()) + same(&mut a.chars().rev(), &mut b.chars().rev())
}

/// A value without marks; where there is no difference to be seen, it is cut short.
fn whole(value: &str, full: bool) -> Vec<Piece> {
    let text = if full {
        plain(value)
    } else {
        Cow::Owned(fitting(&short(value), LETTERS).into_owned())
    };
    vec![Piece {
        text: text.into_owned(),
        differs: false,
    }]
}

/// The mark of a likeness.
pub fn likeness_mark(likeness: Likeness) -> Mark {
    match likeness {
        Likeness::Equal => Mark::Tick,
        Likeness::Near => Mark::Triangle,
        Likeness::Different => Mark::Cross,
        Likeness::Unchecked => Mark::Dash,
        Likeness::Unknown => Mark::Ring,
    }
}

/// A likeness in words, as read aloud beside its mark.
pub fn likeness_word(likeness: Likeness) -> &'static str {
    match likeness {
        Likeness::Equal => "equal",
        Likeness::Near => "nearly equal",
        Likeness::Different => "different",
        Likeness::Unchecked => "not checked by the API",
        Likeness::Unknown => "not known",
    }
}

/// What the error says.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ErrorPanel {
    /// Each error that was recognised.
    pub matches: Vec<MatchRow>,
    /// What it tells about the refused token: name and value.
    pub told: Vec<(&'static str, String)>,
    /// How to show values that are hidden in it.
    pub hidden: Option<String>,
    /// How error and token go together.
    pub sentences: Vec<String>,
    /// Whether it is about another token.
    pub other_token: bool,
}

/// One error that was recognised.
#[derive(Debug, Clone, PartialEq)]
pub struct MatchRow {
    /// The code.
    pub code: String,
    /// Who writes it, and where it stands: "Microsoft.IdentityModel · line 3".
    pub place: String,
    /// What it means.
    pub meaning: &'static str,
    /// The rules that it points to.
    pub rules: Vec<RuleLink>,
}

/// A rule that something points to.
#[derive(Debug, Clone, PartialEq)]
pub struct RuleLink {
    /// Its name.
    pub rule: &'static str,
    /// Its outcome and headline for this token; `None` where it doesn't apply.
    pub finding: Option<(OutcomeKind, String)>,
}

impl RuleLink {
    /// The link as it is read aloud.
    pub fn spoken(&self) -> String {
        self.finding.as_ref().map_or_else(
            || format!("{}: does not apply to this token", self.rule),
            |(outcome, headline)| format!("{}: {}. {headline}", self.rule, marks::word(*outcome)),
        )
    }
}

fn match_row(found: &ErrorMatch, inspection: &Inspection) -> MatchRow {
    let rules = found.rules.iter().map(|rule| RuleLink {
        rule,
        finding: entry(inspection, rule)
            .map(|entry| (entry.outcome, plain(&entry.headline).into_owned())),
    });
    MatchRow {
        code: plain(&found.code).into_owned(),
        place: format!("{} · line {}", found.stack, found.line),
        meaning: found.meaning,
        rules: rules.collect(),
    }
}

fn told_rows(told: &Told) -> Vec<(&'static str, String)> {
    let lists = [
        ("audience", &told.audiences),
        ("accepted audiences", &told.accepted_audiences),
        ("accepted issuers", &told.accepted_issuers),
        ("keys' kids", &told.key_ids),
    ];
    let ones = [("kid", &told.kid), ("issuer", &told.issuer)];
    let ones = ones
        .into_iter()
        .filter_map(|(name, value)| Some((name, value.clone()?)));
    let lists = lists
        .into_iter()
        .filter(|(_, list)| !list.is_empty())
        .map(|(name, list)| (name, list.join(", ")));
    let keys = told.keys.map(|keys| ("keys of the API", keys.to_string()));
    ones.chain(lists).chain(keys).collect()
}

fn entry<'a>(inspection: &'a Inspection, rule: &str) -> Option<&'a crate::diagnosis::Entry> {
    inspection.checklist.iter().find(|entry| entry.rule == rule)
}

/// Where the configuration came from, and the library.
fn source(api: &Api) -> String {
    let source = api.source.as_deref().map(plain);
    let stack = api.stack.map(Stack::title);
    let parts = [source.as_deref(), stack];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

impl ApiPanel {
    /// What the tab shows.
    pub fn of(model: &Model) -> Self {
        let given = is_given(&model.api);
        let Some(inspection) = &model.inspection else {
            return Self::default();
        };
        let answers: Vec<_> = inspection.predictions.iter().map(AnswerRow::of).collect();
        let error = inspection.error.as_ref().map(|error| ErrorPanel {
            matches: error
                .reading
                .matches
                .iter()
                .map(|found| match_row(found, inspection))
                .collect(),
            told: told_rows(&error.reading.told),
            hidden: error.reading.hidden.clone(),
            sentences: error.sentences.clone(),
            other_token: error.other_token,
        });
        Self {
            source: source(&model.api),
            given,
            rows: inspection
                .comparison
                .iter()
                .map(|line| CompareRow::of(line, inspection))
                .collect(),
            error,
            answers_summary: summary(&answers),
            answers,
            commands: inspection.commands(),
            stack: inspection.stack(),
        }
    }
}
