//! Addresses of Entra ID and of personal accounts.

use super::super::reading::Reading;
use super::super::shape::PERSONAL_TENANT;
use super::super::{Cloud, Hints, Purpose};
use super::applications::{Application, applications};
use super::{FEDERATION, List, WELL_KNOWN, default_metadata};
use crate::token::Token;

/// A tenant at a host: where its documents are.
struct Tenant<'a> {
    host: &'a str,
    name: &'a str,
}

impl Tenant<'_> {
    fn v1(&self, query: &str) -> String {
        format!("https://{}/{}/{WELL_KNOWN}{query}", self.host, self.name)
    }

    fn v2(&self, query: &str) -> String {
        format!(
            "https://{}/{}/v2.0/{WELL_KNOWN}{query}",
            self.host, self.name
        )
    }

    fn federation(&self, query: &str) -> String {
        let (host, name) = (self.host, self.name);
        format!("https://{host}/{name}/{FEDERATION}{query}")
    }
}

fn query(application: &Application) -> String {
    format!("?appid={}", application.id)
}

/// Version 2 tokens.
pub(super) fn version_2(list: &mut List, token: &Token, reading: &Reading, hints: &Hints) {
    let host = host(reading);
    let name = path_tenant(reading);
    if let Some(name) = name {
        let tenant = Tenant { host, name };
        own_v2(list, &tenant, "tenant, v2.0", "The token's own tenant.");
        for application in applications(token, hints, Some(name)) {
            application_v2(list, &tenant, &application);
        }
    }
    if let Some(name) = other_tenant(reading, name) {
        own_v2(
            list,
            &Tenant { host, name },
            "tenant of tid, v2.0",
            other_tenant_why(reading),
        );
    }
    add_common_v2(list, reading);
    if let Some(name) = name {
        let tenant = Tenant { host, name };
        list.add_with_federation(
            "tenant, v1.0",
            Purpose::OtherVersion,
            tenant.v1(""),
            Some(tenant.federation("")),
            "The same tenant's metadata for version 1 tokens: most keys are the same, the issuer is \
             another."
                .to_owned(),
        );
    }
}

/// Version 1 tokens.
pub(super) fn version_1(list: &mut List, token: &Token, reading: &Reading, hints: &Hints) {
    let host = host(reading);
    let name = path_tenant(reading);
    let apps = applications(token, hints, name);
    if let Some(name) = name {
        let tenant = Tenant { host, name };
        own_v1(list, &tenant, "tenant, v1.0", "The token's own tenant.");
        for application in &apps {
            application_v1(list, &tenant, application);
        }
    }
    if let Some(name) = other_tenant(reading, name) {
        own_v1(
            list,
            &Tenant { host, name },
            "tenant of tid, v1.0",
            other_tenant_why(reading),
        );
    }
    if let Some(name) = name {
        let tenant = Tenant { host, name };
        other_version_v2(list, &tenant);
        for application in &apps {
            application_v2(list, &tenant, application);
        }
    }
    add_common_v1(list, host);
    add_common_v2(list, reading);
    if let Some(name) = name.filter(|_| reading.undecided) {
        us_government(list, name, &apps);
    }
}

/// Personal accounts.
pub(super) fn personal(list: &mut List, token: &Token, reading: &Reading, hints: &Hints) {
    let host = host(reading);
    let consumers = Tenant {
        host,
        name: "consumers",
    };
    own_v2(
        list,
        &consumers,
        "consumers, v2.0",
        "The token is a personal account's: these are the keys for personal accounts.",
    );
    let tenant = Tenant {
        host,
        name: PERSONAL_TENANT,
    };
    own_v2(
        list,
        &tenant,
        "tenant, v2.0",
        "The same under the tenant of personal accounts.",
    );
    for application in applications(token, hints, Some(PERSONAL_TENANT)) {
        application_v2(list, &tenant, &application);
    }
    if let Some(name) = reading.conflicting_tid() {
        own_v2(
            list,
            &Tenant { host, name },
            "tenant of tid, v2.0",
            "Claim tid names another tenant than the issuer.",
        );
    }
    add_common_v2(list, reading);
}

