//! What the API accepts, read and written.

use serde_json::{Value, json};
use tokenscope::api::{
    Api, Limits, Permissions, PinnedKey, Reading, RequiredClaim, Stack, Unchecked,
};
use tokenscope::documents::DocumentError;

fn strings(values: &[&str]) -> Vec<String> {
    values.iter().map(|v| (*v).to_owned()).collect()
}

#[test]
fn reading() {
    let all = json!({
        "audiences": ["api://a", "b"], "issuers": "https://i", "metadata": "https://m", "source": "web.config",
        "text": "<configuration/>", "later": {"x": 1},
    });
    let api = Api::read(&all).unwrap();
    assert_eq!(api.audiences, strings(&["api://a", "b"]));
    assert_eq!(api.issuers, strings(&["https://i"]));
    assert_eq!(api.metadata.as_deref(), Some("https://m"));
    assert_eq!(api.source.as_deref(), Some("web.config"));
    assert_eq!(api.text.as_deref(), Some("<configuration/>"));
    assert_eq!(Value::Object(api.unknown), json!({"later": {"x": 1}}));
}

#[test]
fn wrong_types_tell_their_place() {
    const NO_TEXT: &str = "is not a string";
    const NO_LIST: &str = "is neither a string nor a list of strings";
    for (row, value, member, problem) in [
        ("not an object", json!(["a"]), "/api", "is not an object"),
        (
            "number of audiences",
            json!({"audiences": 1}),
            "/api/audiences",
            NO_LIST,
        ),
        (
            "number in a list",
            json!({"issuers": ["a", "b", 3]}),
            "/api/issuers/2",
            NO_TEXT,
        ),
        (
            "list of lists",
            json!({"audiences": [["a"]]}),
            "/api/audiences/0",
            NO_TEXT,
        ),
        (
            "list of addresses",
            json!({"metadata": ["a"]}),
            "/api/metadata",
            NO_TEXT,
        ),
        ("source", json!({"source": true}), "/api/source", NO_TEXT),
        ("text", json!({"text": {}}), "/api/text", NO_TEXT),
    ] {
        let expected = DocumentError::Member {
            what: "saved inspection".to_owned(),
            member: member.to_owned(),
            problem: problem.to_owned(),
        };
        assert_eq!(Api::read(&value), Err(expected), "{row}");
    }
}

#[test]
fn wrong_types_of_what_a_configuration_says_tell_their_place() {
    const NO_TEXT: &str = "is not a string";
    const NO_LIST: &str = "is neither a string nor a list of strings";
    for (row, value, member, problem) in [
        (
            "limits",
            json!({"limits": ["at+jwt"]}),
            "/api/limits",
            "is not an object",
        ),
        (
            "age",
            json!({"limits": {"maxAge": "10m"}}),
            "/api/limits/maxAge",
            "is not a number of whole seconds",
        ),
        (
            "type",
            json!({"limits": {"types": [1]}}),
            "/api/limits/types/0",
            NO_TEXT,
        ),
        (
            "guests",
            json!({"limits": {"noGuests": 1}}),
            "/api/limits/noGuests",
            "is neither true nor false",
        ),
        (
            "a claim without a name",
            json!({"requiredClaims": [{"values": ["a"]}]}),
            "/api/requiredClaims/0/name",
            "is missing",
        ),
        (
            "switch",
            json!({"issuerFromMetadata": "yes"}),
            "/api/issuerFromMetadata",
            "is neither true nor false",
        ),
        (
            "key set",
            json!({"keysAddress": 1}),
            "/api/keysAddress",
            NO_TEXT,
        ),
        ("keys", json!({"keys": {}}), "/api/keys", "is not a list"),
        (
            "key",
            json!({"keys": ["a"]}),
            "/api/keys/0",
            "is not an object",
        ),
        (
            "key without a name",
            json!({"keys": [{"line": 1}]}),
            "/api/keys/0/name",
            "is missing",
        ),
        (
            "line",
            json!({"keys": [{"name": "a", "line": "1"}]}),
            "/api/keys/0/line",
            "is not the number of a line",
        ),
        (
            "algorithms",
            json!({"algorithms": {}}),
            "/api/algorithms",
            NO_LIST,
        ),
        (
            "skew",
            json!({"clockSkew": -1}),
            "/api/clockSkew",
            "is not a number of whole seconds",
        ),
        (
            "half seconds",
            json!({"clockSkew": 0.5}),
            "/api/clockSkew",
            "is not a number of whole seconds",
        ),
        (
            "unchecked",
            json!({"unchecked": ["issuer", "all"]}),
            "/api/unchecked/1",
            "is none of issuer, audience, lifetime and signature",
        ),
        ("client", json!({"clientId": 1}), "/api/clientId", NO_TEXT),
        ("tenant", json!({"tenant": []}), "/api/tenant", NO_TEXT),
        ("policy", json!({"policy": 1}), "/api/policy", NO_TEXT),
        ("stack", json!({"stack": 1}), "/api/stack", NO_TEXT),
    ] {
        let expected = DocumentError::Member {
            what: "saved inspection".to_owned(),
            member: member.to_owned(),
            problem: problem.to_owned(),
        };
        assert_eq!(Api::read(&value), Err(expected), "{row}");
    }
}

