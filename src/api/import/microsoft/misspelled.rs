//! Names of settings that look like a misspelled known one.

/// The settings that decide most, as they are spelled.
const KNOWN: [&str; 18] = [
    "Audience",
    "Audiences",
    "Authority",
    "ClientId",
    "Domain",
    "Instance",
    "MetadataAddress",
    "SignUpSignInPolicyId",
    "TenantId",
    "TokenValidationParameters",
    "ValidAlgorithms",
    "ValidAudience",
    "ValidAudiences",
    "ValidIssuer",
    "ValidIssuers",
    "ValidateAudience",
    "ValidateIssuer",
    "ValidateLifetime",
];

/// Names of their own that are close to a known one.
const OTHERS: [&str; 4] = ["Audiences", "Issuer", "Issuers", "ClientIds"];

/// The known setting that a name is meant for: at most two letters differ, one in short names.
pub(super) fn misspelled(name: &str) -> Option<&'static str> {
    let is_other = |known: &&str| known.eq_ignore_ascii_case(name);
    if KNOWN.iter().chain(&OTHERS).any(is_other) || name.len() > 40 {
        return None;
    }
    let far = if name.len() < 7 { 1 } else { 2 };
    let lower = name.to_ascii_lowercase();
    let near = KNOWN
        .iter()
        .map(|known| (distance(&lower, &known.to_ascii_lowercase()), *known));
    let (steps, known) = near.min_by_key(|(steps, _)| *steps)?;
    (steps <= far).then_some(known)
}

/// How many letters have to be changed, added or taken away.
fn distance(one: &str, other: &str) -> usize {
    let mut row: Vec<usize> = (0..=other.chars().count()).collect();
    for (at, letter) in one.chars().enumerate() {
        let (mut next, mut last) = (vec![at + 1], at + 1);
        for (pair, wanted) in row.windows(2).zip(other.chars()) {
            let [diagonal, above] = pair else { continue };
            let changed = diagonal + usize::from(letter != wanted);
            last = changed.min(above + 1).min(last + 1);
            next.push(last);
        }
        row = next;
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::misspelled;

    #[test]
    fn misspelled_names_are_told_from_others() {
        let rows = [
            ("Audince", Some("Audience")),
            ("TennantId", Some("TenantId")),
            ("Instence", Some("Instance")),
            ("Athority", Some("Authority")),
            ("ValidAudiance", Some("ValidAudience")),
            ("ClientID", None),
            ("Audience", None),
            ("Issuer", None),
            ("Scopes", None),
            ("CallbackPath", None),
            ("", None),
        ];
        for (name, expected) in rows {
            assert_eq!(misspelled(name), expected, "{name}");
        }
    }
}