/// The same tenant in the cloud that shares the issuer's host (rules C2.3 d).
fn us_government(list: &mut List, name: &str, apps: &[Application]) {
    let tenant = Tenant {
        host: Cloud::UsGov.authority_host(),
        name,
    };
    let why =
        "sts.windows.net issues for the US Government cloud too; a tenant exists in one cloud \
               only."
            .to_owned();
    list.add_with_federation(
        "tenant, v1.0, US Government",
        Purpose::OtherCloud,
        tenant.v1(""),
        Some(tenant.federation("")),
        why.clone(),
    );
    for application in apps {
        list.add_with_federation(
            format!("tenant, v1.0, ?appid={}, US Government", application.mark),
            Purpose::Application(application.id.clone()),
            tenant.v1(&query(application)),
            Some(tenant.federation(&query(application))),
            application.why.clone(),
        );
    }
    list.add(
        "tenant, v2.0, US Government",
        Purpose::OtherCloud,
        tenant.v2(""),
        why,
    );
    for application in apps {
        list.add(
            format!("tenant, v2.0, ?appid={}, US Government", application.mark),
            Purpose::Application(application.id.clone()),
            tenant.v2(&query(application)),
            application.why.clone(),
        );
    }
}

fn own_v1(list: &mut List, tenant: &Tenant<'_>, label: &str, why: &str) {
    list.add_with_federation(
        label,
        Purpose::Own,
        tenant.v1(""),
        Some(tenant.federation("")),
        why.to_owned(),
    );
}

fn own_v2(list: &mut List, tenant: &Tenant<'_>, label: &str, why: &str) {
    list.add(label, Purpose::Own, tenant.v2(""), why.to_owned());
}

fn application_v1(list: &mut List, tenant: &Tenant<'_>, application: &Application) {
    list.add_with_federation(
        format!("tenant, v1.0, ?appid={}", application.mark),
        Purpose::Application(application.id.clone()),
        tenant.v1(&query(application)),
        Some(tenant.federation(&query(application))),
        application.why.clone(),
    );
}

fn application_v2(list: &mut List, tenant: &Tenant<'_>, application: &Application) {
    list.add(
        format!("tenant, v2.0, ?appid={}", application.mark),
        Purpose::Application(application.id.clone()),
        tenant.v2(&query(application)),
        application.why.clone(),
    );
}

fn other_version_v2(list: &mut List, tenant: &Tenant<'_>) {
    list.add(
        "tenant, v2.0",
        Purpose::OtherVersion,
        tenant.v2(""),
        "The same tenant's metadata for version 2 tokens: most keys are the same, the issuer is \
         another."
            .to_owned(),
    );
}

fn add_common_v1(list: &mut List, host: &str) {
    list.add_with_federation(
        "common, v1.0",
        Purpose::Common,
        format!("https://{host}/common/{WELL_KNOWN}"),
        Some(format!("https://{host}/common/{FEDERATION}")),
        "The keys that all tenants of the cloud share, for version 1 tokens.".to_owned(),
    );
}

fn add_common_v2(list: &mut List, reading: &Reading) {
    list.add(
        "common, v2.0",
        Purpose::Common,
        default_metadata(reading),
        "What an API reads when nothing else is configured: the keys that all tenants of the cloud \
         share."
            .to_owned(),
    );
}

/// The host to ask.
fn host(reading: &Reading) -> &'static str {
    reading
        .hosts
        .map_or(Cloud::Public.authority_host(), |hosts| hosts.authority)
}

/// The tenant for the URL: the issuer's GUID or domain, else claim `tid`.
fn path_tenant(reading: &Reading) -> Option<&str> {
    reading.issuer_tenant.as_deref().or(reading.tid.as_deref())
}

/// The tenant of claim `tid`, where the issuer names another one, or only a domain.
fn other_tenant<'a>(reading: &'a Reading, name: Option<&str>) -> Option<&'a str> {
    reading
        .tid
        .as_deref()
        .filter(|tid| name.is_some_and(|name| !name.eq_ignore_ascii_case(tid)))
}

fn other_tenant_why(reading: &Reading) -> &'static str {
    if reading.conflicting_tid().is_some() {
        "Claim tid names another tenant than the issuer."
    } else {
        "The issuer names a domain; claim tid names the tenant by its GUID."
    }
}
