//! Tokens in forms, headers and logs: where they stood, and which is which.

use tokenscope::input::{Kind, Role, Whole};

use crate::make::{healthy, long, paste, places, second, texts};

#[test]
fn forms_and_fragments_are_labelled() {
    let (id, access, code) = (healthy(), second(), long("1.AXoA"));
    let values = format!(
        "id_token={id}&access_token={access}&code={code}&token_type=Bearer&state=5&session_state=6"
    );
    for (name, text, part) in [
        (
            "fragment",
            format!("https://app.example/#{values}"),
            "fragment",
        ),
        ("fragment alone", format!("#{values}"), "fragment"),
        ("query", format!("https://app.example/cb?{values}"), "query"),
        ("form", values.clone(), "field"),
        (
            "encoded dots",
            format!("https://app.example/#{}", values.replace('.', "%2E")),
            "fragment",
        ),
        (
            "encoded as a whole",
            format!(
                "u=https%3A%2F%2Fapp%23{}",
                values.replace('=', "%3D").replace('&', "%26")
            ),
            "field",
        ),
    ] {
        let reading = paste(&text);
        assert_eq!(
            texts(&reading.found),
            [&id, &access, &code],
            "{name}: {reading:?}"
        );
        let expected = [
            format!("{part} id_token"),
            format!("{part} access_token"),
            format!("{part} code"),
        ];
        assert_eq!(places(&reading.found), expected, "{name}");
        let roles: Vec<Option<Role>> = reading.found.iter().map(|f| f.role).collect();
        assert_eq!(
            roles,
            [Some(Role::IdToken), Some(Role::AccessToken), None],
            "{name}"
        );
        assert_eq!(reading.found[2].kind, Kind::AuthorizationCode, "{name}");
    }
}

#[test]
fn logs_tell_the_line_and_each_token_once() {
    let (one, two) = (healthy(), second());
    let text = format!(
        "first\r\nBearer {one}\r\nagain {one}\r\n\r\nIDX10503: Signature validation failed for {two}\r\n{{\"access_token\":\"{one}\"}}\r\n"
    );
    let reading = paste(&text);
    assert_eq!(reading.whole, Whole::ErrorText);
    assert_eq!(texts(&reading.found), [&one, &two]);
    assert_eq!(places(&reading.found), ["line 2", "line 5"]);
    assert_eq!(reading.found[0].role, Some(Role::AccessToken));
    assert!(reading.remark.is_some());
    assert_eq!(reading.found[0].source, "pasted text");
}

#[test]
fn headers_of_app_service_are_labelled() {
    let (access, id) = (healthy(), second());
    let refresh = long("0.AXoA");
    let text = format!(
        "X-MS-TOKEN-AAD-ACCESS-TOKEN: {access}\nX-MS-TOKEN-AAD-ID-TOKEN: {id}\nX-MS-TOKEN-AAD-REFRESH-TOKEN: {refresh}\nX-MS-CLIENT-PRINCIPAL-NAME: x\n"
    );
    let found = paste(&text).found;
    assert_eq!(texts(&found), [&access, &id, &refresh]);
    assert_eq!(places(&found), ["line 1", "line 2", "line 3"]);
    assert_eq!(
        [found[0].role, found[1].role],
        [Some(Role::AccessToken), Some(Role::IdToken)]
    );
    assert_eq!(found[2].kind, Kind::RefreshToken);
}

#[test]
fn tokens_one_below_the_other_stay_apart() {
    let (one, two) = (healthy(), second());
    for (name, text) in [
        ("lines", format!("{one}\n{two}")),
        ("blank line", format!("{one}\r\n\r\n{two}\r\n")),
        ("blank", format!("{one} {two}")),
        ("comma", format!("{one},{two}")),
        ("list", format!("- {one}\n- {two}\n")),
        ("first one cut", format!("{}\n{two}\n{one}", &one[..400])),
    ] {
        let reading = paste(&text);
        let mut found = texts(&reading.found);
        if name == "first one cut" {
            assert!(found.remove(0) == &one[..400], "{name}");
            found.reverse();
        }
        assert_eq!(found, [&one, &two], "{name}");
    }
}
