//! F-20: the token is for Microsoft Graph.

use crate::diagnosis::audience::scope_for;
use crate::diagnosis::words::{list, short};
use crate::diagnosis::{Cause, Facts, Finding, Outcome, Rule, Step};
use crate::signature::SignatureOutcome;
use crate::token::{Token, application, is_graph};

pub(super) static RULE: Rule = Rule {
    id: "graph-audience",
    section: "F-20",
    step: Step::Audience,
    cause: Cause::ForeignAudience,
    line: "The token is for Microsoft Graph: only Graph can check it",
    reference: "https://learn.microsoft.com/en-us/troubleshoot/entra/entra-id/app-integration/troubleshooting-signature-validation-errors",
    check,
};

fn check(facts: &Facts<'_>) -> Outcome {
    let Some((token, audience)) = facts.jwt().and_then(|t| Some((t, graph_of(t)?))) else {
        return match facts.jwt() {
            Some(token) if !token.audiences().is_empty() => {
                Outcome::Passed(Finding::new("The token is not for Microsoft Graph."))
            }
            _ => Outcome::NotApplicable,
        };
    };
    Outcome::Failed(graph(facts, token, audience))
}

fn graph(facts: &Facts<'_>, token: &Token, audience: &str) -> Finding {
    let proven = facts.signature.outcome == SignatureOutcome::VerifiedAfterNonceTransform;
    let headline = if proven {
        format!(
            "This is a genuine Microsoft Graph token (aud {audience}): only Graph can check it."
        )
    } else {
        format!("The token is for Microsoft Graph (aud {audience}): only Graph can check it.")
    };
    let expected = match facts.api.audiences.as_slice() {
        [] => "your API's own audience".to_owned(),
        known => list(known),
    };
    let mut finding = Finding::new(headline)
        .compare("aud", expected, audience)
        .value("aud", audience)
        .value("scope", scope_for(&facts.api.audiences).unwrap_or_default());
    if let Some(scopes) = token.claim("scp") {
        finding = finding.fact("scp", short(scopes, 200));
    }
    if let Some(host) = sent_to(facts) {
        finding = finding.fact("Sent to", host.clone());
        if is_graph(&format!("https://{host}")) {
            finding = finding.note(format!(
                "It was sent to {host}: there it belongs, and nothing of this is wrong."
            ));
        }
    }
    if let Some(id) = token.client_id() {
        finding = finding.value("client", client(id));
        if let Some(app) = application(id).filter(|a| a.developer_tool) {
            finding = finding.note(format!(
                "{} obtained it: it was likely made by hand, for calls to Graph.",
                app.name
            ));
        }
    }
    on_nonce(facts, token, finding)
}

fn on_nonce(facts: &Facts<'_>, token: &Token, finding: Finding) -> Finding {
    if token.header_nonce().is_none() {
        return finding;
    }
    let finding = finding.fact("Header nonce", "present");
    match facts.signature.outcome {
        SignatureOutcome::VerifiedAfterNonceTransform => finding.note(
            "The signature holds once the header's nonce is replaced by its hash, which is how \
             Microsoft signs tokens for its own APIs. So the token is real; it is just not for \
             your API. Don't build this step into your API: it is not a contract.",
        ),
        _ => finding.note(
            "The header's nonce is the mark of a Microsoft API's own token format: a plain \
             signature check fails even with the right key.",
        ),
    }
}

/// The host of the request that carried the token.
fn sent_to(facts: &Facts<'_>) -> Option<String> {
    let url = url::Url::parse(facts.found.request_url.as_deref()?).ok()?;
    url.host_str().map(str::to_owned)
}

fn client(id: &str) -> String {
    match application(id) {
        Some(app) => format!("{} ({id})", app.name),
        None => id.to_owned(),
    }
}

fn graph_of(token: &Token) -> Option<&str> {
    token.audiences().into_iter().find(|a| is_graph(a))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnosis::OutcomeKind;
    use crate::diagnosis::testing::Case;

    #[test]
    fn graph_in_any_cloud_fails_with_or_without_keys() {
        for aud in [
            "https://graph.microsoft.com",
            "https://dod-graph.microsoft.us/",
        ] {
            let headline = Case::entra()
                .claim("aud", aud)
                .expect(&RULE, OutcomeKind::Failed);
            assert!(headline.contains(aud), "{headline}");
        }
    }

    #[test]
    fn the_nonce_transform_proves_it_genuine() {
        let case = Case::entra()
            .claim("aud", "00000003-0000-0000-c000-000000000000")
            .header("nonce", "abc")
            .outcome(SignatureOutcome::VerifiedAfterNonceTransform, None);
        assert!(case.expect(&RULE, OutcomeKind::Failed).contains("genuine"));
    }

    #[test]
    fn listing_graph_as_accepted_does_not_help() {
        let graph = "https://graph.microsoft.com";
        let case = Case::entra().claim("aud", graph).audience(graph);
        case.expect(&RULE, OutcomeKind::Failed);
    }

    #[test]
    fn other_audiences_pass() {
        Case::entra().expect(&RULE, OutcomeKind::Passed);
        Case::entra()
            .without("aud")
            .expect(&RULE, OutcomeKind::NotApplicable);
    }
}
