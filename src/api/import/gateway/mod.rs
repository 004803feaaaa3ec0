//! Gateways, meshes, proxies and servers: YAML, properties, and formats of their own.

mod apache;
mod app_service_code;
mod aws;
mod aws_alb;
mod aws_http_api;
mod bicep;
mod claims;
mod documents;
mod envoy;
mod envoy_authorization;
mod escapes;
mod fill;
mod flatten;
mod hcl;
mod helm;
mod istio;
mod istio_authorization;
mod kong;
mod kong_claims;
mod nginx;
mod nginx_claims;
mod nginx_text;
mod oauth2_proxy;
mod pinned;
mod properties;
mod quarkus;
mod spring;
mod spring_azure;
mod tree;
mod vault;

use super::Importer;

/// The formats of this folder, the more particular ones first.
pub(super) const IMPORTERS: &[Importer] = &[
    istio::IMPORTER,
    envoy::IMPORTER,
    kong::IMPORTER,
    aws_alb::IMPORTER,
    aws_http_api::IMPORTER,
    vault::IMPORTER,
    oauth2_proxy::IMPORTER,
    apache::IMPORTER,
    app_service_code::IMPORTER,
    nginx::IMPORTER,
    spring_azure::IMPORTER,
    quarkus::IMPORTER,
    spring::IMPORTER,
];
