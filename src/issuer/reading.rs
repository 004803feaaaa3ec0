//! What a token says about its issuer: platform, cloud, tenant, policy.

use super::cloud::CloudHosts;
use super::hosts::HostKind;
use super::inference::cloud_of_v1;
use super::place::{Place, PlaceFault, is_guid, is_plain_segment};
use super::shape::{PERSONAL_TENANT, after_te, is_alias, is_template, is_tfp, of_place};
use super::{Cloud, Hints, Platform, Shape, policy_like};
use crate::token::Token;

/// What a token says about its issuer, before any address is made of it.
#[derive(Debug)]
pub(super) struct Reading {
    /// The issuer in parts, or why it can't be taken apart; `None` without an issuer.
    pub(super) place: Option<Result<Place, PlaceFault>>,
    pub(super) shape: Shape,
    pub(super) platform: Platform,
    /// The hosts to ask; `None` outside Microsoft's.
    pub(super) hosts: Option<&'static CloudHosts>,
    /// Why that cloud was taken, where the issuer alone doesn't tell.
    pub(super) cloud_reason: String,
    /// Whether the token may as well be of the US Government cloud.
    pub(super) undecided: bool,
    /// The tenant in the issuer, as it may stand in a URL: a GUID or a domain, in lower case.
    pub(super) issuer_tenant: Option<String>,
    /// Claim `tid`, where it is a GUID, in lower case.
    pub(super) tid: Option<String>,
    /// The B2C policy, in lower case.
    pub(super) policy: Option<String>,
}

impl Reading {
    /// Reads the claims; `hints` fill in what the token doesn't tell.
    pub(super) fn of(token: &Token, hints: &Hints) -> Self {
        let issuer = token.issuer().filter(|issuer| !issuer.is_empty());
        let place = issuer.map(Place::parse);
        let url = place.as_ref().and_then(|p| p.as_ref().ok());
        let names_policy = names_policy(token);
        let shape = match (&place, url) {
            (None, _) => Shape::Missing,
            (Some(_), None) => Shape::NotUrl,
            (Some(_), Some(url)) => of_place(url, names_policy),
        };
        // Ids and domain names have no case; the addresses, and with them the documents, need one.
        let issuer_tenant = url.and_then(tenant_of).map(str::to_ascii_lowercase);
        let tid = token
            .claim("tid")
            .filter(|tid| is_guid(tid))
            .map(str::to_ascii_lowercase);
        let mut reading = Self {
            shape,
            platform: Platform::Other,
            hosts: url
                .filter(|url| url.https)
                .and_then(|url| url.kind().hosts()),
            cloud_reason: String::new(),
            undecided: false,
            policy: None,
            issuer_tenant,
            tid,
            place,
        };
        reading.platform = reading.tell_platform(token, names_policy);
        if reading.platform == Platform::B2c {
            reading.policy = policy(token, reading.url(), hints);
        }
        reading.infer_cloud(token);
        reading
    }

    /// The issuer in parts, where it is a URL.
    pub(super) fn url(&self) -> Option<&Place> {
        self.place.as_ref().and_then(|p| p.as_ref().ok())
    }

    /// The tenant's GUID: the issuer's, or claim `tid`.
    pub(super) fn tenant(&self) -> Option<&str> {
        self.issuer_tenant
            .as_deref()
            .filter(|tenant| is_guid(tenant))
            .or(self.tid.as_deref())
    }

    /// Claim `tid`, where it names another tenant than the issuer does.
    pub(super) fn conflicting_tid(&self) -> Option<&str> {
        let issuer = self.issuer_tenant.as_deref().filter(|t| is_guid(t))?;
        self.tid
            .as_deref()
            .filter(|tid| !tid.eq_ignore_ascii_case(issuer))
    }

    /// The cloud; `None` outside Microsoft's, and for its test environment.
    pub(super) fn cloud(&self) -> Option<Cloud> {
        self.hosts.and_then(|hosts| hosts.cloud)
    }

