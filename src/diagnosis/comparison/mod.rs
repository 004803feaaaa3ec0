//! What the API expects beside what the token has.

mod asked;
mod origin;
mod parties;
mod places;
mod rest;
mod subject;
mod switch;

use super::Facts;
use super::undecided::{clause, is_open};
use super::verdict::Judged;
use origin::Said;
pub use subject::Subject;

/// One line of the comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison {
    /// What is compared.
    pub subject: Subject,
    /// What the API accepts; several where any of them will do. Empty where it is not known.
    pub expected: Vec<String>,
    /// What the token has; `None` where it has nothing of the kind.
    pub actual: Option<String>,
    /// How alike they are.
    pub likeness: Likeness,
    /// Where the API's side comes from: "AzureAd:TenantId, line 4", "the default of
    /// Microsoft.Identity.Web", "assumed: nothing is configured".
    pub origin: String,
    /// One sentence on what it means; empty where the values say it all.
    pub note: String,
    /// The rule that tells about a difference, where one failed or warned.
    pub rule: Option<&'static str>,
}

impl Comparison {
    /// The values of which one must fit; none where the API doesn't look, whatever it is configured
    /// with.
    pub fn demanded(&self) -> &[String] {
        match self.likeness {
            Likeness::Unchecked => &[],
            _ => &self.expected,
        }
    }
}

/// How alike two sides are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Likeness {
    /// The API accepts what the token has.
    Equal,
    /// It doesn't, but one of its values differs by little: a closing slash, case, an alias.
    Near,
    /// It doesn't.
    Different,
    /// The API doesn't look at it.
    Unchecked,
    /// One side is not known.
    Unknown,
}

impl Likeness {
    /// The name in reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Equal => "equal",
            Self::Near => "near",
            Self::Different => "different",
            Self::Unchecked => "unchecked",
            Self::Unknown => "unknown",
        }
    }
}

/// Compares what the API accepts with what the token has; empty where nothing is known about the API.
/// `outcomes` is what the rules say about the same facts.
pub(super) fn compare(facts: &Facts<'_>, outcomes: &[Judged]) -> Vec<Comparison> {
    if facts.api.is_unknown() && facts.api.stack.is_none() {
        return Vec::new();
    }
    let lines = [
        Some(parties::audience(facts)),
        Some(parties::issuer(facts)),
        places::metadata(facts),
        places::key(facts),
        parties::version(facts),
        parties::tenant(facts),
        parties::cloud(facts),
        parties::policy(facts),
        places::algorithm(facts),
        places::kind(facts),
        rest::time(facts),
        rest::age(facts),
        rest::remaining(facts),
        asked::permissions(facts),
        asked::claims(facts),
        asked::guests(facts),
    ];
    let lines = lines.into_iter().flatten();
    let mut lines: Vec<Comparison> = lines.map(|line| line.finish(facts, outcomes)).collect();
    each_to_its_own(&mut lines);
    lines
}

/// The rule of an algorithm tells of the type too, and that of `exp` of age and time left: where one of
/// these differs and the other side agrees, the rule is about the one that differs.
fn each_to_its_own(lines: &mut [Comparison]) {
    let differs = |lines: &[Comparison], subjects: &[Subject]| {
        let mut all = lines.iter();
        all.any(|l| subjects.contains(&l.subject) && l.likeness == Likeness::Different)
    };
    for (subject, others) in [
        (Subject::Algorithm, &[Subject::Type][..]),
        (Subject::Time, &[Subject::Age, Subject::Remaining]),
    ] {
        let elsewhere = differs(lines, others) && !differs(lines, &[subject]);
        for line in lines.iter_mut().filter(|l| l.subject == subject) {
            if elsewhere {
                line.rule = None;
            }
        }
    }
}

/// A line before its origin and its rule are looked up.
struct Line {
    subject: Subject,
    expected: Vec<String>,
    actual: Option<String>,
    likeness: Likeness,
    said: Said,
    note: String,
}

impl Line {
    /// A line whose API's side stands in its configuration.
    fn new(subject: Subject, expected: Vec<String>, actual: Option<String>) -> Self {
        let said = if expected.is_empty() {
            Said::Nowhere
        } else {
            Said::Configured
        };
        Self {
            subject,
            expected,
            actual,
            likeness: Likeness::Unknown,
            said,
            note: String::new(),
        }
    }

    fn likeness(mut self, likeness: Likeness) -> Self {
        self.likeness = likeness;
        self
    }

    fn said(mut self, said: Said) -> Self {
        self.said = said;
        self
    }

    fn note(mut self, sentence: impl Into<String>) -> Self {
        self.note = sentence.into();
        self
    }

    /// What was read may not be all that the API accepts: then a difference proves nothing.
    fn left_open(mut self, facts: &Facts<'_>) -> Self {
        let about = self.subject.about();
        let Some(about) = about.filter(|about| is_open(facts, *about)) else {
            return self;
        };
        // A part of what is accepted that agrees stays so.
        let part = matches!(
            self.subject,
            Subject::Version | Subject::Tenant | Subject::Policy
        );
        if self.likeness == Likeness::Unchecked || part && self.likeness == Likeness::Equal {
            return self;
        }
        self.likeness = Likeness::Unknown;
        let mut clause = clause(facts, about);
        if let Some(first) = clause.get_mut(..1) {
            first.make_ascii_uppercase();
        }
        self.note = format!("{clause}.");
        self
    }

    fn finish(self, facts: &Facts<'_>, outcomes: &[Judged]) -> Comparison {
        let line = self.left_open(facts);
        Comparison {
            origin: line.said.words(facts.api, &line.expected),
            rule: subject::rule_of(line.subject, line.likeness, outcomes),
            subject: line.subject,
            expected: line.expected,
            actual: line.actual,
            likeness: line.likeness,
            note: line.note,
        }
    }
}
