//! Which schemes a text sets up: one call a scheme. The first of the most particular kind is taken;
//! the others are kept beside it, so that the one that fits a token can be compared.

use super::super::choice::note_nothing;
use super::super::form::Form;
use super::super::lexer::Language;
use super::super::source::{Found, Source};
use super::scheme::{Kind, Scheme, configured, name_of};
use super::{
    identity_web, identity_web_app, jwt_bearer, openid_connect, owin_bearer, owin_oauth,
    owin_openid_connect, owin_ws_federation,
};
use crate::api::import::Importer;
use crate::api::{Api, ApiError, Stack};

pub(in super::super) const IMPORTER: Importer = Importer {
    signs: &[
        "AddMicrosoftIdentityWebApi",
        "AddMicrosoftIdentityWebApp",
        "AddJwtBearer",
        "AddOpenIdConnect",
        "JwtBearerOptions",
        "TokenValidationParameters",
        "UseActiveDirectoryFederationServicesBearerAuthentication",
        "UseJwtBearerAuthentication",
        "UseOAuthBearerAuthentication",
        "UseOpenIdConnectAuthentication",
        "UseWindowsAzureActiveDirectoryBearerAuthentication",
        "UseWsFederationAuthentication",
    ],
    recognise,
    read,
};

/// The kinds of schemes, the more particular ones first. One that signs users in stands behind the one
/// of the same library that decides over the tokens of an API.
const KINDS: [&Kind; 9] = [
    &identity_web::KIND,
    &owin_bearer::AZURE_AD,
    &owin_bearer::ADFS,
    &owin_oauth::KIND,
    &identity_web_app::KIND,
    &owin_openid_connect::KIND,
    &owin_ws_federation::KIND,
    &jwt_bearer::KIND,
    &openid_connect::KIND,
];

/// The most schemes that are read beside the one that is taken.
const MOST_OTHERS: usize = 8;

/// One scheme: the place of its kind among all, and the call that sets it up.
type SetUp = (usize, Option<Found>);

fn recognise(text: &str) -> Option<Stack> {
    let names = KINDS.iter().flat_map(|kind| kind.names);
    let mut names = names.chain(jwt_bearer::BARE);
    names.find(|name| text.contains(**name))?;
    let source = Source::new(text, Language::CSharp);
    let (order, _) = set_up(&source).into_iter().next()?;
    KINDS.get(order).map(|kind| kind.stack)
}

/// The calls that set up schemes, the most particular kind first, else in the order of the text; the
/// options that stand alone where there are none.
fn set_up(source: &Source) -> Vec<SetUp> {
    let names: Vec<&str> = KINDS.iter().flat_map(|kind| kind.names).copied().collect();
    let calls = source.calls(&names).into_iter();
    let mut schemes: Vec<SetUp> = calls
        .filter_map(|found| Some((order_of(source, &found)?, Some(found))))
        .collect();
    if schemes.is_empty() {
        schemes = alone(source);
    }
    schemes.sort_by_key(|(order, _)| *order);
    schemes
}

fn order_of(source: &Source, found: &Found) -> Option<usize> {
    let name = found.call.path.last()?.as_str();
    // ASP.NET Core once had a call of the same name.
    let core = name == owin_oauth::JWT_BEARER && !owin_oauth::is_owin(source);
    KINDS.iter().position(|kind| {
        if core {
            kind.stack == Stack::JwtBearer
        } else {
            kind.names.contains(&name)
        }
    })
}

/// Options that stand there without a scheme.
fn alone(source: &Source) -> Vec<SetUp> {
    let order = KINDS.iter().position(|k| k.stack == Stack::JwtBearer);
    let order = order.unwrap_or_default();
    if !configured(source, "JwtBearerOptions").is_empty() {
        return vec![(order, None)];
    }
    let mut outer: Vec<Found> = Vec::new();
    for found in source.calls(jwt_bearer::BARE) {
        let end = outer.last().map_or(0, |last| last.range.end);
        if found.range.start >= end {
            outer.push(found);
        }
    }
    outer
        .into_iter()
        .map(|found| (order, Some(found)))
        .collect()
}

/// Reads all of them.
fn read(name: &str, text: &str) -> Result<Api, ApiError> {
    let source = Source::new(text, Language::CSharp);
    let schemes = set_up(&source);
    let found = schemes.iter().filter_map(|(_, found)| found.as_ref());
    let names: Vec<String> = found.map(|found| name_of(&source, found)).collect();
    let all = schemes.iter().take(MOST_OTHERS + 1);
    let mut read: Vec<One<'_>> = all
        .filter_map(|scheme| one(&source, scheme, &names))
        .collect();
    // One that sets something tells more than one that sets nothing.
    read.sort_by_key(|one| (one.order, one.silent));
    let labels: Vec<String> = read.iter().map(|one| one.label.clone()).collect();
    let mut forms = read.into_iter().map(|one| one.form);
    let Some(mut taken) = forms.next() else {
        return Err(ApiError::NotRecognised {
            name: name.to_owned(),
        });
    };
    if let [first, .., _] = labels.as_slice() {
        taken.draft.note(format!(
            "The code sets up {} schemes: {}. The one that fits the token is compared; where none fits \
             better than the others, that is {first}.",
            labels.len(),
            labels.join(", ")
        ));
    }
    let others = forms.map(Form::finish).filter(|api| !api.is_unknown());
    taken.api().others = others.collect();
    Ok(taken.finish())
}

/// A scheme that was read.
struct One<'a> {
    order: usize,
    /// Whether the call itself sets nothing.
    silent: bool,
    label: String,
    form: Form<'a>,
}

fn one<'a>(source: &'a Source, (order, found): &SetUp, names: &[String]) -> Option<One<'a>> {
    let kind = KINDS.get(*order)?;
    let mut form = Form::new(source, kind.stack);
    if let Some(found) = found {
        form.add_call(found);
    }
    let silent = form.len() == 0;
    let scheme = Scheme {
        found: found.as_ref(),
        names,
    };
    (kind.fill)(&mut form, &scheme);
    note_nothing(&mut form);
    Some(One {
        order: *order,
        silent,
        label: scheme.label(source),
        form,
    })
}
