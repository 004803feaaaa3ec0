//! The API's side in both reports.

use jiff::tz::TimeZone;
use serde_json::json;
use tokenscope::api::{About, Api, Reading, Setting, Stack, Unread};
use tokenscope::diagnosis::{
    Answer, Comparison, ErrorMatch, ErrorReading, ErrorVerdict, Inspection, Likeness, Prediction,
    Subject,
};
use tokenscope::report::{TextOptions, json_with, text_with};

use super::sample::{at, inspection};

const NEAR: &str = "https://sts.windows.net/t";

fn judged() -> Inspection {
    let mut one = inspection();
    one.api = Api {
        audiences: vec!["api://x".to_owned()],
        stack: Some(Stack::IdentityWeb),
        source: Some("appsettings.json".to_owned()),
        reading: Reading {
            settings: vec![Setting {
                line: 4,
                name: "AzureAd:TenantId".to_owned(),
                value: "evil\u{202e}\u{1b}[2J".to_owned(),
                meaning: "the tenant".to_owned(),
            }],
            unread: vec![Unread {
                line: Some(7),
                name: "AzureAd:ClientId".to_owned(),
                reason: "is a number where a text belongs".to_owned(),
                about: Some(About::Audience),
            }],
            notes: vec!["The section AzureAd was taken.".to_owned()],
        },
        fails_to_start: Some("The app stops.".to_owned()),
        ..Api::default()
    };
    one.comparison = vec![
        Comparison {
            subject: Subject::Issuer,
            expected: vec!["https://other.example/".to_owned(), NEAR.to_owned()],
            actual: Some(format!("{NEAR}/")),
            likeness: Likeness::Near,
            origin: "AzureAd:TenantId, line 4".to_owned(),
            note: "Only the slash at the end differs.".to_owned(),
            rule: Some("issuer-near-miss"),
        },
        Comparison {
            subject: Subject::Permissions,
            expected: Vec::new(),
            actual: None,
            likeness: Likeness::Unknown,
            origin: String::new(),
            note: String::new(),
            rule: None,
        },
    ];
    one.error = Some(ErrorVerdict {
        reading: ErrorReading {
            matches: vec![ErrorMatch {
                pattern: "idx10503",
                code: "IDX10503".to_owned(),
                stack: "Microsoft.IdentityModel",
                meaning: "No key fits.",
                rules: vec!["key-not-found"],
                line: 2,
            }],
            hidden: Some("Values are hidden: set ShowPII.".to_owned()),
            ..ErrorReading::default()
        },
        sentences: vec!["The error is about this token.".to_owned()],
        other_token: false,
    });
    one.predictions = vec![
        Prediction {
            validator: "jose 6",
            answer: Answer::Refuses {
                error: "ERR_JWT_EXPIRED".to_owned(),
                message: "\"exp\" claim timestamp check failed".to_owned(),
            },
            why: "No tolerance.".to_owned(),
        },
        Prediction {
            validator: "Envoy",
            answer: Answer::Accepts,
            why: String::new(),
        },
    ];
    one
}

fn report(error: &str, fix: Option<Stack>) -> String {
    let options = TextOptions {
        error: Some(error),
        fix,
        width: 120,
        ..TextOptions::default()
    };
    text_with(&[judged()], at(), &TimeZone::UTC, &options)
}

#[test]
fn an_error_keeps_its_lines() {
    let report = report("IDX10503: no\r\n\tat Validate()\n\nend\n", None);
    let shown = "\nThe API's error\n  IDX10503: no\n  at Validate()\n\n  end\n  IDX10503 (";
    assert!(report.contains(shown), "{report}");
    assert!(
        !report.contains("\\n") && !report.contains("\\t"),
        "{report}"
    );
}

