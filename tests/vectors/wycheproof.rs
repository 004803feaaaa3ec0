//! Wycheproof: every valid signature verifies, every invalid one is refused.

use tokenscope::keys::PublicKey;
use tokenscope::signature::{Algorithm, Explanation, explain, verify_with};
use wycheproof::{TestResult, ecdsa, eddsa, rsa_pkcs1_verify, rsa_pss_verify};

/// Vectors whose outcome differs here, with the reason: set, case, reason.
const EXCEPTIONS: &[(&str, usize, &str)] = &[];

/// Counts what was checked, so that an empty set can't pass.
#[derive(Default)]
struct Tally {
    valid: usize,
    invalid: usize,
}

impl Tally {
    fn judge(&mut self, set: &str, case: usize, result: TestResult, verifies: bool) {
        let excepted = EXCEPTIONS.iter().any(|(s, c, _)| *s == set && *c == case);
        match result {
            TestResult::Valid => {
                assert_eq!(verifies, !excepted, "{set} {case} is valid");
                self.valid += 1;
            }
            TestResult::Invalid => {
                assert_eq!(verifies, excepted, "{set} {case} is invalid");
                self.invalid += 1;
            }
            // Either answer is right: a missing NULL in the block, for example.
            TestResult::Acceptable => {}
        }
    }

    fn at_least(&self, valid: usize, invalid: usize) {
        assert!(self.valid >= valid, "{} valid", self.valid);
        assert!(self.invalid >= invalid, "{} invalid", self.invalid);
    }
}

fn public(der: &[u8]) -> PublicKey {
    PublicKey::of_spki(der).unwrap()
}

#[test]
fn rsa_pkcs1() {
    use rsa_pkcs1_verify::TestName::{
        Rsa2048Sha256, Rsa2048Sha384, Rsa2048Sha512, Rsa3072Sha256, Rsa3072Sha384, Rsa3072Sha512,
        Rsa4096Sha256, Rsa4096Sha384, Rsa4096Sha512,
    };
    let sets = [
        (Rsa2048Sha256, Algorithm::Rs256, "SHA-256"),
        (Rsa3072Sha256, Algorithm::Rs256, "SHA-256"),
        (Rsa4096Sha256, Algorithm::Rs256, "SHA-256"),
        (Rsa2048Sha384, Algorithm::Rs384, "SHA-384"),
        (Rsa3072Sha384, Algorithm::Rs384, "SHA-384"),
        (Rsa4096Sha384, Algorithm::Rs384, "SHA-384"),
        (Rsa2048Sha512, Algorithm::Rs512, "SHA-512"),
        (Rsa3072Sha512, Algorithm::Rs512, "SHA-512"),
        (Rsa4096Sha512, Algorithm::Rs512, "SHA-512"),
    ];
    let mut tally = Tally::default();
    for (set, algorithm, digest) in sets {
        let name = format!("{set:?}");
        for group in rsa_pkcs1_verify::TestSet::load(set).unwrap().test_groups {
            let key = public(&group.der);
            for test in group.tests {
                let verifies = verify_with(&key, algorithm, &test.msg, &test.sig);
                tally.judge(&name, test.tc_id, test.result, verifies);
                // The arithmetic that explains agrees with the library that verifies.
                let same =
                    explain(&key, &test.msg, &test.sig) == Some(Explanation::SameContent(digest));
                assert_eq!(same, verifies, "{name} {} explained", test.tc_id);
            }
        }
    }
    tally.at_least(60, 2000);
}

#[test]
fn rsa_pss() {
    use rsa_pss_verify::TestName::{
        RsaPss2048Sha256Mgf1SaltLen0, RsaPss2048Sha256Mgf1SaltLen32, RsaPss2048Sha384Mgf1SaltLen48,
        RsaPss3072Sha256Mgf1SaltLen32, RsaPss4096Sha256Mgf1SaltLen32,
        RsaPss4096Sha384Mgf1SaltLen48, RsaPss4096Sha512Mgf1SaltLen32,
        RsaPss4096Sha512Mgf1SaltLen64,
    };
    // JWS wants salts as long as the digest (RFC 7518 §3.5): other lengths are refused.
    let sets = [
        (RsaPss2048Sha256Mgf1SaltLen32, Algorithm::Ps256, true),
        (RsaPss3072Sha256Mgf1SaltLen32, Algorithm::Ps256, true),
        (RsaPss4096Sha256Mgf1SaltLen32, Algorithm::Ps256, true),
        (RsaPss2048Sha384Mgf1SaltLen48, Algorithm::Ps384, true),
        (RsaPss4096Sha384Mgf1SaltLen48, Algorithm::Ps384, true),
        (RsaPss4096Sha512Mgf1SaltLen64, Algorithm::Ps512, true),
        (RsaPss2048Sha256Mgf1SaltLen0, Algorithm::Ps256, false),
        (RsaPss4096Sha512Mgf1SaltLen32, Algorithm::Ps512, false),
    ];
    let mut tally = Tally::default();
    for (set, algorithm, of_jws) in sets {
        let name = format!("{set:?}");
        for group in rsa_pss_verify::TestSet::load(set).unwrap().test_groups {
            let key = public(&group.der);
            for test in group.tests {
                let verifies = verify_with(&key, algorithm, &test.msg, &test.sig);
                if of_jws {
                    tally.judge(&name, test.tc_id, test.result, verifies);
                } else if test.result == TestResult::Valid {
                    assert!(!verifies, "{name} {}: salt of another length", test.tc_id);
                }
            }
        }
    }
    tally.at_least(100, 250);
}

#[test]
fn ecdsa_p1363() {
    use ecdsa::TestName::{
        EcdsaSecp256r1Sha256P1363, EcdsaSecp384r1Sha384P1363, EcdsaSecp521r1Sha512P1363,
    };
    let sets = [
        (EcdsaSecp256r1Sha256P1363, Algorithm::Es256),
        (EcdsaSecp384r1Sha384P1363, Algorithm::Es384),
        (EcdsaSecp521r1Sha512P1363, Algorithm::Es512),
    ];
    let mut tally = Tally::default();
    for (set, algorithm) in sets {
        let name = format!("{set:?}");
        for group in ecdsa::TestSet::load(set).unwrap().test_groups {
            let key = public(&group.der);
            for test in group.tests {
                let verifies = verify_with(&key, algorithm, &test.msg, &test.sig);
                tally.judge(&name, test.tc_id, test.result, verifies);
            }
        }
    }
    tally.at_least(300, 200);
}

#[test]
fn ed25519() {
    let mut tally = Tally::default();
    for group in eddsa::TestSet::load(eddsa::TestName::Ed25519)
        .unwrap()
        .test_groups
    {
        let key = public(&group.der);
        for test in group.tests {
            let verifies = verify_with(&key, Algorithm::EdDsa, &test.msg, &test.sig);
            tally.judge("Ed25519", test.tc_id, test.result, verifies);
        }
    }
    tally.at_least(70, 50);
}
