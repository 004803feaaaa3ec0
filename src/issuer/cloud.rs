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

/// What is known about one cloud: one line of the table (rules C-2).
#[derive(Debug)]
pub(super) struct CloudHosts {
    /// The cloud; `None` for Microsoft's own test environment.
    pub(super) cloud: Option<Cloud>,
    /// The host to ask.
    pub(super) authority: &'static str,
    /// Other hosts that answer for it. Never in an issuer.
    pub(super) aliases: &'static [&'static str],
    /// The host in the issuer of version 1 tokens.
    pub(super) v1_issuer: Option<&'static str>,
    /// Azure AD B2C: `{name}.` before this.
    pub(super) b2c: Option<&'static str>,
    /// External ID: `{tenant}.` before this.
    pub(super) ciam: Option<&'static str>,
    /// Microsoft Graph, the common host first.
    pub(super) graph: &'static [&'static str],
    /// `cloud_instance_name` in metadata and keys.
    pub(super) instance: Option<&'static str>,
}

/// A cloud of which nothing but the authority is published.
const fn sovereign(cloud: Cloud, authority: &'static str) -> CloudHosts {
    CloudHosts {
        cloud: Some(cloud),
        authority,
        aliases: &[],
        v1_issuer: None,
        b2c: None,
        ciam: None,
        graph: &[],
        instance: None,
    }
}

static PUBLIC: CloudHosts = CloudHosts {
    cloud: Some(Cloud::Public),
    authority: "login.microsoftonline.com",
    // The last one served US customers before the US Government cloud; it is taken for public.
    aliases: &[
        "login.windows.net",
        "login.microsoft.com",
        "login-us.microsoftonline.com",
    ],
    v1_issuer: Some("sts.windows.net"),
    b2c: Some("b2clogin.com"),
    ciam: Some("ciamlogin.com"),
    graph: &["graph.microsoft.com"],
    instance: Some("microsoftonline.com"),
};

// Version 1 tokens of this cloud carry the public cloud's issuer host, so it has none of its own.
static US_GOV: CloudHosts = CloudHosts {
    cloud: Some(Cloud::UsGov),
    authority: "login.microsoftonline.us",
    aliases: &["login.usgovcloudapi.net"],
    v1_issuer: None,
    b2c: Some("b2clogin.us"),
    ciam: Some("ciamlogin.us"),
    graph: &["graph.microsoft.us", "dod-graph.microsoft.us"],
    instance: Some("microsoftonline.us"),
};

static CHINA: CloudHosts = CloudHosts {
    cloud: Some(Cloud::China),
    authority: "login.partner.microsoftonline.cn",
    aliases: &["login.chinacloudapi.cn"],
    v1_issuer: Some("sts.chinacloudapi.cn"),
    b2c: Some("b2clogin.cn"),
    ciam: None,
    graph: &["microsoftgraph.chinacloudapi.cn"],
    instance: Some("partner.microsoftonline.cn"),
};

static GERMANY: CloudHosts = CloudHosts {
    cloud: Some(Cloud::Germany),
    authority: "login.microsoftonline.de",
    aliases: &[],
    v1_issuer: Some("sts.microsoftonline.de"),
    b2c: Some("b2clogin.de"),
    ciam: None,
    graph: &["graph.microsoft.de"],
    instance: Some("microsoftonline.de"),
};

static BLEU: CloudHosts = sovereign(Cloud::Bleu, "login.sovcloud-identity.fr");
static DELOS: CloudHosts = sovereign(Cloud::Delos, "login.sovcloud-identity.de");
static GOV_SG: CloudHosts = sovereign(Cloud::GovSg, "login.sovcloud-identity.sg");

static TEST: CloudHosts = CloudHosts {
    cloud: None,
    authority: "login.windows-ppe.net",
    aliases: &["login.microsoft-ppe.com"],
    v1_issuer: Some("sts.windows-ppe.net"),
    b2c: None,
    ciam: None,
    graph: &[],
    instance: None,
};

/// Every known cloud.
pub(super) static CLOUDS: [&CloudHosts; 8] = [
    &PUBLIC, &US_GOV, &CHINA, &GERMANY, &BLEU, &DELOS, &GOV_SG, &TEST,
];

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
        self.hosts().authority
    }

    /// The host of Microsoft Graph, where it is known.
    pub fn graph_host(self) -> Option<&'static str> {
        self.hosts().graph.first().copied()
    }

    /// The cloud that a sign-in host belongs to: authorities, their aliases, issuer hosts of
    /// version 1 tokens, B2C and External ID hosts. `None` for any other host.
    ///
    /// `sts.windows.net` gives the public cloud, although it stands in version 1 issuers of the US
    /// Government cloud too (rules C2.3).
    pub fn of_host(host: &str) -> Option<Self> {
        super::hosts::HostKind::of(host)
            .hosts()
            .and_then(|h| h.cloud)
    }

    /// The cloud of a Microsoft Graph host.
    pub fn of_graph_host(host: &str) -> Option<Self> {
        CLOUDS
            .iter()
            .find(|c| c.graph.iter().any(|g| g.eq_ignore_ascii_case(host)))
            .and_then(|c| c.cloud)
    }

    /// The cloud of a `cloud_instance_name` in metadata or in a key (rules C2.5).
    pub fn of_instance_name(name: &str) -> Option<Self> {
        let name = name.trim().to_ascii_lowercase();
        let name = name.strip_prefix("login.").unwrap_or(&name);
        CLOUDS
            .iter()
            .find(|c| c.instance == Some(name))
            .and_then(|c| c.cloud)
    }

    pub(super) fn hosts(self) -> &'static CloudHosts {
        match self {
            Self::Public => &PUBLIC,
            Self::UsGov => &US_GOV,
            Self::China => &CHINA,
            Self::Germany => &GERMANY,
            Self::Bleu => &BLEU,
            Self::Delos => &DELOS,
            Self::GovSg => &GOV_SG,
        }
    }
}
