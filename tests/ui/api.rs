//! The API's tab: what its parts are called and ask for.

use egui::accesskit::Role;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use tokenscope::api::{Api, Stack};
use tokenscope::app::{Action, Model};
use tokenscope::diagnosis::ErrorVerdict;
use tokenscope::ui::{Tab, empty_state};

use super::common_api;
use super::fixture;
use super::scene::{Window, click, shows, sized};

/// A Graph token beside an API that is known in every respect.
pub(crate) fn known() -> Model {
    let mut model = fixture::failing();
    model.api = common_api::api();
    model.error =
        Some("fail: JwtBearerHandler\n  IDX10511: Signature validation failed.".to_owned());
    let inspection = model.inspection.as_mut().unwrap();
    inspection.api = common_api::api();
    inspection.comparison = common_api::comparison();
    inspection.error = Some(common_api::error());
    inspection.predictions = common_api::predictions();
    model
}

fn opened(model: Model) -> Window {
    let mut window = sized(model, 1280.0, 2400.0);
    click(&mut window, "API");
    window
}

fn role(window: &Window, name: &str) -> Role {
    window.get_by_label(name).accesskit_node().role()
}

#[test]
fn every_part_is_named() {
    let mut window = opened(known());
    let rows = [
        (
            "Version: different; the API accepts 2.0; the token has 1.0. the default of Microsoft.Identity.Web",
            Role::ListItem,
        ),
        (
            "Permissions: not checked by the API; the API accepts anything; the token has User.Read profile openid email. nothing asks for one",
            Role::ListItem,
        ),
        (
            "jose (Node.js): refuses. JWSSignatureVerificationFailed. signature verification failed",
            Role::ListItem,
        ),
        ("AWS API Gateway HTTP API: accepts", Role::ListItem),
        (
            "signature-altered: does not apply to this token",
            Role::ListItem,
        ),
        (
            "graph-audience: Failed. This token is for Microsoft Graph. Only Graph can check its signature.",
            Role::Button,
        ),
        ("What was read", Role::DisclosureTriangle),
    ];
    for (name, expected) in rows {
        assert_eq!(role(&window, name), expected, "{name}");
    }
    for words in [
        "different",
        "nearly equal",
        "equal",
        "not known",
        "not checked by the API",
    ] {
        let marks = window.query_all_by_role_and_label(Role::Image, words);
        assert!(marks.count() > 0, "no mark is called {words}");
    }
    assert!(!shows(&window, "the login host"), "folded");
    click(&mut window, "What was read");
    for words in [
        "AzureAd:Instance",
        "the login host",
        "(a secret, not shown)",
    ] {
        assert!(shows(&window, words), "{words}");
    }
    click(&mut window, "Fold");
    assert!(!shows(&window, "AWS API Gateway HTTP API: accepts"));
}

#[test]
fn what_may_decide_is_told_first() {
    let window = opened(known());
    let decides = "AzureAd:TokenValidationParameters:ValidAudiences takes its value from the \
                   environment. Not checked: it may decide which audiences are accepted.";
    let other = "AzureAd:AllowWebApiToBeAuthorizedByACL is a text where true or false belongs";
    let top = |words: &str| window.get_by_label(words).rect().top();
    assert!(top(decides) < top(other));
    assert!(shows(&window, "2 settings, 1 of them may decide"));
}

#[test]
fn that_the_api_does_not_start_stands_above_everything() {
    let mut model = known();
    let sentence = "No audience is configured, and the library asks for one.";
    model.api.fails_to_start = Some(sentence.to_owned());
    model.api.reading.notes.push(sentence.to_owned());
    let window = opened(model);
    let words = "The API accepts no token with this configuration";
    let top = |words: &str| window.get_by_label(words).rect().top();
    assert!(top(words) < top("the API accepts"));
    assert!(
        top(sentence) < top("the API accepts"),
        "and not once more among the notes"
    );
}

