//! What the values of settings say: placeholders, durations, switches.

/// The values that the templates of `dotnet new` put in the place of IDs.
const TEMPLATES: [&str; 3] = [
    "22222222-2222-2222-2222-222222222222",
    "11111111-1111-1111-11111111111111111",
    "qualified.domain.name",
];

/// What stands around a name that is filled in elsewhere.
const FILLED_ELSEWHERE: [(&str, &str); 6] = [
    ("#{", "}"),
    ("${", "}"),
    ("$(", ")"),
    ("{{", "}}"),
    ("__", "__"),
    ("%", "%"),
];

/// Why a value can't be taken for what it stands for, as the end of a sentence; `None` where it can.
/// A placeholder is never guessed.
pub(super) fn unusable(value: &str) -> Option<&'static str> {
    let value = value.trim();
    let lower = value.to_ascii_lowercase();
    if value.is_empty() {
        return Some("is empty");
    }
    if lower.starts_with("@microsoft.keyvault(") {
        return Some("is kept in a key vault: its value is not known here");
    }
    if FILLED_ELSEWHERE
        .iter()
        .any(|marks| holds_name(value, *marks))
    {
        return Some(
            "is filled in elsewhere, on deployment or at run time: its value is not known here",
        );
    }
    let brackets = value.starts_with('[') && value.ends_with(']')
        || value.starts_with('{') && value.ends_with('}')
        || value
            .split_once('<')
            .is_some_and(|(_, rest)| rest.contains('>'));
    let words = [
        "[enter",
        "enter_the_",
        "enter the ",
        "your_",
        "your-",
        "xxxxxxxx-",
    ];
    let zero = lower.contains("00000000-0000-0000-0000-000000000000");
    if brackets || zero || words.iter().any(|w| lower.contains(w)) || TEMPLATES.contains(&&*lower) {
        return Some("is a placeholder that was not filled in");
    }
    None
}

/// Whether a name stands between two marks.
fn holds_name(value: &str, (start, end): (&str, &str)) -> bool {
    let inside = value.split_once(start).map(|(_, rest)| rest);
    let name = inside.and_then(|rest| Some(rest.split_once(end)?.0));
    name.is_some_and(|name| {
        let named = name.starts_with(|c: char| c.is_ascii_alphabetic());
        named && name.len() > 2 && name.chars().all(is_name)
    })
}

fn is_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | ':' | ' ')
}

/// A duration as .NET writes it, in seconds: `[days.]hours:minutes[:seconds]`, or days alone.
pub(super) fn duration(text: &str) -> Option<u32> {
    let text = text.trim();
    let Some((first, rest)) = text.split_once(':') else {
        return text.parse::<u32>().ok()?.checked_mul(24 * 60 * 60);
    };
    let (days, hours) = match first.split_once('.') {
        Some((days, hours)) => (days.parse::<u32>().ok()?, hours),
        None => (0, first),
    };
    let (minutes, seconds) = rest.split_once(':').unwrap_or((rest, "0"));
    let seconds = seconds.split('.').next().unwrap_or_default();
    let (hours, minutes) = (hours.parse::<u32>().ok()?, minutes.parse::<u32>().ok()?);
    let seconds = seconds.parse::<u32>().ok()?;
    (hours < 24 && minutes < 60 && seconds < 60).then_some(())?;
    let days = days.checked_mul(24 * 60 * 60)?;
    days.checked_add(hours * 60 * 60 + minutes * 60 + seconds)
}

/// A switch as .NET and App Service write it.
pub(super) fn switch(text: &str) -> Option<bool> {
    match text.trim().to_ascii_lowercase().as_str() {
        "true" | "1" | "yes" | "on" => Some(true),
        "false" | "0" | "no" | "off" => Some(false),
        _ => None,
    }
}

/// Adds values that are not there yet.
pub(super) fn add(list: &mut Vec<String>, values: impl IntoIterator<Item = String>) {
    for value in values {
        if !list.contains(&value) {
            list.push(value);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_told_from_values() {
        let rows = [
            ("[Enter the Client Id here]", true),
            ("#{TenantId}#", true),
            ("https://login.microsoftonline.com/#{TenantId}#", true),
            ("<your-tenant>", true),
            ("https://<tenant-name>.ciamlogin.com/", true),
            ("${TENANT_ID}", true),
            ("$(TenantId)", true),
            ("{{aad-tenant-id}}", true),
            ("%TENANT_ID%", true),
            ("__TenantId__", true),
            ("00000000-0000-0000-0000-000000000000", true),
            ("api://00000000-0000-0000-0000-000000000000", true),
            ("22222222-2222-2222-2222-222222222222", true),
            ("Enter_the_Tenant_Id_Here", true),
            ("{tenant-id}", true),
            ("", true),
            ("  ", true),
            (
                "@Microsoft.KeyVault(SecretUri=https://v.vault.azure.net/secrets/x)",
                true,
            ),
            ("e21bbca2-1b75-4dea-9e34-d3d95d2ec661", false),
            ("common", false),
            ("https://login.microsoftonline.com/{tenantid}/v2.0", false),
            ("api://contoso/a%20b%20c", false),
            ("contoso.onmicrosoft.com", false),
            ("B2C_1_susi", false),
        ];
        for (value, placeholder) in rows {
            assert_eq!(unusable(value).is_some(), placeholder, "{value}");
        }
    }

    #[test]
    fn durations_are_read_as_dotnet_does() {
        let rows = [
            ("00:05:00", Some(300)),
            ("00:00:00", Some(0)),
            ("0:2", Some(120)),
            ("00:00:30.5", Some(30)),
            ("1.00:00:00", Some(86_400)),
            ("1", Some(86_400)),
            ("99999", None),
            ("24:00:00", None),
            ("five minutes", None),
            ("", None),
        ];
        for (text, seconds) in rows {
            assert_eq!(duration(text), seconds, "{text}");
        }
    }
}
