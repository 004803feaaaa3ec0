//! The built-in examples: saved inspections with self-made keys. `examples/make_examples` makes
//! them again from fixed seeds.

/// One built-in example.
#[derive(Debug, Clone, Copy)]
pub struct Example {
    /// Its name on the command line.
    pub name: &'static str,
    /// One line on what it shows.
    pub line: &'static str,
    /// The saved inspection.
    pub text: &'static str,
}

macro_rules! example {
    ($name:literal, $line:literal) => {
        Example {
            name: $name,
            line: $line,
            text: include_str!(concat!("../../assets/examples/", $name, ".tokenscope.json")),
        }
    };
}

/// Every built-in example, the first one being what is shown when nothing else is asked for.
pub const ALL: &[Example] = &[
    example!("graph-token", "A Microsoft Graph token at another API"),
    example!("b2c-token", "A B2C token at an API that reads Entra's keys"),
    example!(
        "saml-app",
        "SAML single sign-on: the app's own certificate signs"
    ),
    example!("key-not-found", "No address lists the key"),
    example!("rollover", "A key rollover: the key that signed has left"),
    example!("altered", "Claims edited after signing"),
    example!("expired", "A good token whose time is over"),
    example!("us-gov", "A US Government token at a public-cloud API"),
    example!("external-id", "An External ID token"),
    example!("healthy-v1", "A healthy version 1 token"),
    example!("healthy-v2", "A healthy version 2 token"),
];

/// The example of that name.
pub fn find(name: &str) -> Option<&'static Example> {
    ALL.iter().find(|e| e.name == name)
}
