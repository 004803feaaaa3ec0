//! What was read from a configuration, line by line.

/// What was read from a configuration, what was not understood, and what was assumed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reading {
    /// What was read, in the order of the text.
    pub settings: Vec<Setting>,
    /// What stands there and looks as if it mattered, but was not understood.
    pub unread: Vec<Unread>,
    /// Which of several sections was taken, what is missing, what the library assumes where nothing
    /// is set; a sentence each.
    pub notes: Vec<String>,
}

/// One setting that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting {
    /// The line in the text, counted from 1.
    pub line: usize,
    /// Its name as it stands there, with its section: "AzureAd:TenantId".
    pub name: String,
    /// Its value. "(a secret, not shown)" in place of a secret.
    pub value: String,
    /// What it means here, as the end of "this is …": "the tenant", "an accepted audience". Empty
    /// where the name says it all.
    pub meaning: String,
}

/// Something that was not understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unread {
    /// The line in the text, counted from 1; `None` for the text as a whole.
    pub line: Option<usize>,
    /// Its name as it stands there. Never its value.
    pub name: String,
    /// Why, as the end of a sentence: "is a number where a text belongs".
    pub reason: String,
}
