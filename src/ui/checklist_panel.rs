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

/// Whether a step shows its entries: the one of the open entry does, unless the user folded it, and
/// any that the user unfolded.
pub fn is_open(line: &StepLine<'_>, open: &Open, verdict: &'static str) -> bool {
    let rule = open.rule(verdict);
    let holds_open = line.entries.iter().any(|e| Some(e.rule) == rule);
    holds_open != open.turned.contains(&line.step)
}

/// All rules in the order in which Next walks them.
pub fn walk(steps: &[StepLine<'_>]) -> Vec<&'static str> {
    steps
        .iter()
        .flat_map(|s| s.entries.iter().map(|e| e.rule))
        .collect()
}

/// The rule one step forward or back from the open one; none beyond the ends. With nothing open,
/// the way begins at the verdict.
pub fn neighbour(
    steps: &[StepLine<'_>],
    open: Option<&'static str>,
    verdict: &'static str,
    forward: bool,
) -> Option<&'static str> {
    let rules = walk(steps);
    let Some(open) = open else {
        return rules.contains(&verdict).then_some(verdict);
    };
    let at = rules.iter().position(|rule| *rule == open)?;
    let to = if forward {
        at.checked_add(1)
    } else {
        at.checked_sub(1)
    };
    to.and_then(|to| rules.get(to)).copied()
}

/// "2 of 9": where the open entry stands on the way.
pub fn position(steps: &[StepLine<'_>], open: Option<&'static str>) -> Option<String> {
    let rules = walk(steps);
    let at = rules.iter().position(|rule| Some(*rule) == open)?;
    Some(format!("{} of {}", at + 1, rules.len()))
}

/// Whether the verdict's button leads to something to do.
pub fn has_fix(inspection: &Inspection) -> bool {
    let verdict = inspection.verdict.rule;
    let leading = inspection.checklist.iter().find(|e| e.rule == verdict);
    leading.is_some_and(|e| !e.remedies.is_empty())
}
