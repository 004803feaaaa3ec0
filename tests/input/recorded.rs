//! Recorded tokens and hostile inputs, where they are present.

use std::path::{Path, PathBuf};

use tokenscope::input::{Damage, Found, Kind, Noise, read, text_of_bytes};

const TOKENS: &str = "../shared/data/tokens";
const BAD: &str = "../shared/data/vectors/bad";

fn files(folder: &str) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(Path::new(folder)) else {
        eprintln!("skipped: {folder} is not here");
        return Vec::new();
    };
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|e| e == "jwt"));
    files.sort();
    files
}

fn read_file(path: &Path) -> (String, Found) {
    let name = path.file_stem().unwrap().to_string_lossy().into_owned();
    let (text, remark) = text_of_bytes(&std::fs::read(path).unwrap());
    assert_eq!(remark, None, "{name}");
    let reading = read(&name, &text);
    assert_eq!(reading.found.len(), 1, "{name}: {reading:?}");
    (name, reading.found.into_iter().next().unwrap())
}

#[test]
fn recorded_tokens_are_told() {
    for path in files(TOKENS) {
        let (name, found) = read_file(&path);
        let expected = match name.as_str() {
            n if n.ends_with("_truncated") => Kind::DamagedJwt,
            n if n.ends_with("_alg_none") => Kind::UnsecuredJwt,
            _ => Kind::Jws,
        };
        assert_eq!(found.kind, expected, "{name}: {found:?}");
        if expected == Kind::DamagedJwt {
            let cut = |d: &Damage| matches!(d, Damage::SignatureLength { found: 14, .. });
            assert!(found.damage.iter().any(cut), "{name}: {found:?}");
        }
    }
}

#[test]
fn hostile_inputs_are_told() {
    let all = files(BAD);
    let Some(ok) = all.iter().find(|path| path.ends_with("ok.jwt")) else {
        return;
    };
    let (_, ok) = read_file(ok);
    for path in &all {
        let (name, found) = read_file(path);
        let (kind, noise, same) = expected(&name);
        assert_eq!(found.kind, kind, "{name}: {found:?}");
        assert_eq!(found.noise, noise, "{name}");
        assert_eq!(found.damage.is_empty(), kind != Kind::DamagedJwt, "{name}");
        if same {
            assert!(found.text == ok.text, "{name}: not the healthy token");
        }
    }
}

/// Kind, noise, and whether the token is the one of `ok.jwt`.
fn expected(name: &str) -> (Kind, Vec<Noise>, bool) {
    match name {
        "bearer-prefix" => (Kind::Jws, vec![Noise::Scheme], true),
        "padded-segments" => (Kind::Jws, vec![Noise::Padding], true),
        "percent-encoded" => (Kind::Jws, vec![Noise::PercentEncoding], true),
        "quoted" => (Kind::Jws, vec![Noise::Quotes], true),
        "standard-base64-alphabet" => (Kind::Jws, vec![Noise::StandardBase64], true),
        "ok" | "url-fragment" => (Kind::Jws, vec![], true),
        "whitespace-inside" => (Kind::Jws, vec![Noise::LineBreaks], true),
        "zero-width-space" => (Kind::Jws, vec![Noise::Invisible], true),
        "alg-NONE" | "alg-None" | "alg-nOnE" | "alg-none" => (Kind::UnsecuredJwt, vec![], false),
        "jwe-5-segments" => (Kind::Jwe, vec![], false),
        "four-segments" | "two-segments" | "sig-noncanonical-last-char" | "sig-truncated" => {
            (Kind::DamagedJwt, vec![], false)
        }
        name if name.starts_with("payload-") && name != "payload-1MiB" => {
            (Kind::DamagedJwt, vec![], false)
        }
        _ => (Kind::Jws, vec![], false),
    }
}
