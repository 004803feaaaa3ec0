//! Tokens that were changed after signing.

use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, Ed25519KeyPair};
use tokenscope::keys::Key;
use tokenscope::signature::{Algorithm, SignatureOutcome, TrialResult};

use super::support::{PAYLOAD, Signer, edited, header, judge, key, nonce_token};

#[test]
fn trials_tell_what_each_key_said() {
    let (a, b) = (Signer::rsa(), Signer::rsa());
    let (key_a, key_b, twin) = (
        key("a", a.public()),
        key("b", b.public()),
        key("twin", a.public()),
    );
    let text = a.token(Algorithm::Rs256, &header("RS256", r#","kid":"a""#), PAYLOAD);
    let results = |text: &str, keys: &[&Key]| -> Vec<TrialResult> {
        let trials = judge(text, keys).trials;
        trials.into_iter().map(|trial| trial.result).collect()
    };
    let verified = results(&text, &[&key_a, &key_b, &twin]);
    assert_eq!(verified[0], TrialResult::Verified);
    assert!(matches!(verified[1], TrialResult::NotTried(_)));
    assert_eq!(
        verified[2],
        TrialResult::Verified,
        "the same key under another name"
    );
    let other = TrialResult::OtherContent { digest: "SHA-256" };
    let altered = results(&edited(&text), &[&key_a, &key_b, &twin]);
    assert_eq!((&altered[0], &altered[2]), (&other, &other));
    let strangers = results(
        &text,
        &[&key("a", b.public()), &key("c", Signer::rsa().public())],
    );
    assert_eq!(
        strangers,
        [TrialResult::NotThisKey, TrialResult::NotThisKey]
    );
}

#[test]
fn the_nonce_transform_confirms_genuine_tokens_only() {
    let (a, b) = (Signer::rsa(), Signer::rsa());
    let (key_a, key_b) = (key("a", a.public()), key("b", b.public()));
    let text = nonce_token(&a, Algorithm::Rs256);
    let judged = judge(&text, &[&key_b, &key_a]);
    assert_eq!(
        judged.outcome,
        SignatureOutcome::VerifiedAfterNonceTransform
    );
    assert_eq!((judged.key, judged.reason), (Some(0), None));
    assert_eq!(
        judge(&edited(&text), &[&key_a]).outcome,
        SignatureOutcome::Altered
    );
    let stranger = judge(&text, &[&key("a", b.public())]);
    assert_eq!(stranger.outcome, SignatureOutcome::WrongKey);
    // A nonce that was signed as it stands needs no transform.
    let plain = a.token(
        Algorithm::Rs256,
        &header("RS256", r#","nonce":"n","kid":"a""#),
        PAYLOAD,
    );
    assert_eq!(judge(&plain, &[&key_a]).outcome, SignatureOutcome::Verified);
}

/// Every place of a good token, changed to its neighbours in the alphabet, to signs outside it, and
/// left out. Last characters, whose lowest bits may not count, are changed to every letter.
#[test]
fn no_changed_character_leaves_a_token_verified() {
    const ALPHABET: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let (rsa, ec) = (Signer::rsa(), Signer::ec(&ECDSA_P256_SHA256_FIXED_SIGNING));
    let ed = Signer::Ed(Ed25519KeyPair::generate().unwrap());
    let with_kid = |alg: &str| header(alg, r#","kid":"a""#);
    let rows = [
        (
            "RS256",
            rsa.token(Algorithm::Rs256, &with_kid("RS256"), PAYLOAD),
            &rsa,
        ),
        (
            "PS256",
            rsa.token(Algorithm::Ps256, &with_kid("PS256"), PAYLOAD),
            &rsa,
        ),
        (
            "ES256",
            ec.token(Algorithm::Es256, &with_kid("ES256"), PAYLOAD),
            &ec,
        ),
        (
            "EdDSA",
            ed.token(Algorithm::EdDsa, &with_kid("EdDSA"), PAYLOAD),
            &ed,
        ),
        ("nonce", nonce_token(&rsa, Algorithm::Rs256), &rsa),
    ];
    for (name, text, signer) in rows {
        let key = key("a", signer.public());
        let good = |text: &str| {
            matches!(
                judge(text, &[&key]).outcome,
                SignatureOutcome::Verified | SignatureOutcome::VerifiedAfterNonceTransform
            )
        };
        assert!(good(&text), "{name}");
        for at in 0..text.len() {
            let old = text.as_bytes()[at];
            let ends = matches!(text.as_bytes().get(at + 1), None | Some(b'.'));
            let place = ALPHABET.iter().position(|c| *c == old);
            let near = place.map_or_else(Vec::new, |p| vec![ALPHABET[p ^ 1], ALPHABET[p ^ 32]]);
            let letters = if ends { ALPHABET.to_vec() } else { near };
            let signs: &[u8] = if at % 16 == 0 || ends { b".=+/ " } else { b"." };
            let replacements = letters.iter().chain(signs).filter(|c| **c != old);
            for new in replacements {
                let mut changed = text.clone();
                changed.replace_range(at..=at, &char::from(*new).to_string());
                assert!(
                    !good(&changed),
                    "{name}: place {at} changed to {}",
                    char::from(*new)
                );
            }
            let mut shorter = text.clone();
            shorter.remove(at);
            assert!(!good(&shorter), "{name}: place {at} left out");
        }
    }
}
