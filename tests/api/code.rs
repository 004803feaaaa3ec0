//! Start-up code: every file of these libraries under `tests/configurations` beside what is read from it, and any
//! bytes.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use tokenscope::api::{Api, RequiredClaim, Stack, import, recognise};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/configurations")
}

/// The libraries whose code is read.
const STACKS: [Stack; 19] = [
    Stack::IdentityWeb,
    Stack::IdentityWebApp,
    Stack::JwtBearer,
    Stack::OpenIdConnect,
    Stack::OwinOpenIdConnect,
    Stack::OwinAzureAdBearer,
    Stack::OwinOAuthBearer,
    Stack::OwinAdfsBearer,
    Stack::OwinWsFederation,
    Stack::PassportAzureAd,
    Stack::Jose,
    Stack::JwksRsa,
    Stack::ExpressOAuth2JwtBearer,
    Stack::NextAuth,
    Stack::PyJwt,
    Stack::Authlib,
    Stack::FastApiAzureAuth,
    Stack::DjangoAuthAdfs,
    Stack::GoOidc,
];

/// Every configuration, by its path below the folder: `pyjwt/broken.py`.
fn configurations() -> Vec<(String, PathBuf)> {
    let mut all = Vec::new();
    for stack in STACKS {
        let format = folder().join(stack.id());
        for file in fs::read_dir(&format)
            .unwrap()
            .map(|entry| entry.unwrap().path())
        {
            if file
                .extension()
                .is_some_and(|extension| extension != "expected")
            {
                let name = file
                    .strip_prefix(folder())
                    .unwrap()
                    .to_string_lossy()
                    .replace('\\', "/");
                all.push((name, file));
            }
        }
    }
    all.sort();
    all
}

/// All facts that were read, a line each; what isn't known is left out.
fn facts(api: &Api) -> String {
    let mut out = String::new();
    let mut line = |name: &str, value: &str| {
        if !value.is_empty() {
            writeln!(out, "{name}: {value}").unwrap();
        }
    };
    let one = |text: &Option<String>| text.clone().unwrap_or_default();
    line("stack", api.stack.map_or("", Stack::id));
    line("metadata", &one(&api.metadata));
    line("keys address", &one(&api.keys_address));
    for key in &api.keys {
        let pem = key
            .pem
            .as_deref()
            .and_then(|pem| pem.lines().next())
            .unwrap_or("no PEM");
        line("key", &format!("{}, line {}, {pem}", key.name, key.line));
    }
    line("issuers", &api.issuers.join(" | "));
    line(
        "issuer from metadata",
        if api.issuer_from_metadata { "yes" } else { "" },
    );
    line("audiences", &api.audiences.join(" | "));
    line("algorithms", &api.algorithms.join(" | "));
    line(
        "clock skew",
        &api.clock_skew
            .map(|skew| skew.to_string())
            .unwrap_or_default(),
    );
    let unchecked = [
        ("issuer", api.unchecked.issuer),
        ("audience", api.unchecked.audience),
        ("lifetime", api.unchecked.lifetime),
        ("signature", api.unchecked.signature),
    ];
    let off: Vec<&str> = unchecked
        .iter()
        .filter(|(_, off)| *off)
        .map(|(name, _)| *name)
        .collect();
    line("unchecked", &off.join(" | "));
    line("client", &one(&api.client_id));
    line("tenant", &one(&api.tenant));
    line("policy", &one(&api.policy));
    line("scopes", &api.permissions.scopes.join(" | "));
    line("roles", &api.permissions.roles.join(" | "));
    for claim in &api.required_claims {
        line("required claim", &required(claim));
    }
    line("limits", &limits(api));
    line("fails to start", &one(&api.fails_to_start));
    out += &reading(api);
    for (index, other) in api.others.iter().enumerate() {
        for fact in facts(other).lines() {
            writeln!(out, "other {}: {fact}", index + 1).unwrap();
        }
    }
    out
}

fn required(claim: &RequiredClaim) -> String {
    let values = match (claim.values.as_slice(), claim.all) {
        ([], _) => "anything".to_owned(),
        (values, true) => values.join(" and "),
        (values, false) => values.join(" or "),
    };
    format!("{} = {values}, line {}", claim.names.join("/"), claim.line)
}

