//! Microsoft's own configurations: every file under `tests/configurations` beside what is read from it,
//! in a file of the same name that ends in `.facts`. `UPDATE_FACTS=1` writes those anew.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::json;
use tokenscope::api::{About, Api, ApiError, Limits, Stack, import, recognise};

const FORMATS: [(&str, usize); 5] = [
    ("appsettings", 10),
    ("environment", 5),
    ("web-config", 7),
    ("app-service", 6),
    ("apim", 7),
];

fn configurations(format: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/configurations")
        .join(format);
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|e| e != "facts"))
        .collect();
    files.sort();
    files
}

fn name(path: &Path) -> String {
    path.file_name().unwrap().to_string_lossy().into_owned()
}

/// Everything that was read, a line each.
fn facts(read: &Result<Api, ApiError>) -> String {
    let api = match read {
        Ok(api) => api,
        Err(error) => return format!("error: {error}\n"),
    };
    let mut facts = String::new();
    let mut line = |name: &str, value: &str| writeln!(facts, "{name}: {value}").unwrap();
    let texts = [
        ("stack", api.stack.map(|stack| stack.id().to_owned())),
        ("metadata", api.metadata.clone()),
        (
            "issuer from metadata",
            api.issuer_from_metadata.then(|| "yes".to_owned()),
        ),
        ("keys address", api.keys_address.clone()),
        ("clock skew", api.clock_skew.map(|skew| skew.to_string())),
        ("client ID", api.client_id.clone()),
        ("tenant", api.tenant.clone()),
        ("policy", api.policy.clone()),
    ];
    for (name, value) in texts {
        if let Some(value) = value {
            line(name, &value);
        }
    }
    let unchecked = [
        ("issuer", api.unchecked.issuer),
        ("audience", api.unchecked.audience),
        ("lifetime", api.unchecked.lifetime),
        ("signature", api.unchecked.signature),
    ];
    for (name, _) in unchecked.into_iter().filter(|(_, off)| *off) {
        line("unchecked", name);
    }
    let lists = [
        ("audience", &api.audiences),
        ("issuer", &api.issuers),
        ("algorithm", &api.algorithms),
        ("scope", &api.permissions.scopes),
        ("role", &api.permissions.roles),
    ];
    for (name, list) in lists {
        for value in list {
            line(name, value);
        }
    }
    for claim in &api.required_claims {
        let how = if claim.all { "all of" } else { "any of" };
        let (names, values) = (claim.names.join(" or "), claim.values.join(", "));
        line(
            "required claim",
            &format!("{names}: {how} [{values}] (line {})", claim.line),
        );
    }
    for kind in &api.limits.types {
        line("typ", kind);
    }
    for key in &api.keys {
        line("key", &format!("{} (line {})", key.name, key.line));
    }
    if let Some(why) = &api.fails_to_start {
        line("fails to start", why);
    }
    for s in &api.reading.settings {
        line(
            "read",
            &format!("{}: {} = {} ({})", s.line, s.name, s.value, s.meaning),
        );
    }
    for u in &api.reading.unread {
        let kind = u.about.map(|about| format!("undecided ({about:?})"));
        line(
            kind.as_deref().unwrap_or("unread"),
            &format!("{}: {} {}", u.line.unwrap_or(0), u.name, u.reason),
        );
    }
    for note in &api.reading.notes {
        line("note", note);
    }
    for other in &api.others {
        for line in self::facts(&Ok(other.clone())).lines() {
            writeln!(facts, "other: {line}").unwrap();
        }
    }
    facts
}

#[test]
fn every_configuration_gives_its_facts() {
    for (format, least) in FORMATS {
        let files = configurations(format);
        assert!(files.len() >= least, "{format}: {} files", files.len());
        for path in files {
            let text = fs::read_to_string(&path).unwrap();
            let found = facts(&import(&name(&path), &text));
            let expected = path.with_extension("facts");
            if std::env::var_os("UPDATE_FACTS").is_some() {
                fs::write(&expected, &found).unwrap();
            }
            let expected = fs::read_to_string(&expected).unwrap_or_default();
            assert_eq!(found, expected, "{format}/{}", name(&path));
        }
    }
}

#[test]
fn no_secret_is_shown_or_kept() {
    for (format, _) in FORMATS {
        for path in configurations(format) {
            let text = fs::read_to_string(&path).unwrap();
            let Ok(api) = import(&name(&path), &text) else {
                continue;
            };
            let kept = api.text.clone().unwrap();
            let shown = format!("{:?} {kept}", api.reading);
            assert!(
                !shown.contains("not-a-real"),
                "{format}/{}: {shown}",
                name(&path)
            );
            assert!(
                !shown.contains("bm90IGEgcmVhbC"),
                "{format}/{}: {shown}",
                name(&path)
            );
            assert_eq!(
                kept.lines().count(),
                text.lines().count(),
                "{format}/{}",
                name(&path)
            );
        }
    }
}

#[test]
fn what_was_read_is_saved_as_its_text_and_comes_back_the_same() {
    for (format, _) in FORMATS {
        for path in configurations(format) {
            let text = fs::read_to_string(&path).unwrap();
            let Ok(api) = import(&name(&path), &text) else {
                continue;
            };
            let place = format!("{format}/{}", name(&path));
            let written = api.write().unwrap();
            let members: Vec<&String> = written.as_object().unwrap().keys().collect();
            assert_eq!(members, ["source", "text"], "{place}");
            let again = Api::read(&written).unwrap();
            assert_eq!(
                facts(&Ok(again.clone())),
                facts(&Ok(api.clone())),
                "{place}"
            );
            // Told by hand on top: the facts are saved beside the text, and count.
            let mut told = again;
            // As the form does: what is told by hand counts, not another section.
            told.others.clear();
            told.limits = Limits::default();
            told.audiences = vec!["api://by-hand".to_owned()];
            told.reading.settle(About::Audience);
            let written = told.write().unwrap();
            assert!(written.get("audiences").is_some(), "{place}");
            assert_eq!(Api::read(&written).unwrap(), told, "{place}");
        }
    }
}