    fn tell_platform(&self, token: &Token, names_policy: bool) -> Platform {
        let kind = self.url().map_or(HostKind::Unknown, Place::kind);
        match self.shape {
            Shape::Missing | Shape::NotUrl => return Platform::Other,
            Shape::Adfs => return Platform::Adfs,
            Shape::B2c | Shape::B2cTfp => return Platform::B2c,
            Shape::Ciam => return Platform::ExternalId,
            _ => {}
        }
        let v1_host = match kind {
            HostKind::B2c(_) => return Platform::B2c,
            HostKind::Ciam(_) => return Platform::ExternalId,
            HostKind::Unknown => return Platform::Other,
            HostKind::V1Issuer(_) => true,
            HostKind::Authority(_) | HostKind::Alias(_) => false,
        };
        if self
            .tenant()
            .is_some_and(|t| t.eq_ignore_ascii_case(PERSONAL_TENANT))
        {
            return Platform::Personal;
        }
        // B2C's legacy host: a slash at the end and no tenant claim (rules A-4).
        let legacy = self.shape == Shape::LoginV2Slash && token.claims().get("tid").is_none();
        if !v1_host && (names_policy || legacy) {
            return Platform::B2c;
        }
        if token.claim("ver") == Some("2.0") || self.issuer_version() == Some(2) {
            Platform::EntraV2
        } else {
            Platform::EntraV1
        }
    }

    /// The version that the issuer's form tells; `None` where it tells none.
    pub(super) fn issuer_version(&self) -> Option<u8> {
        let place = self.url()?;
        let v2 = place
            .segments
            .iter()
            .any(|segment| segment.eq_ignore_ascii_case("v2.0"));
        match place.kind() {
            HostKind::V1Issuer(_) => Some(1),
            _ if v2 => Some(2),
            _ => None,
        }
    }

    /// Settles the cloud of version 1 tokens, whose issuer host serves two (rules C2.3).
    fn infer_cloud(&mut self, token: &Token) {
        let shared = matches!(
            self.url().map(Place::kind),
            Some(HostKind::V1Issuer(hosts)) if hosts.cloud == Some(Cloud::Public)
        );
        if !shared || self.platform == Platform::Personal {
            return;
        }
        if let Some((cloud, reason)) = cloud_of_v1(token) {
            self.hosts = Some(cloud.hosts());
            self.cloud_reason = reason;
        } else {
            self.undecided = true;
            "sts.windows.net issues for the public and the US Government cloud, and nothing in the \
             token tells which. The public cloud is assumed; both are asked, the public one first."
                .clone_into(&mut self.cloud_reason);
        }
    }
}

/// Whether claim `tfp` or `acr` names a B2C policy (rules A-4).
fn names_policy(token: &Token) -> bool {
    ["tfp", "acr"]
        .iter()
        .any(|name| token.claim(name).is_some_and(policy_like))
}

/// The tenant in an issuer; `None` for place-holders and for what could not stand in a URL.
fn tenant_of(place: &Place) -> Option<&str> {
    let segments = after_te(&place.segments);
    let in_path = if is_tfp(segments) {
        segments.get(1)
    } else {
        segments.first()
    };
    let usable = |text: &&str| {
        !is_template(text)
            && !is_alias(text)
            && (is_guid(text) || text.contains('.') && is_plain_segment(text))
            && !text.eq_ignore_ascii_case("v2.0")
    };
    let label = || match place.kind() {
        HostKind::Ciam(_) => place.host.split('.').next().filter(|label| is_guid(label)),
        _ => None,
    };
    in_path.map(String::as_str).filter(usable).or_else(label)
}

/// The B2C policy: claim `tfp`, a policy in `acr`, the issuer's segment, the hint (rules C-5).
fn policy(token: &Token, place: Option<&Place>, hints: &Hints) -> Option<String> {
    let segments = place.map_or(&[][..], |place| after_te(&place.segments));
    let in_path = if is_tfp(segments) {
        segments.get(2)
    } else {
        segments.get(1).filter(|segment| policy_like(segment))
    };
    token
        .claim("tfp")
        .or_else(|| token.claim("acr").filter(|acr| policy_like(acr)))
        .filter(|policy| is_plain_segment(policy))
        .or_else(|| in_path.map(String::as_str))
        .or(hints.policy.as_deref().map(str::trim))
        .filter(|policy| is_plain_segment(policy))
        .map(str::to_ascii_lowercase)
}
