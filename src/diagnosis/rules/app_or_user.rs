//! F-43: whom the token speaks for.

use super::audience_unconfirmed::foreign;
use crate::diagnosis::{Cause, Facts, Finding, Outcome, Rule, Step};
use crate::input::Role;
use crate::token::{Who, who_of};

pub(super) static RULE: Rule = Rule {
    id: "app-or-user",
    section: "F-43",
    step: Step::Permissions,
    cause: Cause::Permissions,
    line: "The token speaks for an application, where an API may expect a user",
    reference: "https://learn.microsoft.com/en-us/entra/identity-platform/access-token-claims-reference",
    check,
};

fn check(facts: &Facts<'_>) -> Outcome {
    let applies = facts.role.role != Role::IdToken && !foreign(facts);
    let Some(token) = facts.jwt().filter(|_| applies) else {
        return Outcome::NotApplicable;
    };
    judge(who_of(token), token.client_id())
}

fn judge(who: Who, client: Option<&str>) -> Outcome {
    match who {
        Who::Unknown => Outcome::NotApplicable,
        Who::User => Outcome::Passed(Finding::new("The token speaks for a user.")),
        Who::App => {
            let finding = Finding::new(
                "The token speaks for an application, not for a user: it has roles at most, no \
                 scopes.",
            )
            .compare(
                "Speaks for",
                "a user, where the API expects one",
                "an application",
            );
            Outcome::Warning(match client {
                Some(id) => finding.value("client", id),
                None => finding,
            })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnosis::OutcomeKind;

    #[test]
    fn only_an_application_warns() {
        assert_eq!(judge(Who::App, Some("id")).kind(), OutcomeKind::Warning);
        assert_eq!(judge(Who::User, None).kind(), OutcomeKind::Passed);
        assert_eq!(judge(Who::Unknown, None).kind(), OutcomeKind::NotApplicable);
    }
}
