//! Which of the texts that come in are configurations.

use super::recognise;
use crate::input::{Kind, Reading, Whole};

/// How many lines of a text are looked at to tell whether it is a log.
const MOST_LINES: usize = 400;

/// Whether a text that came in is the API's configuration and neither a token nor evidence. `wanted`
/// says that it was asked for as one.
pub fn is_configuration(text: &str, reading: &Reading, wanted: bool) -> bool {
    if reading.found.iter().any(|found| is_token(found.kind)) {
        return false;
    }
    match reading.whole {
        Whole::Configuration => true,
        Whole::SavedInspection
        | Whole::Jwks
        | Whole::Metadata
        | Whole::FederationMetadata
        | Whole::Certificate
        | Whole::Har
        | Whole::Curl
        | Whole::TokenResponse
        | Whole::TokenError => false,
        // Code names the classes of the errors that it catches; logs name settings.
        Whole::ErrorText => !is_log(text) && recognise(text).is_some(),
        _ => wanted || recognise(text).is_some(),
    }
}

/// A client secret may look like a token that only Microsoft can read.
fn is_token(kind: Kind) -> bool {
    !matches!(
        kind,
        Kind::Other
            | Kind::DamagedJwt
            | Kind::OpaqueToken
            | Kind::RefreshToken
            | Kind::AuthorizationCode
    )
}

/// Whether one of the lines is one that a program wrote while it ran: it begins with a time, with a
/// level, or with what comes before a message and a trace of calls.
fn is_log(text: &str) -> bool {
    text.lines().take(MOST_LINES).any(|line| {
        let line = line.trim_start().trim_start_matches('[');
        is_dated(line) || is_levelled(line) || is_traced(line)
    })
}

/// `2026-01-31T…`, `31/01/2026`, `12:30:01`, `Jan 31 12:30:01`.
fn is_dated(line: &str) -> bool {
    let start: String = line.chars().take(16).collect();
    let digits = start.chars().filter(char::is_ascii_digit).count();
    let times = start.matches(':').count() >= 2 || start.matches(['-', '/']).count() >= 2;
    let first = start
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(start.len());
    let after = start.get(first..).unwrap_or_default();
    let begins = (1..=4).contains(&first) && after.starts_with(['-', '/', ':']);
    let month = line.get(..3).is_some_and(|word| MONTHS.contains(&word));
    digits >= 6 && times && (begins || month)
}

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// `ERROR …`, `warn: …`, `error] …`: levels as logs write them.
fn is_levelled(line: &str) -> bool {
    const LEVELS: [&str; 11] = [
        "trace", "debug", "dbug", "info", "warn", "warning", "error", "fail", "fatal", "crit",
        "critical",
    ];
    let end = line.find(|c: char| !c.is_ascii_alphabetic());
    let Some((word, rest)) = end.and_then(|end| line.split_at_checked(end)) else {
        return false;
    };
    let upper = word.chars().all(|c| c.is_ascii_uppercase()) && rest.starts_with(' ');
    let level = LEVELS.iter().any(|level| level.eq_ignore_ascii_case(word));
    // `error: { … }` is a member, `warn: Microsoft.AspNetCore…[1]` a line of a log.
    let told = rest.strip_prefix(": ").is_some_and(|rest| {
        rest.starts_with(|c: char| c.is_ascii_alphabetic()) && !rest.trim_end().ends_with(',')
    });
    level && (upper || told || rest.starts_with(']'))
}

/// `   at A.B(…) in …`, `Traceback …`, `System.Exception: …`.
fn is_traced(line: &str) -> bool {
    let call = line
        .strip_prefix("at ")
        .is_some_and(|rest| rest.contains('(') || rest.contains(".js:"));
    let thrown = line.split_once(": ").is_some_and(|(name, message)| {
        let named = name.ends_with("Exception") || name.ends_with("Error");
        let word = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '$');
        named && name.chars().all(word) && message.contains(' ')
    });
    call || thrown || line.starts_with("Traceback (")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::read;

    #[test]
    fn code_that_names_errors_is_code_and_logs_that_name_settings_are_logs() {
        let python = "import jwt\nfrom jwt import PyJWKClient\nfrom jwt.exceptions import InvalidAudienceError\n\
                      keys = PyJWKClient('https://example.com/keys')\ntry:\n    claims = jwt.decode(token, key, \
                      algorithms=['RS256'], audience='api://x')\nexcept InvalidAudienceError as error:\n    raise\n";
        let node = "import { jwtVerify, createRemoteJWKSet } from 'jose';\nconst keys = createRemoteJWKSet(new \
                    URL('https://example.com/keys'));\ntry {\n  await jwtVerify(t, keys, { issuer: 'https://a', \
                    audience: 'b' });\n} catch (e) {\n  if (e.code === 'ERR_JWT_CLAIM_VALIDATION_FAILED') throw e;\n}";
        let header = "builder.Services.AddAuthentication().AddJwtBearer(o => {\n  o.Authority = \"https://a.example\";\n  \
                      // IDX10214: the audience was wrong\n  o.Audience = \"api://x\";\n});";
        let trace = "IDX10214: Audience validation failed. Audiences: 'a'.\n   at Program.AddJwtBearer(options)\n";
        let log = "2026-01-31 12:30:01 [error] 12#12: *1 token has invalid \"aud\"; auth_jwt on;\nJWT expired";
        let fail = "fail: Microsoft.AspNetCore.Authentication[1]\n      IDX10205: Issuer validation failed; \
                    AddJwtBearer(o) was called";
        let thrown =
            "jwt.exceptions.InvalidAudienceError: Audience doesn't match\nPyJWKClient(url)";
        for (name, text, expected) in [
            ("Python that catches errors", python, true),
            ("JavaScript that catches errors", node, true),
            ("a comment with a code", header, true),
            ("a trace", trace, false),
            ("a log of nginx", log, false),
            ("a log of ASP.NET Core", fail, false),
            ("what was thrown", thrown, false),
            (
                "an error alone",
                "IDX10214: Audience validation failed.",
                false,
            ),
            ("a gateway", "location / {\n auth_jwt on;\n}", true),
            (
                "Kong",
                "_format_version: \"3.0\"\nplugins:\n- name: jwt\n",
                true,
            ),
            ("prose", "Please help me", false),
        ] {
            let reading = read(name, text);
            assert_eq!(
                is_configuration(text, &reading, false),
                expected,
                "{name}: {:?}",
                reading.whole
            );
        }
    }

    #[test]
    fn lines_of_logs_are_told() {
        for (line, log) in [
            ("2026-01-31T12:30:01Z started", true),
            ("[2026-01-31 12:30:01.123] x", true),
            ("12:30:01.123 x", true),
            ("Jan 31 12:30:01 host nginx", true),
            ("ERROR something", true),
            ("[error] something", true),
            ("warn: Microsoft.AspNetCore[1]", true),
            ("  at jwt.verify (a.js:1:2)", true),
            ("System.Exception: it is broken", true),
            ("error: true,", false),
            ("error: value,", false),
            ("info = 1", false),
            ("raise ValueError('a: b')", false),
            ("algorithms: [RS256]", false),
            ("11112222-3333-4444-8555-666677778888", false),
            ("", false),
        ] {
            assert_eq!(is_log(line), log, "{line}");
        }
    }
}
