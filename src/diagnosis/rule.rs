//! What a rule is and what it can say.

use std::collections::BTreeMap;

use super::{Facts, unchecked, undecided};

/// The steps of the checklist, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Step {
    /// What was pasted.
    Shape,
    /// Whom it is for.
    Audience,
    /// Who issued it.
    Issuer,
    /// Which key signed it.
    Key,
    /// Whether the signature holds.
    Signature,
    /// Whether it is in its time.
    Time,
    /// What it permits.
    Permissions,
}

impl Step {
    /// All steps in order.
    pub const ALL: [Self; 7] = [
        Self::Shape,
        Self::Audience,
        Self::Issuer,
        Self::Key,
        Self::Signature,
        Self::Time,
        Self::Permissions,
    ];

    /// The name in reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Shape => "shape",
            Self::Audience => "audience",
            Self::Issuer => "issuer",
            Self::Key => "key",
            Self::Signature => "signature",
            Self::Time => "time",
            Self::Permissions => "permissions",
        }
    }

    /// The name on screen.
    pub fn title(self) -> &'static str {
        match self {
            Self::Shape => "Shape",
            Self::Audience => "Audience",
            Self::Issuer => "Issuer",
            Self::Key => "Key",
            Self::Signature => "Signature",
            Self::Time => "Time",
            Self::Permissions => "Permissions",
        }
    }
}

/// Where a rule stands in the order of causes: the first failed rule in this order is the verdict,
/// all others are its consequences or come after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Cause {
    /// What was pasted is no token that an API could accept.
    Shape,
    /// The token is for a Microsoft API, or is an ID token.
    ForeignAudience,
    /// Issuer, tenant, cloud, family.
    Issuer,
    /// The keys could not be fetched.
    Unreachable,
    /// The key is missing or not the one it should be.
    Key,
    /// The signature doesn't hold.
    Signature,
    /// The audience is spelled otherwise, or another API's.
    Audience,
    /// The token version.
    Version,
    /// Expired or not yet valid.
    Time,
    /// What it permits.
    Permissions,
}

/// A rule: data and one function from facts to outcome. Its prose is the page
/// `assets/guide/en/<id>.md`.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// Its stable name.
    pub id: &'static str,
    /// Its section in the rules: "F-20".
    pub section: &'static str,
    /// The step of the checklist that it belongs to.
    pub step: Step,
    /// Its place in the order of causes.
    pub cause: Cause,
    /// One line on what it finds, for the table of rules.
    pub line: &'static str,
    /// Where its facts are documented.
    pub reference: &'static str,
    /// Looks at the facts.
    pub check: fn(&Facts<'_>) -> Outcome,
}

impl Rule {
    /// What it says about the token for this API: what the API doesn't check is no reason for it to
    /// refuse the token, and what its configuration leaves open decides nothing.
    pub fn judge(&self, facts: &Facts<'_>) -> Outcome {
        let outcome = undecided::hold(self, (self.check)(facts), facts);
        unchecked::soften(self, outcome, facts.api.unchecked)
    }
}

/// What a rule says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// What the rule looks for is not the case, and that was checked.
    Passed(Finding),
    /// It is the case: a reason to refuse the token.
    Failed(Finding),
    /// It is likely, or worth knowing, but no proven reason.
    Warning(Finding),
    /// It could not be looked at; the finding's headline says why.
    NotChecked(Finding),
    /// The rule is about tokens of another kind.
    NotApplicable,
}

/// The kind of an outcome (interface: `checklist[].outcome`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum OutcomeKind {
    /// See [`Outcome::Passed`].
    Passed,
    /// See [`Outcome::Failed`].
    Failed,
    /// See [`Outcome::Warning`].
    Warning,
    /// See [`Outcome::NotChecked`].
    NotChecked,
    /// See [`Outcome::NotApplicable`].
    NotApplicable,
}

impl OutcomeKind {
    /// The name in reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Passed => "passed",
            Self::Failed => "failed",
            Self::Warning => "warning",
            Self::NotChecked => "not-checked",
            Self::NotApplicable => "not-applicable",
        }
    }
}

impl Outcome {
    /// Its kind.
    pub fn kind(&self) -> OutcomeKind {
        match self {
            Self::Passed(_) => OutcomeKind::Passed,
            Self::Failed(_) => OutcomeKind::Failed,
            Self::Warning(_) => OutcomeKind::Warning,
            Self::NotChecked(_) => OutcomeKind::NotChecked,
            Self::NotApplicable => OutcomeKind::NotApplicable,
        }
    }

    /// Its finding.
    pub fn finding(&self) -> Option<&Finding> {
        match self {
            Self::Passed(f) | Self::Failed(f) | Self::Warning(f) | Self::NotChecked(f) => Some(f),
            Self::NotApplicable => None,
        }
    }
}

/// What a rule found, in words and values.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Finding {
    /// One sentence: the finding for this token, with its values. If only one thing can be shown,
    /// it is this.
    pub headline: String,
    /// The facts that it rests on.
    pub evidence: Vec<Evidence>,
    /// Sentences for this token that the guide page can't know.
    pub notes: Vec<String>,
    /// The values that fill the `{places}` of the guide page.
    pub values: BTreeMap<&'static str, String>,
}

/// One fact: what was expected beside what is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// What it is about: "aud", "kid", "Signature".
    pub name: String,
    /// What a good token would have; empty where there is nothing to compare with.
    pub expected: String,
    /// What this token has.
    pub actual: String,
}

impl Finding {
    /// A finding of one sentence.
    pub fn new(headline: impl Into<String>) -> Self {
        Self {
            headline: headline.into(),
            ..Self::default()
        }
    }

    /// Adds a fact with what was expected.
    #[must_use]
    pub fn compare(
        mut self,
        name: impl Into<String>,
        expected: impl Into<String>,
        actual: impl Into<String>,
    ) -> Self {
        self.evidence.push(Evidence {
            name: name.into(),
            expected: expected.into(),
            actual: actual.into(),
        });
        self
    }

    /// Adds a fact.
    #[must_use]
    pub fn fact(self, name: impl Into<String>, actual: impl Into<String>) -> Self {
        self.compare(name, String::new(), actual)
    }

    /// Adds a sentence.
    #[must_use]
    pub fn note(mut self, sentence: impl Into<String>) -> Self {
        self.notes.push(sentence.into());
        self
    }

    /// Fills a place of the guide page.
    #[must_use]
    pub fn value(mut self, place: &'static str, value: impl Into<String>) -> Self {
        self.values.insert(place, value.into());
        self
    }
}

/// One line of the checklist: a rule's outcome with its prose filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The rule's id.
    pub rule: &'static str,
    /// Its step.
    pub step: Step,
    /// The outcome.
    pub outcome: OutcomeKind,
    /// One sentence.
    pub headline: String,
    /// The facts.
    pub evidence: Vec<Evidence>,
    /// What it means and why the token is refused, from the guide page and the finding's notes,
    /// filled with this token's values. Plain text, paragraphs separated by an empty line.
    pub explanation: String,
    /// What to do, one entry a remedy, in the order of preference.
    pub remedies: Vec<String>,
    /// Where this is documented.
    pub reference: &'static str,
}