#[test]
fn writing_is_the_inverse_of_reading() {
    for (row, api) in [
        ("audiences", Api::by_hand(strings(&["a", "b"]), [], None)),
        ("issuers", Api::by_hand([], strings(&["i"]), None)),
        (
            "metadata",
            Api::by_hand([], [], Some("https://m".to_owned())),
        ),
        (
            "an empty text in a list",
            Api {
                audiences: strings(&[""]),
                ..Api::default()
            },
        ),
        (
            "source and text",
            Api {
                source: Some("s".to_owned()),
                text: Some("t".to_owned()),
                ..Api::default()
            },
        ),
        (
            "permissions",
            Api {
                permissions: Permissions {
                    scopes: strings(&["a", "b"]),
                    roles: strings(&["c"]),
                    unknown: serde_json::Map::from_iter([("z".to_owned(), json!(1))]),
                },
                ..Api::default()
            },
        ),
        (
            "what a configuration says",
            Api {
                issuer_from_metadata: true,
                keys_address: Some("https://k".to_owned()),
                keys: vec![PinnedKey {
                    name: "3A38".to_owned(),
                    pem: Some("-----BEGIN PUBLIC KEY-----".to_owned()),
                    line: 7,
                }],
                algorithms: strings(&["RS256"]),
                clock_skew: Some(0),
                unchecked: Unchecked {
                    issuer: true,
                    audience: true,
                    lifetime: true,
                    signature: true,
                },
                client_id: Some("c".to_owned()),
                tenant: Some("t".to_owned()),
                policy: Some("p".to_owned()),
                stack: Some(Stack::Spring),
                ..Api::default()
            },
        ),
        ("unknown", Api::read(&json!({"z": 1, "a": null})).unwrap()),
    ] {
        written_and_read(row, &api);
    }
}

fn written_and_read(row: &str, api: &Api) {
    let written = api.write().expect(row);
    let mut again = Api::read(&written).unwrap();
    // What is told about a text that can't be read is not saved.
    again.reading = Reading::default();
    assert_eq!(again, *api, "{row}: {written}");
}

#[test]
fn what_is_asked_of_a_token_is_written_as_it_is_read() {
    for (row, api) in [
        (
            "required claims",
            Api {
                required_claims: vec![
                    RequiredClaim {
                        names: strings(&["scp"]),
                        values: strings(&["a", "b"]),
                        all: true,
                        line: 4,
                    },
                    RequiredClaim {
                        names: strings(&["azp", "appid"]),
                        values: strings(&["c"]),
                        all: false,
                        line: 0,
                    },
                    RequiredClaim {
                        names: strings(&["email"]),
                        ..RequiredClaim::default()
                    },
                ],
                ..Api::default()
            },
        ),
        (
            "limits",
            Api {
                limits: Limits {
                    types: strings(&["at+jwt", "JWT"]),
                    max_age: Some(600),
                    max_remaining: Some(0),
                    no_guests: true,
                    no_audience: true,
                },
                ..Api::default()
            },
        ),
        (
            "limits that a later program knows beside one of ours",
            Api::read(&json!({"limits": {"maxAge": 5, "later": [1]}})).unwrap(),
        ),
    ] {
        written_and_read(row, &api);
    }
    let limits = json!({"limits": {"types": ["at+jwt"], "maxAge": 600, "maxRemaining": 60, "noGuests": true, "noAudience": true}});
    assert_eq!(Api::read(&limits).unwrap().write(), Some(limits));
    let claims =
        json!({"requiredClaims": [{"name": "scp", "values": ["a", "b"], "all": true, "line": 4}]});
    assert_eq!(Api::read(&claims).unwrap().write(), Some(claims));
}

#[test]
fn nothing_is_written_where_nothing_is_known() {
    assert_eq!(Api::default().write(), None);
    assert_eq!(
        Api::read(&json!({"audiences": null, "metadata": null, "issuers": []}))
            .unwrap()
            .write(),
        None
    );
}

#[test]
fn what_was_typed_is_tidied() {
    let api = Api::by_hand(
        strings(&[" api://a ", "", "api://a", "b"]),
        strings(&["  "]),
        Some(" https://m\n".to_owned()),
    );
    assert_eq!(api.audiences, strings(&["api://a", "b"]));
    assert!(api.issuers.is_empty());
    assert_eq!(api.metadata.as_deref(), Some("https://m"));
    assert!(!api.is_unknown());
    assert!(Api::by_hand(strings(&[" "]), [], Some(String::new())).is_unknown());
}

#[test]
fn permissions_are_read_and_what_is_wrong_is_named() {
    let api = Api::read(&json!({"permissions": {"scopes": "read", "roles": ["A", " A ", ""]}}));
    let permissions = api.unwrap().permissions;
    assert_eq!(permissions.scopes, strings(&["read"]));
    assert_eq!(permissions.roles, strings(&["A"]), "tidied");
    for (value, place) in [
        (json!({"permissions": ["read"]}), "/api/permissions"),
        (
            json!({"permissions": {"roles": [1]}}),
            "/api/permissions/roles/0",
        ),
    ] {
        let error = Api::read(&value).unwrap_err().to_string();
        assert!(error.contains(place), "{error}");
    }
    let either = Permissions::named(strings(&["x", "x", " "]));
    assert_eq!(
        (&either.scopes, &either.roles),
        (&strings(&["x"]), &strings(&["x"]))
    );
}