#[test]
fn the_text_tells_the_api_s_side() {
    let report = report("IDX10503: no", None);
    let places = [
        "\nThe API's error\n  IDX10503: no\n  IDX10503 (Microsoft.IdentityModel): No key fits. It points to: key-not-found.\n",
        "  The error is about this token.\n  Values are hidden: set ShowPII.\n",
        "\nThe API and the token\n",
        "  ~ Issuer        accepts  https://other.example/\n",
        "                           https://sts.windows.net/t\n",
        "                                                    ^\n",
        "                  has      https://sts.windows.net/t/\n",
        "                                                    ^\n",
        "                  from     AzureAd:TenantId, line 4\n",
        "                  rule     issuer-near-miss\n",
        "                  Only the slash at the end differs.\n",
        "  ? Permissions   accepts  not known\n",
        "                  has      nothing\n",
        "\nWhat validators would answer\n",
        "refuses: ERR_JWT_EXPIRED\n      “\"exp\" claim",
        "  Envoy   accepts\n",
        "\nChecklist\n",
        "\nThe API's configuration\n  appsettings.json: Microsoft.Identity.Web (API)\n",
        "4     AzureAd:TenantId  evil\\u{202E}\\u{001B}[2J  the tenant\n",
        "  Not understood: line 7: AzureAd:ClientId is a number where a text belongs. It decides about the audiences that are\n",
        "  accepted.\n",
        "  The section AzureAd was taken.\n",
        "\nCommands\n  Turns SAML single sign-on off",
        "      PATCH https://graph.microsoft.com/v1.0/servicePrincipals(appId='",
        "Judged by",
    ];
    let mut rest = report.as_str();
    for place in places {
        let Some((_, after)) = rest.split_once(place) else {
            panic!("{place:?} is missing or out of order in:\n{report}");
        };
        rest = after;
    }
    assert!(
        !report.contains('\u{1b}') && !report.contains('\u{202e}'),
        "{report}"
    );
}

#[test]
fn of_a_log_only_the_lines_are_shown_that_say_something() {
    let noise = "nothing here\n".repeat(200);
    let log = format!("first\nIDX10503: the line\n{noise}");
    let report = report(&log, None);
    assert!(
        report.contains("  line 2: IDX10503: the line\n"),
        "{report}"
    );
    assert!(report.contains("1 of 202 lines."), "{report}");
    assert!(!report.contains("nothing here"), "{report}");
}

#[test]
fn the_json_report_has_the_api_s_side() {
    let report = json_with(&[judged()], at(), Some(Stack::KongJwt));
    let token = &report["tokens"][0];
    let rows = [
        ("/api/source", json!("appsettings.json")),
        ("/api/stack", json!("identity-web")),
        ("/api/audiences/0", json!("api://x")),
        ("/api/settings/0/line", json!(4)),
        ("/api/settings/0/name", json!("AzureAd:TenantId")),
        ("/api/unread/0/line", json!(7)),
        ("/api/unread/0/about", json!("audience")),
        ("/api/failsToStart", json!("The app stops.")),
        ("/api/notes/0", json!("The section AzureAd was taken.")),
        ("/comparison/0/subject", json!("issuer")),
        ("/comparison/0/likeness", json!("near")),
        ("/comparison/0/rule", json!("issuer-near-miss")),
        ("/comparison/1/actual", json!(null)),
        ("/error/matches/0/code", json!("IDX10503")),
        ("/error/matches/0/rules", json!(["key-not-found"])),
        ("/error/other_token", json!(false)),
        ("/predictions/0/answer", json!("refuses")),
        ("/predictions/0/error", json!("ERR_JWT_EXPIRED")),
        ("/predictions/1/answer", json!("accepts")),
        ("/predictions/1/message", json!(null)),
        ("/commands/0/language", json!("http")),
        ("/fix/stack", json!("kong-jwt")),
        ("/fix/text", json!(null)),
    ];
    for (pointer, expected) in rows {
        assert_eq!(token.pointer(pointer), Some(&expected), "{pointer}");
    }
    let without = json_with(&[judged()], at(), None);
    assert_eq!(without["tokens"][0].get("fix"), None);
}

#[test]
fn a_stack_that_can_t_says_why_after_the_report() {
    let report = report("x", Some(Stack::KongJwt));
    let (_, after) = report.split_once("Judged by").expect("its end");
    assert!(
        after.contains("\nNo configuration for Kong jwt plugin\n"),
        "{after}"
    );
}

#[test]
fn validators_that_depend_on_the_same_are_said_together() {
    let mut one = judged();
    let depends = |validator, why: &str| Prediction {
        validator,
        answer: Answer::Unknown("It depends on the audience.".to_owned()),
        why: why.to_owned(),
    };
    one.predictions.push(depends("PyJWT", "It takes RS256."));
    one.predictions.push(depends("go-oidc", ""));
    let options = TextOptions {
        width: 120,
        ..TextOptions::default()
    };
    let report = text_with(&[one], at(), &TimeZone::UTC, &options);
    let together = "  PyJWT, go-oidc\n      depends\n      It depends on the audience.\n      PyJWT: It takes RS256.\n\n";
    assert!(report.contains(together), "{report}");
    assert_eq!(report.matches("It depends on").count(), 1, "{report}");
}
