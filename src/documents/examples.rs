//! The built-in examples: saved inspections with self-made keys.

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

/// Every built-in example, the first one being what is shown when nothing else is asked for.
pub const ALL: &[Example] = &[];

/// The example of that name.
pub fn find(name: &str) -> Option<&'static Example> {
    ALL.iter().find(|e| e.name == name)
}
