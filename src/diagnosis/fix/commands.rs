//! Remedies that are commands, one function a rule.

use serde_json::{Value, json};

use super::super::listing::graph_host;
use super::Command;
use super::requests::{graph, manifest, one_line, shell_word, version_2};
use super::target::{client_id, key, scope_to_ask};
use crate::diagnosis::{Entry, Inspection, OutcomeKind};
use crate::documents::AddressState;
use crate::issuer::{Cloud, Family, Purpose, metadata_facts};
use crate::token::{Who, is_guid, who_of};

/// The remedies of everything that failed or warned, those of the verdict first.
pub(super) fn commands(inspection: &Inspection) -> Vec<Command> {
    let verdict = inspection.verdict.rule;
    let told = |e: &&Entry| matches!(e.outcome, OutcomeKind::Failed | OutcomeKind::Warning);
    let mut entries: Vec<&Entry> = inspection.checklist.iter().filter(told).collect();
    entries.sort_by_key(|entry| (entry.rule != verdict, entry.outcome != OutcomeKind::Failed));
    let mut commands: Vec<Command> = Vec::new();
    for entry in entries {
        for command in of_rule(inspection, entry.rule) {
            if !commands.contains(&command) {
                commands.push(command);
            }
        }
    }
    commands
}

fn of_rule(inspection: &Inspection, rule: &str) -> Vec<Command> {
    match rule {
        "graph-audience"
        | "microsoft-api-audience"
        | "audience-mismatch"
        | "id-token-as-access-token"
        | "sealed-personal-account-token" => vec![scope(inspection)],
        "saml-app-key" => vec![saml_off(inspection)],
        "custom-signing-key" => vec![mapped_claims(inspection)],
        "token-version-mismatch" => version(inspection),
        "b2c-tfp-issuer" => vec![issuance_pattern()],
        "metadata-unreachable" => reach(inspection),
        "stale-key-cache" | "key-withdrawn" => rollover(inspection),
        "groups-overage" => groups(inspection),
        "no-permissions" | "missing-permission" => permissions(inspection),
        _ => Vec::new(),
    }
}

/// The host of Microsoft Graph in the token's cloud.
fn host(inspection: &Inspection) -> &'static str {
    graph_host(inspection.authority.as_ref().and_then(|a| a.cloud))
}

/// The API's application ID, or a gap to fill.
fn api_id(inspection: &Inspection) -> String {
    let known = || {
        let token = inspection.token.as_ref()?;
        client_id(inspection, token, inspection.authority.as_ref()?, None)
    };
    known().unwrap_or_else(|| "<application ID of your API>".to_owned())
}

/// The application whose own key signed: the one of the `?appid=` that lists it.
fn signing_application(inspection: &Inspection) -> String {
    let listed = key(inspection).and_then(|key| {
        let sources = inspection.keys.sources_of(key);
        { sources }.find_map(|source| match &source.purpose {
            Some(Purpose::Application(id)) => Some(id.clone()),
            _ => metadata_facts(&source.url).app_id,
        })
    });
    let listed = listed.filter(|id| is_guid(id));
    listed.unwrap_or_else(|| api_id(inspection))
}

/// F-20 to F-24: the scope to ask for.
fn scope(inspection: &Inspection) -> Command {
    let scope = scope_to_ask(inspection);
    Command {
        title: "Asks for a token for your API, as the scope of the client's token request"
            .to_owned(),
        language: "text",
        text: format!("{}\n", one_line(&scope)),
        caution: "One request is for one API: ask for Microsoft Graph in another one.".to_owned(),
    }
}

/// F-56: `preferredSingleSignOnMode` back to null.
fn saml_off(inspection: &Inspection) -> Command {
    let id = signing_application(inspection);
    graph(
        "Turns SAML single sign-on off for this application, so that the shared keys sign its tokens",
        "PATCH",
        &format!(
            "https://{}/v1.0/servicePrincipals(appId='{id}')",
            host(inspection)
        ),
        Some(&json!({ "preferredSingleSignOnMode": null })),
        "The application's SAML sign-in stops working; a separate app registration for the API is the \
         recommended way. It takes the permission Application.ReadWrite.All.",
    )
}

/// F-57: claims mapping without a key of its own.
fn mapped_claims(inspection: &Inspection) -> Command {
    let id = signing_application(inspection);
    graph(
        "Lets this application have mapped claims without a signing key of its own",
        "PATCH",
        &format!(
            "https://{}/v1.0/applications(appId='{id}')",
            host(inspection)
        ),
        Some(&json!({ "api": { "acceptMappedClaims": true } })),
        "Only for an application of one tenant; then remove the signing key from the service \
         principal, and get a new token.",
    )
}

/// F-17: the API's manifest decides the version.
fn version(inspection: &Inspection) -> Vec<Command> {
    const CAUTION: &str = "New tokens then carry the bare application ID as aud, azp in place of \
        appid, and preferred_username in place of upn: let the API accept those first.";
    let issuer = inspection
        .authority
        .as_ref()
        .and_then(|a| a.issuer.as_deref());
    let version = issuer.and_then(|i| crate::issuer::issuer_facts(i).version);
    // Back to version 1 is no remedy that anybody should take: the API can accept this issuer.
    if version != Some(1) {
        return Vec::new();
    }
    let address = format!(
        "https://{}/v1.0/applications(appId='{}')",
        host(inspection),
        api_id(inspection)
    );
    let by_hand = "Sets the token version in the manifest of the API's app registration";
    let by_request = "Sets the token version of the API's app registration";
    vec![
        manifest(by_hand, &version_2(), CAUTION),
        graph(by_request, "PATCH", &address, Some(&version_2()), CAUTION),
    ]
}

