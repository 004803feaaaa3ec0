//! Every outcome with its reason.

use aws_lc_rs::signature::ECDSA_P256_SHA256_FIXED_SIGNING;
use tokenscope::input::base64url;
use tokenscope::keys::{Key, PublicKey};
use tokenscope::signature::SignatureOutcome::{
    self, Altered, NoKey, NotChecked, Verified, WrongKey,
};
use tokenscope::signature::{Algorithm, check};
use tokenscope::token::Token;

use super::support::{PAYLOAD, Signer, edited, header, input, key, number, table};

/// Name, token, known keys, outcome, the kid of the key that decided it, a part of the reason
/// (empty where there is none).
type Row = (
    &'static str,
    String,
    Vec<Key>,
    SignatureOutcome,
    Option<&'static str>,
    &'static str,
);

/// Two RSA keys and an elliptic one; tokens are signed by `a` unless they say otherwise.
struct Cast {
    a: Signer,
    b: Signer,
    ec: Signer,
}

impl Cast {
    fn new() -> Self {
        Self {
            a: Signer::rsa(),
            b: Signer::rsa(),
            ec: Signer::ec(&ECDSA_P256_SHA256_FIXED_SIGNING),
        }
    }

    fn key_a(&self) -> Key {
        key("a", self.a.public())
    }

    fn key_b(&self) -> Key {
        key("b", self.b.public())
    }

    fn with(&self, change: fn(&mut Key)) -> Vec<Key> {
        let mut changed = self.key_a();
        change(&mut changed);
        vec![changed]
    }

    /// An RS256 token with more members in its header.
    fn rs(&self, more: &str) -> String {
        let header = header("RS256", more);
        self.a.token(Algorithm::Rs256, &header, PAYLOAD)
    }