#[test]
fn a_row_opens_its_rule() {
    for (width, tab) in [(1280.0, Tab::Api), (720.0, Tab::Checklist)] {
        let mut window = sized(known(), width, 2400.0);
        click(&mut window, "API");
        let row = "Time: different; the API accepts 5 minutes of tolerance; the token has expired 3 h ago. the default of Microsoft.Identity.Web";
        assert_eq!(click(&mut window, row), []);
        let state = &window.state().state;
        assert_eq!(state.checklist.chosen, Some("expired"), "{width}");
        assert_eq!(state.tab, tab, "{width}");
    }
    let mut window = opened(known());
    click(
        &mut window,
        "nonce-header: Not checked. Not checked by itself: the header's nonce says why.",
    );
    assert_eq!(window.state().state.checklist.chosen, Some("nonce-header"));
}

#[test]
fn the_values_of_a_row_can_be_copied() {
    let rows = [
        ("Copy what the API accepts", "2.0"),
        ("Copy what the token has", "1.0"),
    ];
    for (name, expected) in rows {
        let mut window = opened(known());
        let row = window.get_by_label_contains("Version: different");
        row.click_secondary();
        window.run();
        assert_eq!(
            click(&mut window, name),
            [Action::Copy(expected.to_owned())]
        );
    }
}

#[test]
fn nothing_known_offers_three_ways() {
    let mut window = opened(fixture::failing());
    assert!(shows(&window, "Give what your API is configured to accept"));
    assert_eq!(
        click(&mut window, "Paste configuration"),
        [Action::PasteConfiguration]
    );
    assert_eq!(
        click(&mut window, "Open configuration…"),
        [Action::OpenConfiguration]
    );
    assert_eq!(click(&mut window, "Apply"), [], "nothing is filled in");
    for (name, text) in [
        ("Audiences", "api://a, api://b"),
        ("Issuers", "https://i.example/"),
        ("Metadata address", "https://m.example/t/v2.0"),
        ("Permissions", "Orders.Read"),
    ] {
        let role = if name == "Metadata address" {
            Role::TextInput
        } else {
            Role::MultilineTextInput
        };
        let field = window.get_by_role_and_label(role, name);
        field.focus();
        window.run();
        window.get_by_role_and_label(role, name).type_text(text);
        window.run();
    }
    window
        .get_by_role_and_label(Role::ComboBox, "Stack")
        .click();
    window.run();
    click(&mut window, Stack::JwtBearer.title());
    let asked = click(&mut window, "Apply");
    let mut expected = Api {
        stack: Some(Stack::JwtBearer),
        source: Some("by hand".to_owned()),
        ..Api::by_hand(
            ["api://a".to_owned(), "api://b".to_owned()],
            ["https://i.example/".to_owned()],
            Some("https://m.example/t/v2.0/.well-known/openid-configuration".to_owned()),
        )
    };
    expected.permissions = tokenscope::api::Permissions::named(["Orders.Read".to_owned()]);
    let [Action::SetApi(given)] = asked.as_slice() else {
        panic!("{asked:?}");
    };
    assert_eq!(**given, expected);
}

#[test]
fn what_is_known_can_be_changed_and_forgotten() {
    let mut window = opened(known());
    assert!(window.query_by_label("Apply").is_none(), "folded");
    click(&mut window, "Change");
    let field = window.get_by_role_and_label(Role::MultilineTextInput, "Audiences");
    let value = field.accesskit_node().value().unwrap_or_default();
    assert_eq!(value, common_api::api().audiences.join("\n"), "prefilled");
    click(&mut window, "Done");
    assert_eq!(click(&mut window, "Forget"), [Action::ForgetApi]);
    assert_eq!(click(&mut window, "Forget error"), [Action::ForgetError]);
}

#[test]
fn what_is_typed_into_the_error_box_is_set() {
    let mut window = opened(fixture::failing());
    let name = "Error your API gave";
    let field = || Role::MultilineTextInput;
    window.get_by_role_and_label(field(), name).focus();
    window.run();
    window.event(egui::Event::Paste("IDX10503: no key".to_owned()));
    window.run();
    let asked = std::mem::take(&mut window.state_mut().actions);
    assert_eq!(asked, [Action::SetError("IDX10503: no key".to_owned())]);
}

