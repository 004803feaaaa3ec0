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
    /// What it decides about a token; `None` where nothing.
    pub about: Option<About>,
}

/// What a setting that was not understood may decide: a list with a value that only the running
/// program knows, a check that is written as code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About {
    /// Which audiences are accepted: those that were read may not be all.
    Audience,
    /// Which issuers or tenants are accepted: those that were read may not be all.
    Issuer,
    /// Which metadata, key set or keys are used.
    Key,
    /// Which algorithms are accepted.
    Algorithm,
    /// How `exp`, `nbf` or the token's age are judged.
    Lifetime,
    /// Something else that a token may be refused for: a claim, a scope, code of one's own.
    Claims,
}

impl About {
    /// The name in reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Audience => "audience",
            Self::Issuer => "issuer",
            Self::Key => "key",
            Self::Algorithm => "algorithm",
            Self::Lifetime => "lifetime",
            Self::Claims => "claims",
        }
    }
}

impl Reading {
    /// It was told by hand what counts here: what was not understood decides nothing about it any more.
    pub fn settle(&mut self, about: About) {
        let open = |unread: &&mut Unread| unread.about == Some(about);
        for unread in self.unread.iter_mut().filter(open) {
            unread.about = None;
        }
    }

    /// What was not understood and may decide about this.
    pub fn undecided(&self, about: About) -> impl Iterator<Item = &Unread> {
        let unread = self.unread.iter();
        unread.filter(move |unread| unread.about == Some(about))
    }
}
