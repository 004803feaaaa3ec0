//! Every rule, in the order of the checklist and, within a step, in the order of causes.

use super::Rule;

/// All rules.
pub static RULES: &[&Rule] = &[];
