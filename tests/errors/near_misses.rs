//! Texts of other things that share words with errors of tokens, and the same words said of tokens.

use tokenscope::diagnosis::read_error;
use tokenscope::input::error_in;

/// Name, text: nothing in it is an error of a token.
const OTHERS: &[(&str, &str)] = &[
    (
        "prose on expiry",
        "We should talk about why the token is expired by default after an hour.",
    ),
    (
        "prose on a signature",
        "The invoice has an invalid signature, please sign it again.",
    ),
    (
        "a pen without ink",
        "I have read that the signature is invalid when the pen has no ink.",
    ),
    ("sales", "Not enough segments were sold this quarter."),
    ("theatre", "The audience is invalid for the grant."),
    (
        "a package manager",
        "error: Signature verification failed for package foo-1.2.3.tgz",
    ),
    (
        "jarsigner",
        "jarsigner: signature verification failed: SHA-256 digest error for a/b.class",
    ),
    (
        "an invoice",
        "Traceback (most recent call last):\n  File \"app.py\", line 3\nValueError: Invalid issuer of invoice 33",
    ),
    (
        "a form's guard",
        "419 Page Expired: CSRF token mismatch. Token has expired, refresh the page.",
    ),
    (
        "a database that is down",
        "Error: connect ECONNREFUSED 127.0.0.1:5432\n    at TCPConnectWrap.afterConnect",
    ),
    ("an insurance", "Your insurance claim is not valid."),
    (
        "shelves",
        "Bin ID4175 is empty, bay ID1038 and bay ID4037 too.",
    ),
    ("an order", "Order 80049217 was sent on Monday."),
    (
        "a signature of another library",
        "nacl.exceptions.BadSignatureError was raised for the update of the firmware",
    ),
    (
        "a device that waits",
        r#"{"state":"expired_token_of_the_parking_lot","reason":"expired_token at gate 3"}"#,
    ),
    (
        "an access log",
        r#"10.0.0.4 - - [21/Nov/2026:10:00:00 +0000] "GET /token?expired=true HTTP/1.1" 401 17"#,
    ),
    (
        "a page about a code",
        r#""GET /docs/AADSTS50013.html HTTP/1.1" 200"#,
    ),
    (
        "an unrelated exception",
        "System.NullReferenceException: Object reference not set\n   at Contoso.Orders.Get(Int32 id) in C:\\src\\Orders.cs:line 10214",
    ),
];

#[test]
fn other_texts_are_not_taken_for_errors_of_tokens() {
    for (name, text) in OTHERS {
        let found: Vec<&str> = read_error(text).matches.iter().map(|m| m.pattern).collect();
        assert!(found.is_empty(), "{name}: {found:?}");
        assert_eq!(error_in(text), None, "{name}");
    }
}

/// Name, text, the entry.
const OF_TOKENS: &[(&str, &str, &str)] = &[
    ("alone", "invalid signature", "node-signature"),
    (
        "a message in JSON",
        r#"{"message":"invalid signature"}"#,
        "node-signature",
    ),
    (
        "a log that speaks of tokens",
        "JwtStrategy refused the call\nthe reason was invalid signature in request 12",
        "node-signature",
    ),
    (
        "with its class",
        "jose.exceptions.JWTError: Not enough segments of the token",
        "pyjwt-segments",
    ),
    (
        "keys that can't be fetched",
        "request to https://login.microsoftonline.com/common/discovery/keys failed, reason: getaddrinfo ENOTFOUND login.microsoftonline.com",
        "node-network",
    ),
    (
        "a code of Windows Identity Foundation",
        "ID4175: The issuer of the security token was not recognized by the IssuerNameRegistry.",
        "wif-issuer",
    ),
];

#[test]
fn the_same_words_count_where_tokens_are_spoken_of() {
    for (name, text, entry) in OF_TOKENS {
        let reading = read_error(text);
        let mut found = reading.matches.iter().map(|m| m.pattern);
        assert!(found.any(|id| id == *entry), "{name}");
    }
}