#[test]
fn a_long_error_is_shown_in_rows() {
    let mut model = known();
    model.error = Some("a log line of the API\n".repeat(40_000));
    let window = opened(model);
    let name = "Error your API gave";
    assert!(
        window
            .query_by_role_and_label(Role::MultilineTextInput, name)
            .is_none()
    );
    let rows = window.query_all_by_label("a log line of the API").count();
    assert!((1..40).contains(&rows), "only what is in view: {rows}");
}

#[test]
fn what_the_error_says_is_told() {
    let rows: [(&str, ErrorVerdict, &str); 4] = [
        (
            "a match",
            common_api::error(),
            "A key with the token's kid was found",
        ),
        (
            "hidden values",
            common_api::error(),
            "Values are hidden in it",
        ),
        (
            "another token",
            ErrorVerdict {
                sentences: vec!["The error names another kid.".to_owned()],
                other_token: true,
                ..common_api::error()
            },
            "The error names another kid.",
        ),
        (
            "nothing known",
            ErrorVerdict::default(),
            "No error that this program knows",
        ),
    ];
    for (name, error, words) in rows {
        let mut model = known();
        let other = error.other_token;
        model.inspection.as_mut().unwrap().error = Some(error);
        let window = opened(model);
        assert!(shows(&window, words), "{name}");
        let warned = window.query_by_role_and_label(Role::Image, "Another token");
        assert_eq!(warned.is_some(), other, "{name}");
    }
}

#[test]
fn the_stack_of_the_configuration_is_chosen_first_and_another_can_be() {
    let mut window = opened(known());
    let combo = |window: &Window| {
        let node = window.get_by_role_and_label(Role::ComboBox, "for");
        node.accesskit_node().value().unwrap_or_default()
    };
    assert_eq!(combo(&window), Stack::IdentityWeb.title());
    window.get_by_role_and_label(Role::ComboBox, "for").click();
    window.run();
    assert!(shows(&window, "Gateways and proxies"));
    click(&mut window, Stack::JwtBearer.title());
    assert_eq!(combo(&window), Stack::JwtBearer.title());
}

#[test]
fn nothing_is_computed_while_the_tab_is_closed() {
    let mut window = sized(known(), 1280.0, 800.0);
    assert!(!shows(&window, "the API accepts"));
    window
        .state_mut()
        .model
        .inspection
        .as_mut()
        .unwrap()
        .comparison
        .clear();
    click(&mut window, "API");
    assert!(
        shows(&window, "Nothing in it can be compared"),
        "computed when it is opened"
    );
}

#[test]
fn the_empty_window_tells_what_waits_for_a_token() {
    let mut model = fixture::empty();
    model.api = common_api::api();
    model.error = Some("IDX10503".to_owned());
    let mut window = sized(model, 1000.0, 700.0);
    assert!(shows(
        &window,
        "appsettings.json read: now paste the token."
    ));
    assert_eq!(click(&mut window, "Forget"), [Action::ForgetApi]);
    assert_eq!(click(&mut window, "Forget error"), [Action::ForgetError]);
    assert_eq!(empty_state::kept(&fixture::empty()), []);
}

#[test]
fn what_comes_in_opens_the_tab() {
    let mut window = sized(known(), 1280.0, 800.0);
    assert_eq!(window.state().state.tab, Tab::Claims);
    window.state_mut().model.arrivals += 1;
    window.run();
    assert_eq!(window.state().state.tab, Tab::Api);
    click(&mut window, "Keys");
    assert_eq!(window.state().state.tab, Tab::Keys, "once");
}

#[test]
fn every_size_settles() {
    for (width, height) in [
        (1280.0, 800.0),
        (640.0, 400.0),
        (320.0, 240.0),
        (2560.0, 1440.0),
    ] {
        for model in [known(), fixture::failing()] {
            let mut window = sized(model, width, height);
            window.state_mut().state.tab = Tab::Api;
            window.run();
            let asked = &window.state().actions;
            assert!(asked.is_empty(), "{width} × {height}: {asked:?}");
        }
    }
}