    /// A token that is signed with one algorithm and says another.
    fn says(&self, alg: &str, signed: Algorithm) -> String {
        self.a.token(signed, &header(alg, r#","kid":"a""#), PAYLOAD)
    }

    fn by_a(&self) -> String {
        self.rs(r#","kid":"a""#)
    }

    fn by_b(&self) -> String {
        self.rs(r#","kid":"b""#)
    }

    fn es(&self) -> String {
        let header = header("ES256", r#","kid":"a""#);
        self.ec.token(Algorithm::Es256, &header, PAYLOAD)
    }

    /// The good token with another signature part.
    fn signed_by(&self, change: impl Fn(&str) -> String) -> String {
        let text = self.by_a();
        let (input, signature) = text.rsplit_once('.').unwrap();
        format!("{input}.{}", change(signature))
    }
}

fn verified(cast: &Cast) -> Vec<Row> {
    let (a, b) = (cast.key_a(), cast.key_b());
    let both = || vec![b.clone(), a.clone()];
    let impostor = key("a", cast.b.public());
    let twin = key("c", cast.a.public());
    let ec = key("a", cast.ec.public());
    let mut enc = cast.with(|k| k.use_ = Some("enc".to_owned()));
    enc.push(twin.clone());
    let unknown = cast.rs(r#","kid":"z""#);
    let b64 = cast.rs(r#","kid":"a","b64":true"#);
    let twice = cast.rs(r#","kid":"b","kid":"a""#);
    let sig = cast.with(|k| k.use_ = Some("sig".to_owned()));
    let alg = cast.with(|k| k.alg = Some("RS256".to_owned()));
    let ps = cast.says("PS256", Algorithm::Ps256);
    let by_a = || cast.by_a();
    let ok = |name, text, keys, by| (name, text, keys, Verified, Some(by), "");
    vec![
        ok("its key", by_a(), both(), "a"),
        ok("no kid, one fits", cast.rs(""), both(), "a"),
        ok("unknown kid, one fits", unknown, both(), "a"),
        ok("two kids, the last counts", twice, both(), "a"),
        ok(
            "two keys of its kid",
            by_a(),
            vec![impostor, a.clone()],
            "a",
        ),
        ok("its key twice", by_a(), vec![twin, a.clone()], "a"),
        ok(
            "an EC key of its kid",
            by_a(),
            vec![ec.clone(), a.clone()],
            "a",
        ),
        ok("its key for encryption, the same under c", by_a(), enc, "c"),
        ok("key for signatures", by_a(), sig, "a"),
        ok("key of its algorithm", by_a(), alg, "a"),
        ok("ES256", cast.es(), vec![ec], "a"),
        ok("PS256", ps, both(), "a"),
        ok("b64 true", b64, both(), "a"),
    ]
}

fn altered(cast: &Cast) -> Vec<Row> {
    let both = || vec![cast.key_b(), cast.key_a()];
    let nonce = cast.rs(r#","nonce":"n","kid":"a""#);
    let unknown = cast.rs(r#","kid":"z""#);
    let made = "the key a made the signature";
    let row = |name, text: &str, reason| (name, edited(text), both(), Altered, Some("a"), reason);
    vec![
        row(
            "edited",
            &cast.by_a(),
            "SHA-256 value in it is that of other content",
        ),
        row("edited, no kid", &cast.rs(""), made),
        row("edited, kid unknown", &unknown, made),
        row("edited, nonce", &nonce, "Hashing the header's nonce"),
        row(
            "edited, says PS256",
            &cast.says("PS256", Algorithm::Rs256),
            made,
        ),
    ]
}

fn wrong_key(cast: &Cast) -> Vec<Row> {
    let (a, b) = (cast.key_a(), cast.key_b());
    let both = || vec![a.clone(), b.clone()];
    let ec = key("a", cast.ec.public());
    let ps = cast.says("PS256", Algorithm::Ps256);
    let scratched = cast.signed_by(|signature| {
        let mut bytes = number(signature);
        bytes[100] ^= 1;
        base64url::encode(&bytes)
    });
    let verifies = "Its kid names b, but the key a verifies it";
    let made = "Its kid names b, but the RSA arithmetic shows that the key a made";
    let another = "Either another key made the signature, or the signature itself";
    let row = |name, text, keys, by, reason| (name, text, keys, WrongKey, Some(by), reason);
    vec![
        row("another key's kid", cast.by_b(), both(), "a", verifies),
        row(
            "another key's kid, edited",
            edited(&cast.by_b()),
            both(),
            "a",
            made,
        ),
        row("unknown maker", cast.by_b(), vec![b.clone()], "b", another),
        row("signature scratched", scratched, both(), "a", another),
        row(
            "ES256 edited",
            edited(&cast.es()),
            vec![ec],
            "a",
            "With ES256 it can't be told",
        ),
        row(
            "PS256 edited",
            edited(&ps),
            both(),
            "a",
            "With PS256 it can't be told",
        ),
    ]
}

fn no_key(cast: &Cast) -> Vec<Row> {
    let others = vec![cast.key_b(), key("c", Signer::rsa().public())];
    let ec = vec![key("b", cast.ec.public())];
    let one = "No known key has the kid a, and the one known key doesn't verify it";
    let two = "The header names no key, and none of the 2 known keys verifies it";
    let alone = "The header names no key, and the one known key";
    let row = |name, text, keys, reason| (name, text, keys, NoKey, None, reason);
    vec![
        row("nobody's", cast.by_a(), vec![cast.key_b()], one),
        row("nobody's, no kid", cast.rs(""), others, two),
        row("only other kinds", cast.by_a(), ec, one),
        row(
            "its key comes along",
            bringing_its_key(),
            vec![cast.key_a()],
            alone,
        ),
    ]
}

/// A token with its own key in the header: that key is never used.
fn bringing_its_key() -> String {
    let stranger = Signer::rsa();
    let PublicKey::Rsa { n, e } = stranger.public() else {
        panic!("an RSA key");
    };
    let (n, e) = (base64url::encode(&n), base64url::encode(&e));
    let jwk = format!(r#","jwk":{{"kty":"RSA","n":"{n}","e":"{e}"}}"#);
    stranger.token(Algorithm::Rs256, &header("RS256", &jwk), PAYLOAD)
}

fn not_checked_for_the_key(cast: &Cast) -> Vec<Row> {
    let a = || vec![cast.key_a()];
    let enc = cast.with(|k| k.use_ = Some("enc".to_owned()));
    let alg = cast.with(|k| k.alg = Some("RS512".to_owned()));
    let cut = cast.signed_by(|signature| signature.chars().take(20).collect());
    let published = "published for RS512, and the token says RS256";
    let as_ps = "signed exactly this content, but as PKCS#1 v1.5 with SHA-256, not as PS256";
    let as_rs512 = "with SHA-256, not as RS512";
    let row = |name, text, keys, reason| (name, text, keys, NotChecked, None, reason);
    vec![
        row(
            "no keys",
            cast.by_a(),
            Vec::new(),
            "No signing keys are known",
        ),
        row("for encryption", cast.by_a(), enc, "the use \"enc\""),
        row("of another algorithm", cast.by_a(), alg, published),
        row(
            "of another kind",
            cast.es(),
            a(),
            "an RSA 2048 key can't check ES256",
        ),
        row(
            "signature cut",
            cut,
            a(),
            "has 15 bytes, and this key makes 256",
        ),
        row(
            "RS256 as PS256",
            cast.says("PS256", Algorithm::Rs256),
            a(),
            as_ps,
        ),
        row(
            "RS256 as RS512",
            cast.says("RS512", Algorithm::Rs256),
            a(),
            as_rs512,
        ),
    ]
}

fn not_checked_for_the_token(cast: &Cast) -> Vec<Row> {
    let rs = |more: &str| cast.rs(&format!(r#","kid":"a"{more}"#));
    let says = |alg: &str| format!("{}.AAAA", input(&header(alg, ""), PAYLOAD));
    let text = |text: &str| text.to_owned();
    let two = cast.by_a().rsplit_once('.').unwrap().0.to_owned();
    let rows = vec![
        (
            "no signature",
            cast.signed_by(|_| String::new()),
            "signature part is empty",
        ),
        (
            "unreadable",
            cast.signed_by(|_| "A+B=".to_owned()),
            "not base64url",
        ),
        ("two parts", two, "3 parts; this one has 2"),
        (
            "four parts",
            format!("{}.AA", cast.by_a()),
            "3 parts; this one has 4",
        ),
        ("encrypted", text("e30.AA.AA.AA.AA"), "encrypted"),
        (
            "header unreadable",
            text("e3.e30.AA"),
            "nothing tells the algorithm",
        ),
        ("alg missing", text("e30.e30.AA"), "alg is missing"),
        ("alg none", says("none"), "not signed"),
        ("alg nOnE", says("nOnE"), "spelling of none"),
        ("alg rs256", says("rs256"), "the algorithm is RS256"),
        ("alg HS256", says("HS256"), "secret that both sides share"),
        ("alg ES256K", says("ES256K"), "not supported"),
        ("alg a number", rs(r#","alg":5"#), "alg is not a string"),
        ("kid a number", rs(r#","kid":5"#), "kid is not a string"),
        ("crit", rs(r#","crit":["exp"],"exp":1"#), "crit: exp"),
        ("crit empty", rs(r#","crit":[]"#), "not a list of names"),
        ("crit twice", rs(r#","crit":["x"],"crit":["y"]"#), "crit: x"),
        ("b64 false", rs(r#","b64":false"#), "b64"),
    ];
    rows.into_iter()
        .map(|(name, text, reason)| (name, text, vec![cast.key_a()], NotChecked, None, reason))
        .collect()
}

#[test]
fn outcomes_and_their_reasons() {
    let cast = Cast::new();
    let groups = [
        verified,
        altered,
        wrong_key,
        no_key,
        not_checked_for_the_key,
        not_checked_for_the_token,
    ];
    for (name, text, keys, outcome, by, part) in groups.iter().flat_map(|rows| rows(&cast)) {
        let token = Token::take_apart(&text);
        let table = table(&token, &keys.iter().collect::<Vec<_>>());
        let judged = check(&token, &table);
        assert_eq!(judged.outcome, outcome, "{name}: {:?}", judged.reason);
        let decided = judged
            .key
            .and_then(|index| table.keys[index].kid.as_deref());
        assert_eq!(decided, by, "{name}");
        let reason = judged.reason.unwrap_or_default();
        assert!(reason.contains(part), "{name}: {reason}");
        assert_eq!(reason.is_empty(), part.is_empty(), "{name}: {reason}");
        assert!(
            reason.is_empty() || reason.ends_with('.'),
            "{name}: {reason}"
        );
        let tried: Vec<usize> = judged.trials.iter().map(|trial| trial.key).collect();
        let all: Vec<usize> = (0..table.keys.len()).collect();
        assert!(
            tried.is_empty() || tried == all,
            "{name}: one trial a key, in order"
        );
    }
}