/// F-19: the issuer without the policy.
fn issuance_pattern() -> Command {
    Command {
        title: "Issues tokens whose issuer doesn't name the policy, in the metadata of the custom \
                policy's JwtIssuer"
            .to_owned(),
        language: "xml",
        text: "<Item Key=\"IssuanceClaimPattern\">AuthorityAndTenantGuid</Item>\n".to_owned(),
        caution:
            "In a user flow it is the property token compatibility, issuer claim; every API that \
                  compares the present issuer has to follow."
                .to_owned(),
    }
}

/// F-62: whether the API's host reaches the address.
fn reach(inspection: &Inspection) -> Vec<Command> {
    let failed = inspection
        .addresses
        .iter()
        .find(|a| matches!(a.state, AddressState::Failed(_)));
    let command = |address: &str| Command {
        title: "Shows whether the host of the API reaches the metadata".to_owned(),
        language: "shell",
        text: format!("curl -sS -m 10 {}\n", shell_word(address)),
        caution: "Run it where the API runs. The address is public: send no token with it."
            .to_owned(),
    };
    let failed = failed.map(|checked| command(&checked.address.metadata));
    failed.into_iter().collect()
}

/// G-5: has the newest key sign the application's tokens, to see whether the API follows; and back.
fn rollover(inspection: &Inspection) -> Vec<Command> {
    let entra = inspection.authority.as_ref().is_some_and(|a| {
        a.platform.family() == Family::Entra
            && matches!(a.cloud, None | Some(Cloud::Public | Cloud::China))
    });
    if !entra {
        return Vec::new();
    }
    let id = api_id(inspection);
    let china = inspection.authority.as_ref().and_then(|a| a.cloud) == Some(Cloud::China);
    let (graph_in, keys_in) = if china {
        (" -Environment China", " -Environment china")
    } else {
        ("", "")
    };
    let command = |title: &str, lines: &[String], caution: &str| Command {
        title: title.to_owned(),
        language: "shell",
        text: format!("{}\n", lines.join("\n")),
        caution: caution.to_owned(),
    };
    let update = format!("Update-MsIdApplicationSigningKeyThumbprint -ApplicationId {id}");
    vec![
        command(
            "Tests whether the API follows a new key: has the newest one sign this application's tokens \
             (PowerShell module MSIdentityTools)",
            &[
                format!("Connect-MgGraph{graph_in} -Scopes \"Application.ReadWrite.All\""),
                format!("Get-MsIdSigningKeyThumbprint -Latest{keys_in} | {update}"),
            ],
            "Get a new token afterwards, in a new private window, and always undo it: a key that is \
             chosen so stops working when it is withdrawn.",
        ),
        command(
            "Leaves the choice of the key to Entra ID again, after the test",
            &[format!("{update} -Default")],
            "",
        ),
    ]
}

/// F-42: the groups that aren't in the token.
fn groups(inspection: &Inspection) -> Vec<Command> {
    let user = inspection
        .token
        .as_ref()
        .and_then(|t| t.claim("oid"))
        .filter(|id| is_guid(id))
        .unwrap_or("<object ID of the user>");
    vec![
        graph(
            "Reads the groups of this user",
            "POST",
            &format!(
                "https://{}/v1.0/users/{user}/getMemberObjects",
                host(inspection)
            ),
            Some(&json!({ "securityEnabledOnly": false })),
            "It takes a token for Microsoft Graph with the permission GroupMember.Read.All and \
             User.Read.All, not this one.",
        ),
        manifest(
            "Puts only the groups into tokens that are assigned to the application",
            &json!({ "groupMembershipClaims": "ApplicationGroup" }),
            "Groups have to be assigned to the enterprise application first, else none is in the token.",
        ),
    ]
}

/// F-40, F-41: a role for an application by itself, a scope for calls on behalf of a user.
fn permissions(inspection: &Inspection) -> Vec<Command> {
    let Some(token) = &inspection.token else {
        return Vec::new();
    };
    let family = inspection.authority.as_ref().map(|a| a.platform.family());
    if who_of(token) != Who::App || family != Some(Family::Entra) {
        return vec![user_scope(inspection)];
    }
    let body: Value = json!({
        "principalId": token.claim("oid").filter(|id| is_guid(id)).unwrap_or("<object ID of the client's service principal>"),
        "resourceId": "<object ID of the API's service principal>",
        "appRoleId": "<ID of the app role>",
    });
    let api = api_id(inspection);
    vec![graph(
        "Gives the client an app role of the API",
        "POST",
        &format!(
            "https://{}/v1.0/servicePrincipals(appId='{api}')/appRoleAssignedTo",
            host(inspection)
        ),
        Some(&body),
        "An administrator has to run it, with AppRoleAssignment.ReadWrite.All; then get a new token.",
    )]
}

/// The scopes that the API asks for by their full names.
fn user_scope(inspection: &Inspection) -> Command {
    let default = api_id(inspection);
    let base = inspection
        .token
        .as_ref()
        .and_then(|t| t.audiences().into_iter().find(|a| a.contains("://")))
        .map_or_else(
            || format!("api://{default}"),
            |uri| uri.trim_end_matches('/').to_owned(),
        );
    let scopes = &inspection.api.permissions.scopes;
    let named = match scopes.as_slice() {
        [] => vec![format!("{base}/.default")],
        names => names.iter().map(|name| full(&base, name)).collect(),
    };
    Command {
        title: "Asks for the API's permissions, as the scope of the client's token request"
            .to_owned(),
        language: "text",
        text: format!("{}\n", one_line(&named.join(" "))),
        caution: "The user or an administrator has to consent to it first.".to_owned(),
    }
}

/// A scope with the address of its API before it.
fn full(base: &str, name: &str) -> String {
    if name.contains("://") {
        name.to_owned()
    } else {
        format!("{base}/{name}")
    }
}