fn limits(api: &Api) -> String {
    let limits = &api.limits;
    let seconds =
        |name: &str, seconds: Option<u32>| seconds.map(|seconds| format!("{name} {seconds} s"));
    let flag = |name: &str, on: bool| on.then(|| name.to_owned());
    let types = (!limits.types.is_empty()).then(|| format!("typ {}", limits.types.join(" or ")));
    let all = [
        types,
        seconds("age", limits.max_age),
        seconds("remaining", limits.max_remaining),
        flag("no guests", limits.no_guests),
        flag("no audience", limits.no_audience),
    ];
    all.into_iter().flatten().collect::<Vec<_>>().join(" | ")
}

/// What was read, line by line.
fn reading(api: &Api) -> String {
    let mut out = String::new();
    for setting in &api.reading.settings {
        let (line, name) = (setting.line, &setting.name);
        writeln!(
            out,
            "read: {line} {name} = {} ({})",
            setting.value, setting.meaning
        )
        .unwrap();
    }
    for unread in &api.reading.unread {
        let place = unread.line.map_or("-".to_owned(), |line| line.to_string());
        let about = unread.about.map(|about| format!("undecided {about:?}"));
        let kind = about.as_deref().unwrap_or("unread");
        writeln!(out, "{kind}: {place} {} {}", unread.name, unread.reason).unwrap();
    }
    for note in &api.reading.notes {
        writeln!(out, "note: {note}").unwrap();
    }
    out
}