#[test]
fn formats_are_told_by_their_content() {
    for (row, text, stack) in [
        (
            "policy",
            "\u{feff}<policies><inbound><validate-jwt/></inbound></policies>",
            Some(Stack::ApimValidateJwt),
        ),
        (
            "commented out",
            "<policies><!-- <validate-jwt/> --></policies>",
            None,
        ),
        (
            "the first counts",
            "<validate-azure-ad-token/><validate-jwt/>",
            Some(Stack::ApimValidateAzureAdToken),
        ),
        (
            "web.config",
            "<?xml version='1.0'?><configuration/>",
            Some(Stack::WebConfig),
        ),
        (
            "adfs",
            "<configuration><appSettings><add key='ida:AdfsMetadataEndpoint' value='https://fs.contoso.com/federationmetadata/2007-06/federationmetadata.xml'/><add key='ida:Audience' value='x'/></appSettings></configuration>",
            Some(Stack::OwinAdfsBearer),
        ),
        (
            "ws-federation",
            "<appSettings><add key='ida:Wtrealm' value='x'/></appSettings>",
            Some(Stack::OwinWsFederation),
        ),
        (
            "B2C with OWIN",
            "<appSettings><add key='ida:SignUpSignInPolicyId' value='b2c_1_a'/></appSettings>",
            Some(Stack::OwinOAuthBearer),
        ),
        (
            "member alone",
            "\"AzureAd\": {\"TenantId\": \"common\"}",
            Some(Stack::IdentityWeb),
        ),
        (
            "any name",
            "{\"Login\": {\"Authority\": \"https://a.example\", \"ClientId\": \"x\"}}",
            Some(Stack::IdentityWeb),
        ),
        (
            "nested",
            "{\"Features\": {\"AzureAd\": {\"ClientId\": \"x\"}}}",
            Some(Stack::IdentityWeb),
        ),
        (
            "sign-in scheme",
            "Authentication__Schemes__OpenIdConnect__Authority=https://a.example",
            Some(Stack::OpenIdConnect),
        ),
        (
            "App Service",
            "{\"properties\": {\"globalValidation\": {}, \"identityProviders\": {\"azureActiveDirectory\": {\"registration\": {}}}}}",
            Some(Stack::AppService),
        ),
        (
            "saved form",
            "{\"audiences\": [\"a\"], \"issuers\": []}",
            None,
        ),
        (
            "metadata",
            "{\"issuer\": \"https://a.example\", \"jwks_uri\": \"https://a.example/keys\"}",
            None,
        ),
        ("key set", "{\"keys\": []}", None),
        (
            "other program",
            "{\"credentials\": {\"tenantID\": \"a\", \"clientID\": \"b\"}}",
            None,
        ),
        (
            "Spring",
            "spring.cloud.azure.active-directory.profile.tenant-id=x",
            Some(Stack::SpringCloudAzure),
        ),
        ("Azure client", "AZURE_TENANT_ID=x\nAZURE_CLIENT_ID=y", None),
        (
            "code",
            "builder.Configuration[\"AzureAd:TenantId\"] = \"x\";",
            None,
        ),
        ("prose", "AzureAd: it does not work", None),
        ("nothing", "", None),
        (
            "a text in the place of a section",
            "{\"AzureAd\": \"oops\"}",
            Some(Stack::IdentityWeb),
        ),
    ] {
        assert_eq!(recognise(text), stack, "{row}");
    }
}

#[test]
fn a_saved_text_is_read_unless_more_is_told() {
    let text = "AzureAd__TenantId=common\nAzureAd__Instance=https://login.microsoftonline.com/";
    let api = Api::read(&json!({"source": "a.env", "text": text})).unwrap();
    assert_eq!(api.stack, Some(Stack::IdentityWeb));
    assert_eq!(api.tenant.as_deref(), Some("common"));
    assert_eq!(api.source.as_deref(), Some("a.env"));
    let told = Api::read(&json!({"source": "a.env", "text": text, "tenant": "x"})).unwrap();
    assert_eq!((told.stack, told.tenant.as_deref()), (None, Some("x")));
    assert_eq!(
        told.reading.settings.len(),
        2,
        "the lines are shown all the same"
    );
    let unread = Api::read(&json!({"source": "notes.txt", "text": "nothing of the kind"})).unwrap();
    assert_eq!(unread.text.as_deref(), Some("nothing of the kind"), "kept");
    assert_eq!(unread.reading.unread.first().unwrap().line, None);
    assert!(
        unread
            .reading
            .unread
            .first()
            .unwrap()
            .reason
            .contains("can't be read"),
        "told"
    );
    let nameless = Api::read(&json!({"text": text})).unwrap();
    assert_eq!(
        (nameless.source, nameless.tenant.as_deref()),
        (None, Some("common"))
    );
}

#[test]
fn any_text_is_survived() {
    for (format, _) in FORMATS {
        for path in configurations(format) {
            let text = fs::read_to_string(&path).unwrap();
            for (at, _) in text.char_indices().step_by(7) {
                let (before, after) = text.split_at(at);
                let _ = import("cut", before).map(|api| api.write());
                let _ = import("cut", after).map(|api| api.write());
            }
        }
    }
}
