//! The checklist as plain data: seven steps in order, each with its entries.

use std::cmp::Reverse;

use super::state::Open;
use crate::diagnosis::{Entry, Inspection, OutcomeKind, Step};

/// One step of the checklist.
#[derive(Debug, Clone, PartialEq)]
pub struct StepLine<'a> {
    /// Which one.
    pub step: Step,
    /// The gravest outcome of its entries; not applicable where it has none.
    pub outcome: OutcomeKind,
    /// One line: what its leading entry found.
    pub finding: &'a str,
    /// Its entries, the gravest first and else in the order of the rules.
    pub entries: Vec<&'a Entry>,
}

/// All seven steps in order.
pub fn steps(inspection: &Inspection) -> Vec<StepLine<'_>> {
    Step::ALL
        .into_iter()
        .map(|step| step_line(inspection, step))
        .collect()
}

fn step_line(inspection: &Inspection, step: Step) -> StepLine<'_> {
    let verdict = inspection.verdict.rule;
    let of_step = inspection.checklist.iter().filter(|e| e.step == step);
    let mut entries: Vec<&Entry> = of_step.collect();
    // The sort is stable: the rules' own order decides among equals.
    entries.sort_by_key(|e| Reverse((gravity(e.outcome), e.rule == verdict)));
    let leading = entries.first();
    StepLine {
        step,
        outcome: leading.map_or(OutcomeKind::NotApplicable, |e| e.outcome),
        finding: leading.map_or("nothing to check", |e| e.headline.as_str()),
        entries,
    }
}

fn gravity(outcome: OutcomeKind) -> u8 {
    match outcome {
        OutcomeKind::Failed => 4,
        OutcomeKind::Warning => 3,
        OutcomeKind::NotChecked => 2,
        OutcomeKind::Passed => 1,
        OutcomeKind::NotApplicable => 0,
    }
}

/// The open entry: its step and its place there. It is the one that the user chose, else the
/// verdict's, else the first of all; none where the checklist is empty.
pub fn open_entry(
    steps: &[StepLine<'_>],
    open: &Open,
    verdict: &'static str,
) -> Option<(Step, &'static str)> {
    let place = |rule: &'static str| {
        let holds = |line: &&StepLine<'_>| line.entries.iter().any(|e| e.rule == rule);
        steps.iter().find(holds).map(|line| (line.step, rule))
    };
    let chosen = open.chosen.and_then(place);
    chosen
        .or_else(|| place(verdict))
        .or_else(|| walk(steps).first().copied().and_then(place))
}

/// All rules in the order in which Next walks them.
pub fn walk(steps: &[StepLine<'_>]) -> Vec<&'static str> {
    let rules = steps.iter().flat_map(|s| s.entries.iter().map(|e| e.rule));
    rules.collect()
}

/// The rule one step forward or back from the open one; none beyond the ends.
pub fn neighbour(steps: &[StepLine<'_>], open: &str, forward: bool) -> Option<&'static str> {
    let rules = walk(steps);
    let at = rules.iter().position(|rule| *rule == open)?;
    let to = if forward {
        at.checked_add(1)
    } else {
        at.checked_sub(1)
    };
    to.and_then(|to| rules.get(to)).copied()
}

/// "2 of 9": where the open entry stands on the way.
pub fn position(steps: &[StepLine<'_>], open: &str) -> Option<String> {
    let rules = walk(steps);
    let at = rules.iter().position(|rule| *rule == open)?;
    Some(format!("{} of {}", at + 1, rules.len()))
}

/// Whether the verdict's button leads to something to do.
pub fn has_fix(inspection: &Inspection) -> bool {
    let verdict = inspection.verdict.rule;
    let leading = inspection.checklist.iter().find(|e| e.rule == verdict);
    leading.is_some_and(|e| !e.remedies.is_empty())
}