/// With `WRITE_EXPECTED=1` the expectations are written anew: read the difference.
#[test]
fn every_configuration_is_read_as_expected() {
    let mut wrong = String::new();
    for (name, file) in configurations() {
        let text = fs::read_to_string(&file).unwrap();
        let actual = match import(&name, &text) {
            Ok(api) => facts(&api),
            Err(error) => format!("error: {error}\n"),
        };
        let beside = PathBuf::from(format!("{}.expected", file.display()));
        if std::env::var_os("WRITE_EXPECTED").is_some() {
            fs::write(&beside, &actual).unwrap();
        }
        let expected = fs::read_to_string(&beside).unwrap_or_default();
        if actual != expected {
            writeln!(wrong, "--- {name}\nexpected:\n{expected}actual:\n{actual}").unwrap();
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

/// Each library has five files of its own, one of them broken; all are told by their content.
#[test]
fn every_library_has_its_files() {
    let all = configurations();
    for stack in STACKS {
        let own = all
            .iter()
            .filter(|(name, _)| name.starts_with(&format!("{}/", stack.id())));
        let own: Vec<_> = own.collect();
        assert!(own.len() >= 5, "{}: {} files", stack.id(), own.len());
        assert!(
            own.iter().any(|(name, _)| name.contains("broken")),
            "{}: none is broken",
            stack.id()
        );
        for (name, file) in own {
            let text = fs::read_to_string(file).unwrap();
            assert_eq!(recognise(&text), Some(stack), "{name}");
        }
    }
}

#[test]
fn comments_prose_and_other_texts_are_no_code() {
    for (name, text) in [
        ("nothing", ""),
        (
            "prose",
            "Call AddJwtBearer in Program.cs, then restart the app.",
        ),
        (
            "C# comment",
            "// services.AddJwtBearer(o => { o.Authority = \"https://a\"; });",
        ),
        (
            "C# block comment",
            "/* app.UseOpenIdConnectAuthentication(new X { ClientId = \"a\" }); */",
        ),
        (
            "JavaScript comment",
            "// passport.use(new BearerStrategy({ identityMetadata: 'x' }));",
        ),
        ("Python comment", "# client = PyJWKClient(\"https://a\")"),
        (
            "Go comment",
            "// provider, err := oidc.NewProvider(ctx, \"https://a\")",
        ),
        (
            "text in a string",
            "var help = \"call AddJwtBearer(options) first\";",
        ),
    ] {
        assert_eq!(recognise(text), None, "{name}");
    }
}

/// What the articles show of Windows Identity Foundation.
#[test]
fn the_registry_of_issuers_is_read() {
    let text = "protected void RefreshValidationSettings()\n{\n string metadataAddress =\n \
                ConfigurationManager.AppSettings[\"ida:FederationMetadataLocation\"];\n \
                ValidatingIssuerNameRegistry.WriteToConfig(metadataAddress, configPath);\n}";
    let api = import("Global.asax.cs", text).unwrap();
    assert_eq!(api.stack, Some(Stack::WebConfig));
    assert_eq!(api.metadata, None);
    assert!(api.issuer_from_metadata);
    let unread: Vec<_> = api
        .reading
        .unread
        .iter()
        .map(|u| (u.line, u.name.as_str()))
        .collect();
    assert_eq!(unread, [(Some(5), "WriteToConfig")]);
}

/// Secrets that stand in the files are nowhere in what was read.
#[test]
fn secrets_are_not_read() {
    let mut held = 0;
    for (name, file) in configurations() {
        let text = fs::read_to_string(&file).unwrap();
        held += usize::from(text.contains("do-not-show-me"));
        let api = import(&name, &text).unwrap();
        assert!(
            !format!("{:?}", api.reading).contains("do-not-show-me"),
            "{name}"
        );
    }
    assert!(held >= 4, "{held} files hold a secret");
}

/// The first half of every file, at every length: read or refused, never a panic.
#[test]
fn halves_are_read_or_refused() {
    for (name, file) in configurations() {
        let text = fs::read_to_string(&file).unwrap();
        for (end, _) in text.char_indices().step_by(7) {
            let _ = import(&name, text.get(..end).unwrap());
        }
    }
}

/// Pieces that lead random text into the readers.
fn piece() -> impl Strategy<Value = String> {
    let known = [
        "AddJwtBearer(",
        "options => {",
        "options.Authority = ",
        "new TokenValidationParameters {",
        "$\"https://{",
        "@\"",
        "\"\"\"",
        "`${",
        "`",
        "f\"{",
        "AUTH_ADFS = {",
        "createRemoteJWKSet(new URL(",
        "oidc.NewProvider(ctx, ",
        "PyJWKClient(",
        "jwt.decode(t, k, ",
        "{{",
        "}}",
        "(",
        ")",
        "[",
        "]",
        "{",
        "}",
        "'",
        "\"",
        "/*",
        "*/",
        "//",
        "#",
        "\n",
        "a = a + a",
        "b = a",
        " = ",
        ": ",
        ", ",
        "=> ",
        "new ",
        "<",
        ">",
        "?",
        "%",
        "é",
        "\u{201c}",
        "auth({issuerBaseURL: ",
        "new BearerStrategy({identityMetadata: ",
    ];
    prop_oneof![
        3 => proptest::sample::select(known.to_vec()).prop_map(str::to_owned),
        1 => "[ -~]{0,12}",
        1 => ".{0,4}",
    ]
}

/// What stands in itself very deep, or in a row very long: neither the stack nor the clock runs out.
#[test]
fn depth_and_length_do_no_harm() {
    let heads = [
        "AddJwtBearer(o => { o.Audience = ",
        "jwtVerify(t, k, { issuer: ",
        "import jwt\njwt.decode(t, k, issuer=",
        "oidc.NewProvider(ctx, ",
    ];
    let links = [
        "(",
        "[",
        "{",
        "!",
        "-",
        "new ",
        "f(",
        "a ?? ",
        "a || ",
        "a or ",
        "a % ",
        "a().",
        "a[0]",
        "x => ",
        "$\"{",
        "`${",
        "f'{",
        "a ? ",
        "lambda: ",
        "func(",
        "a = a + a;\n",
        "await ",
        "/*",
        "@\"",
        "\"\"\"",
    ];
    for head in heads {
        for link in links {
            let _ = import(link, &format!("{head}{}", link.repeat(4_000)));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

    #[test]
    fn any_text_is_read_or_refused(pieces in proptest::collection::vec(piece(), 0..60)) {
        let _ = import("property", &pieces.concat());
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let _ = import("property", &String::from_utf8_lossy(&bytes));
    }
}
