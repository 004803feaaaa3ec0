//! The national clouds and their hosts (rules C-2).

/// A Microsoft cloud (interface: `issuer.cloud`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Cloud {
    /// The public cloud.
    Public,
    /// US Government: GCC High and `DoD`.
    UsGov,
    /// China, run by 21Vianet.
    China,
    /// Germany, closed on 2021-10-29.
    Germany,
    /// Bleu, France.
    Bleu,
    /// Delos, Germany.
    Delos,
    /// Government of Singapore.
    GovSg,
}

impl Cloud {
    /// The name in reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::UsGov => "us-gov",
            Self::China => "china",
            Self::Germany => "germany",
            Self::Bleu => "bleu",
            Self::Delos => "delos",
            Self::GovSg => "gov-sg",
        }
    }

    /// The name on screen.
    pub fn title(self) -> &'static str {
        match self {
            Self::Public => "public cloud",
            Self::UsGov => "US Government cloud",
            Self::China => "China cloud (21Vianet)",
            Self::Germany => "Germany cloud (closed in 2021)",
            Self::Bleu => "Bleu cloud (France)",
            Self::Delos => "Delos cloud (Germany)",
            Self::GovSg => "Singapore government cloud",
        }
    }

    /// The host to ask for metadata.
    pub fn authority_host(self) -> &'static str {
        match self {
            Self::Public => "login.microsoftonline.com",
            Self::UsGov => "login.microsoftonline.us",
            Self::China => "login.partner.microsoftonline.cn",
            Self::Germany => "login.microsoftonline.de",
            Self::Bleu => "login.sovcloud-identity.fr",
            Self::Delos => "login.sovcloud-identity.de",
            Self::GovSg => "login.sovcloud-identity.sg",
        }
    }
}
