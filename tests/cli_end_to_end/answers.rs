//! Answers of a token endpoint: what stands beside the access token was not sent to the API.

use serde_json::{Value, json};

use super::offline::saved;
use super::{AT, Signer, call, claims, entra_issuer, file};

const CLIENT: &str = "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee";

/// The verdicts of a report, each a rule and an outcome, and its exit status.
fn verdicts(args: &[&str]) -> (Vec<String>, Option<i32>) {
    let called = call(args, "");
    let verdict = |token: &Value| {
        let verdict = &token["verdict"];
        let member = |name: &str| verdict[name].as_str().unwrap().to_owned();
        format!("{} {}", member("rule"), member("outcome"))
    };
    (called.tokens().iter().map(verdict).collect(), called.status)
}

#[test]
fn what_stands_beside_the_access_token_doesn_t_fail() {
    let signer = Signer::new("answer-key");
    let access = signer.token(&claims(&entra_issuer()));
    // An hour over already: nobody sends it anywhere.
    let mut of_user = claims(&entra_issuer());
    for name in ["azp", "azpacr", "scp"] {
        of_user.as_object_mut().unwrap().shift_remove(name);
    }
    of_user["aud"] = json!(CLIENT);
    of_user["exp"] = json!(1_795_251_700);
    let id = signer.token(&of_user);
    let refresh = format!("0.AXkA{}", "b2c3".repeat(40));
    let answer = json!({ "token_type": "Bearer", "access_token": access, "refresh_token": refresh, "id_token": id });
    let without = json!({ "token_type": "Bearer", "refresh_token": refresh, "id_token": id });
    let call_with = |bearer: &str| {
        json!({ "log": { "entries": [
            { "request": { "method": "POST", "url": "https://login.microsoftonline.com/t/oauth2/v2.0/token", "headers": [],
                           "postData": { "params": [{ "name": "refresh_token", "value": refresh }] } },
              "response": { "content": { "text": answer.to_string() } } },
            { "request": { "method": "GET", "url": "https://api.contoso.com/",
                           "headers": [{ "name": "Authorization", "value": format!("Bearer {bearer}") }] },
              "response": {} },
        ] } })
    };
    let (passed, beside) = (
        "signature-verified passed",
        "id-token-as-access-token warning",
    );
    let (grant, sent) = ("not-a-jwt warning", "id-token-as-access-token failed");
    let evidence = saved(&signer, &access).to_string();
    let evidence = file("answer-evidence.tokenscope.json", evidence.as_bytes());
    let rows = [
        ("an answer", answer.clone(), vec![passed, grant, beside], 0),
        (
            "without an access token",
            without,
            vec!["not-a-jwt failed", sent],
            1,
        ),
        (
            "used as it should be",
            call_with(&access),
            vec![grant, passed, beside],
            0,
        ),
        (
            "the ID token was sent",
            call_with(&id),
            vec![grant, passed, sent],
            1,
        ),
        (
            "the refresh token was sent",
            call_with(&refresh),
            vec!["not-a-jwt failed", passed, beside],
            1,
        ),
    ];
    for (name, text, expected, status) in rows {
        let text = file(&format!("answer {name}.json"), text.to_string().as_bytes());
        let args = [
            "report",
            "--offline",
            "--json",
            "--at",
            AT,
            "--with",
            &evidence,
            &text,
        ];
        assert_eq!(
            verdicts(&args),
            (
                expected.into_iter().map(str::to_owned).collect(),
                Some(status)
            ),
            "{name}"
        );
    }
}
