//! The compact tokens of Wycheproof's JSON Web Signature set.

use tokenscope::signature::SignatureOutcome::{NotChecked, Verified};

use super::support::{json, judge, key_of, recorded};

/// Cases whose outcome differs here, with the reason.
const EXCEPTIONS: &[(u64, &str)] = &[
    (346, "the key is published for PS256, the token says PS384"),
    (350, "the key is published for PS256, the token says PS384"),
    (347, "the key is published for ES521, which is no algorithm"),
    (351, "the key is published for ES521, which is no algorithm"),
    (355, "key_ops is not among the members that are kept"),
    (356, "key_ops is not among the members that are kept"),
];

#[test]
fn wycheproof_tokens() {
    let Some(path) = recorded("vectors/json_web_signature_test.json") else {
        return;
    };
    let (mut valid, mut all, mut symmetric) = (0, 0, 0);
    for group in json(&path)["testGroups"].as_array().unwrap() {
        let jwk = group.get("public").unwrap_or(&group["private"]);
        let is_symmetric = jwk["kty"] == "oct";
        let keys = [key_of(jwk)];
        for test in group["tests"].as_array().unwrap() {
            let case = test["tcId"].as_u64().unwrap();
            let name = format!("{case} {}", test["comment"]);
            let judged = judge(test["jws"].as_str().unwrap(), &keys);
            let verified = judged.outcome == Verified;
            let excepted = EXCEPTIONS.iter().any(|(c, _)| *c == case);
            all += 1;
            if is_symmetric {
                // Only holders of the secret can check these.
                assert_eq!(judged.outcome, NotChecked, "{name}");
                symmetric += 1;
            } else {
                let expected = (test["result"] == "valid") != excepted;
                assert_eq!(verified, expected, "{name}: {:?}", judged.reason);
                valid += usize::from(verified);
            }
            assert_eq!(judged.reason.is_none(), verified, "{name}");
        }
    }
    assert_eq!((all, symmetric, valid), (401, 40, 34));
}
