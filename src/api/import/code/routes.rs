//! Claims that single routes ask for.

use super::form::Form;
use crate::api::{About, RequiredClaim};

impl Form<'_> {
    /// Takes what routes ask for where that is one set of claims in one line. Where several lines ask
    /// for different ones, no text tells which of them a token is for.
    pub(super) fn asked_on_routes(&mut self, asked: Vec<RequiredClaim>) {
        let of_line = |line: usize| -> Vec<RequiredClaim> {
            let own = asked.iter().filter(|claim| claim.line == line);
            own.map(|claim| RequiredClaim {
                line: 0,
                ..claim.clone()
            })
            .collect()
        };
        let Some(first) = asked.first().map(|claim| claim.line) else {
            return;
        };
        if asked
            .iter()
            .all(|claim| of_line(claim.line) == of_line(first))
        {
            let taken = asked.into_iter().filter(|claim| claim.line == first);
            self.draft.api.required_claims.extend(taken);
            return;
        }
        for claim in asked {
            let values = claim.values.join(if claim.all { " and " } else { " or " });
            let reason = format!(
                "is asked to hold {values} by one of several routes: which one a token is for can't \
                 be told from here"
            );
            let name = claim.names.join(" or ");
            self.draft
                .undecided(About::Claims, Some(claim.line), &name, &reason);
        }
    }
}
