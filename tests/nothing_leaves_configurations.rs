//! Of a configuration nothing is shown, kept or saved but what the facts were read from.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    reason = "tests"
)]

mod common;

use std::fs;
use std::path::Path;

use common::fixes::row;
use common::now;
use tokenscope::api::{Api, import};
use tokenscope::diagnosis::{Inputs, inspect};
use tokenscope::documents::Consent;
use tokenscope::input;
use tokenscope::report::{json, text};

/// Every configuration with its name and text.
fn files() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/configurations");
    let mut files = Vec::new();
    for folder in fs::read_dir(root).unwrap() {
        for file in fs::read_dir(folder.unwrap().path()).unwrap() {
            let file = file.unwrap().path();
            let name = file.file_name().unwrap().to_str().unwrap().to_owned();
            let expected = ["facts", "expected"].map(|ending| Some(ending.as_ref()));
            if !expected.contains(&file.extension()) && name != "expected.txt" {
                files.push((name, fs::read_to_string(&file).unwrap()));
            }
        }
    }
    files.sort();
    files
}

fn without_text(api: Api) -> Api {
    Api { text: None, ..api }
}

#[test]
fn what_is_kept_says_the_same_on_the_same_lines() {
    let mut wrong = Vec::new();
    let mut kept = 0;
    for (name, text) in files() {
        let Ok(api) = import(&name, &text) else {
            continue;
        };
        kept += 1;
        let saved = api.text.clone().unwrap();
        let again = import(&name, &saved);
        if again.as_ref().ok().cloned().map(without_text) != Some(without_text(api)) {
            wrong.push(format!("{name} says something else:\n{saved}\n"));
            continue;
        }
        let twice = again.unwrap().text.unwrap();
        let changed = saved.lines().zip(twice.lines()).find(|(a, b)| a != b);
        if let Some((once, twice)) = changed {
            wrong.push(format!("{name}, saved again: {once}\nbecomes {twice}"));
        }
        if saved.lines().count() != text.lines().count() {
            wrong.push(format!("{name} has other lines"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(kept > 150, "{kept} configurations");
}

/// Names and made-up values of secrets; each value holds `LEAK`.
#[rustfmt::skip]
const SECRETS: [(&str, &str); 34] = [
    ("ClientSecret", "LEAK0"),
    ("SendGridKey", "SG.LEAKabcdefghijklmnop.qrstuvwxyz0123456789"),
    ("AuthToken", "LEAKabcdef0123456789abcdef012345"),
    ("GITHUB_TOKEN", "ghp_LEAKabcdefghijklmnopqrstuvwxyz0123"),
    ("PersonalAccess", "github_pat_LEAK_abcdefghijklmnopqrstuvwxyz0123"),
    ("CosmosKey", "LEAKabcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijkl=="),
    ("Configuration", "my.redis.cache.windows.net:6380,password=LEAKabcdefghij=,ssl=True"),
    ("Webhook", "https://hooks.slack.com/services/T00000000/B00000000/LEAKXXXXXXXXXXXXXXXXXXXX"),
    ("StripeWebhook", "whsec_LEAKabcdefghijkl"),
    ("Salt", "LEAKsaltsaltsalt"),
    ("Iv", "LEAK11"),
    ("AesKey", "LEAK12abcdefghijklmnop"),
    ("HmacKey", "LEAKabcdefghijklm"),
    ("MachineKey", "LEAK14ABCDEF0123456789"),
    ("Pin", "LEAK16"),
    ("Default", "Data Source=x;User Id=y;Pwd=LEAK17;"),
    ("Mongo", "mongodb://user:LEAK20@host/db"),
    ("Pass", "LEAK23aaaaaaaaaaaaaaaaaa"),
    ("Blob", "https://acct.blob.core.windows.net/c?sv=2020&sig=LEAKaaaaaaaaaaaaaaaaaaaa%3D"),
    ("AdminPw", "LEAK26aaaaaa"),
    ("DbPass", "LEAK correct horse battery staple"),
    ("Basic", "dXNlcjpLEAKwYXNz"),
    ("PrivateKeyPem", "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcLEAK34"),
    ("Base64EncodedValue", "MIIKDwIBAzCCCcUGCSqGSIb3DQEHLEAK"),
    ("Anything", "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcLEAK35"),
    ("EncryptedKey", "MIIFLTBXBgkqhkiG9w0BBQ0wSjApBgkqhkiG9w0BBQwwHAQILEAK"),
    ("ClientAssertion", "LEAK35"),
    ("SessionToken", "LEAK38aaaaaaaaaaaaaaa"),
    ("REDIS_PW", "LEAK05"),
    ("validationKey", "LEAK05ABCDEF0123456789"),
    ("X-Functions-Key", "LEAKaaaaaaaaaaaaaaaaaaaaaaa"),
    ("code", "LEAKAPIM5aaaaaaaaaaaaaaaa"),
    ("Innocent", "LEAK-is-a-plain-word"),
    ("n", "LEAK"),
];

/// Texts of every format; `NAME` and `VALUE` stand for a secret's.
#[rustfmt::skip]
const FORMATS: [(&str, &str); 14] = [
    ("JSON", r#"{
  // VALUE in a comment
  "AzureAd": { "Instance": "https://login.microsoftonline.com/", "TenantId": "3f1c0a52-8d1b-4c5e-9a3e-6d2f7b90c1e4",
    "ClientId": "5b0c7f3e-2a4d-4f86-8c1e-9d7a6b5c4e3f", "ClientCredentials": [ { "SourceType": "Base64Encoded", "NAME": "VALUE" } ] },
  "Other": { "NAME": "VALUE", "list": ["VALUE", "a", { "NAME": "VALUE" }], "NAME": { "deep": "VALUE" } },
  "Secrets": { "Foo": "VALUE" }, /* VALUE */ "array": [ { "name": "NAME", "value": "VALUE" } ]
}"#),
    ("app settings", r#"[ { "name": "AzureAd__Instance", "value": "https://login.microsoftonline.com/" },
  { "name": "AzureAd__TenantId", "value": "3f1c0a52-8d1b-4c5e-9a3e-6d2f7b90c1e4" },
  { "name": "AzureAd__ClientId", "value": "5b0c7f3e-2a4d-4f86-8c1e-9d7a6b5c4e3f" },
  { "name": "NAME", "value": "VALUE", "slotSetting": false } ]"#),
    ("YAML", r#"apiVersion: v1
kind: Secret
metadata: { name: creds }
stringData:
  NAME: VALUE
  other: "VALUE"
  block: |
    VALUE
    NAME=VALUE
  list: [ "VALUE", 'VALUE' ]
  # VALUE
---
apiVersion: security.istio.io/v1
kind: RequestAuthentication
spec:
  jwtRules:
    - issuer: "https://login.microsoftonline.com/3f1c0a52-8d1b-4c5e-9a3e-6d2f7b90c1e4/v2.0" # VALUE
---
env:
  - name: NAME
    value: VALUE
  - { name: NAME, value: "VALUE" }
  - name: JAVA_OPTS
    value: "-DNAME=VALUE -Dx=y"
args:
  - --NAME=VALUE
  - VALUE
"#),
    ("XML", r#"<configuration>
 <appSettings>
  <add key="ida:ClientId" value="5b0c7f3e-2a4d-4f86-8c1e-9d7a6b5c4e3f" />
  <add key="ida:Tenant" value="3f1c0a52-8d1b-4c5e-9a3e-6d2f7b90c1e4" />
  <add key="ida:AADInstance" value="https://login.microsoftonline.com/{0}" />
  <add key="NAME" value="VALUE" />
  <!-- <add key="NAME" value="VALUE" /> -->
 </appSettings>
 <system.web><machineKey NAME="VALUE" validation="SHA1" /></system.web>
 <element>VALUE</element><cdata><![CDATA[VALUE]]></cdata>
</configuration>"#),
    ("policy", r#"<policies><inbound><base />
<validate-jwt header-name="Authorization">
  <openid-config url="https://login.microsoftonline.com/3f1c0a52-8d1b-4c5e-9a3e-6d2f7b90c1e4/v2.0/.well-known/openid-configuration" />
  <audiences><audience>api://orders</audience></audiences>
</validate-jwt>
<set-header name="NAME" exists-action="override"><value>VALUE</value></set-header>
<set-query-parameter name="NAME" exists-action="override"><value>VALUE</value></set-query-parameter>
<authentication-basic username="u" password="VALUE" />
</inbound></policies>"#),
    ("properties", "# VALUE\nspring.security.oauth2.resourceserver.jwt.issuer-uri=https://login.microsoftonline.com/3f1c0a52-8d1b-4c5e-9a3e-6d2f7b90c1e4/v2.0\nother.NAME=VALUE\nNAME: VALUE\nspring.x = VALUE\n"),
    ("environment", "AzureAd__Instance=https://login.microsoftonline.com/\nAzureAd__TenantId=3f1c0a52-8d1b-4c5e-9a3e-6d2f7b90c1e4\nAzureAd__ClientId=5b0c7f3e-2a4d-4f86-8c1e-9d7a6b5c4e3f\nNAME=VALUE\nexport NAME='VALUE'\nX=\"VALUE\"\n# NAME=VALUE\n"),
    ("C#", r#"builder.Services.AddAuthentication().AddJwtBearer(o => {
    o.Authority = "https://login.microsoftonline.com/3f1c0a52-8d1b-4c5e-9a3e-6d2f7b90c1e4/v2.0"; // VALUE
    o.Audience = "api://orders";
    /* VALUE */
});
var NAME = "VALUE"; var y = @"VALUE"; var z = """VALUE"""; Call("a", "VALUE"); x["NAME"] = "VALUE";"#),
    ("JavaScript", r#"import { jwtVerify, createRemoteJWKSet } from 'jose';
// VALUE
const keys = createRemoteJWKSet(new URL('https://login.microsoftonline.com/common/discovery/v2.0/keys'));
const NAME = 'VALUE'; const o = { "NAME": `VALUE`, other: ["VALUE"] }; call(1, 'VALUE');
await jwtVerify(t, keys, { issuer: 'https://login.microsoftonline.com/3f1c0a52-8d1b-4c5e-9a3e-6d2f7b90c1e4/v2.0', audience: 'api://orders' });"#),
    ("Python", "import jwt\nfrom jwt import PyJWKClient\n# VALUE\nNAME = 'VALUE'\nsettings = {\"NAME\": \"VALUE\", 'x': ['VALUE']}\ndoc = \"\"\"VALUE\nVALUE\"\"\"\nkeys = PyJWKClient('https://login.microsoftonline.com/common/discovery/v2.0/keys')\njwt.decode(t, keys.get_signing_key_from_jwt(t).key, algorithms=['RS256'], audience='api://orders')\ncall(b'VALUE', NAME='VALUE')\n"),
    ("Go", r#"package main
import "github.com/coreos/go-oidc/v3/oidc"
// VALUE
const NAME = "VALUE"
func main() {
    provider, _ := oidc.NewProvider(ctx, "https://login.microsoftonline.com/3f1c0a52-8d1b-4c5e-9a3e-6d2f7b90c1e4/v2.0")
    verifier := provider.Verifier(&oidc.Config{ClientID: "api://orders"})
    x := map[string]string{"NAME": "VALUE"}; y := `VALUE`; call(1, "VALUE"); NAME := `VALUE
VALUE`
}"#),
    ("HCL", r#"resource "aws_apigatewayv2_authorizer" "jwt" {
  authorizer_type = "JWT"
  # VALUE
  jwt_configuration {
    audience = ["api://orders"]
    issuer   = "https://login.microsoftonline.com/3f1c0a52-8d1b-4c5e-9a3e-6d2f7b90c1e4/v2.0"
  }
  tags = { NAME = "VALUE", "x" = ["VALUE"] }
  text = <<EOT
VALUE
EOT
}"#),
    ("NGINX", r#"server {
  # VALUE
  set $NAME "VALUE";
  proxy_set_header NAME "VALUE";
  proxy_set_header Authorization 'Basic VALUE';
  location / {
    auth_jwt "orders";
    auth_jwt_key_request /_keys;
    proxy_pass http://orders;
  }
  location = /_keys { proxy_pass https://login.microsoftonline.com/common/discovery/v2.0/keys; }
}
map $http_x_key $ok { "VALUE" 1; }"#),
    ("Apache", "OIDCProviderMetadataURL https://login.microsoftonline.com/3f1c0a52-8d1b-4c5e-9a3e-6d2f7b90c1e4/v2.0/.well-known/openid-configuration\nOIDCClientID 5b0c7f3e-2a4d-4f86-8c1e-9d7a6b5c4e3f\nOIDCCryptoPassphrase \"VALUE\"\nSetEnv NAME \"VALUE\"\nRequestHeader set NAME 'VALUE'\n# VALUE\n"),
];

#[test]
fn no_secret_is_shown_kept_or_saved() {
    let case = row("name = 'token'\ntoken = 'entra-v2'");
    let found = input::read("case", &case.text()).found;
    let documents = case.documents();
    let consent = Consent::default();
    let mut wrong = Vec::new();
    for (format, template) in FORMATS {
        for (index, (name, value)) in SECRETS.into_iter().enumerate() {
            let value = match format {
                "XML" | "policy" => value.replace('&', "&amp;"),
                _ => value.to_owned(),
            };
            let pasted = template.replace("NAME", name).replace("VALUE", &value);
            let api = import(format, &pasted).unwrap_or_else(|e| panic!("{format}, {name}: {e}"));
            let mut shown = vec![
                ("the facts", format!("{api:?}")),
                ("the saved inspection", api.write().unwrap().to_string()),
            ];
            // They show what the facts hold; a few of them tell.
            if index % 6 == 0 {
                let inputs = Inputs {
                    documents: &documents,
                    api: &api,
                    error: None,
                    companions: &found,
                    consent: &consent,
                    now: now(),
                };
                let inspections = [inspect(&found[0], &inputs)];
                let report = text(&inspections, now(), &jiff::tz::TimeZone::UTC);
                shown.push(("the text report", report));
                shown.push(("the JSON report", json(&inspections, now()).to_string()));
            }
            for (place, shown) in shown {
                if let Some(at) = shown.find("LEAK") {
                    let around: String = shown[..at].chars().rev().take(60).collect();
                    let before: String = around.chars().rev().collect();
                    wrong.push(format!("{format}, {name}: in {place} after {before:?}"));
                }
            }
            assert!(
                !api.reading.settings.is_empty(),
                "{format}, {name}: nothing was read"
            );
        }
    }
    assert!(
        wrong.is_empty(),
        "{} places:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}
