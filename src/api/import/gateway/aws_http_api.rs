//! JWT authorizers of AWS API Gateway HTTP APIs: `CloudFormation`, SAM, `OpenAPI`, Terraform, answers of
//! the command line.

use super::super::Importer;
use super::super::draft::Draft;
use super::aws::{sections, trees};
use super::fill::{add, is_code, means, nothing, unmarked};
use super::tree::{Item, Node};
use crate::api::{Api, ApiError, Stack};

pub(super) const IMPORTER: Importer = Importer {
    signs: &["JwtConfiguration", "jwt_configuration"],
    recognise,
    read,
};

const WHAT: &str = "an AWS API Gateway configuration";

fn recognise(text: &str) -> Option<Stack> {
    let text = unmarked(text);
    if is_code(text) {
        return None;
    }
    let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
    let section = has(&["JwtConfiguration", "jwtConfiguration", "jwt_configuration"]);
    let aws = has(&[
        "AWS::",
        "x-amazon-apigateway",
        "AuthorizerType",
        "AuthorizerId",
        "IdentitySource",
        "identitySource",
        "aws_apigatewayv2_authorizer",
    ]);
    (section && aws).then_some(Stack::AwsHttpApi)
}

fn read(name: &str, text: &str) -> Result<Api, ApiError> {
    let text = unmarked(text);
    let trees = trees(name, text)?;
    let found = sections(&trees, &["JwtConfiguration"]);
    let suits = |item: &&Item<'_>| item.get("issuer").is_some();
    let Some(config) = found.iter().find(suits).or_else(|| found.first()) else {
        return Err(nothing(
            name,
            WHAT,
            "it has no authorizer with `JwtConfiguration`",
        ));
    };
    let mut draft = Draft::of(Stack::AwsHttpApi);
    draft.took_first_of(found.len(), "authorizers", &format!("`{}`", config.name));
    if let Some(issuer) = config.get("issuer")
        && let Some(authority) = draft.take_authority(&issuer, means::ISSUER)
    {
        draft.note(
            "The metadata is read at the issuer's address; its issuer has to be the same text.",
        );
        add(&mut draft.api.issuers, [authority]);
    } else if config.get("issuer").is_none() {
        draft.note("No issuer is set: the authorizer needs one.");
    }
    match config.get("audience") {
        Some(audiences) => draft.take_audiences(&audiences),
        None => draft.note("No audience is set: the authorizer needs one."),
    }
    read_scopes(&mut draft, &trees);
    draft.finish_or(
        name,
        WHAT,
        "its authorizer names neither an issuer nor an audience",
    )
}

/// The scopes that the first route asks for, or the authorizer for all routes.
fn read_scopes(draft: &mut Draft, trees: &[Node]) {
    let asks = |item: &Item<'_>| item.get("AuthorizationScopes").is_some();
    let roots = trees.iter().map(Item::root);
    let asking: Vec<Item<'_>> = roots.flat_map(|root| root.find(&asks)).collect();
    let Some(first) = asking
        .first()
        .and_then(|item| item.get("AuthorizationScopes"))
    else {
        return;
    };
    draft.took_first_of(
        asking.len(),
        "lists of scopes",
        &format!("`{}`", first.name),
    );
    let scopes = first.texts(draft, means::SCOPE);
    add(&mut draft.api.permissions.scopes, scopes);
}
