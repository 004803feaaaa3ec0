//! Configurations of Microsoft's own: `appsettings.json` and environment variables of ASP.NET Core,
//! `web.config`, App Service, API Management (rules C-8, H-1 to H-4).

mod apim;
mod app_service;
mod appsettings;
mod authority;
mod identity_web;
mod jwt_bearer;
mod misspelled;
mod own_section;
mod section;
mod settings;
mod values;
mod web_config;
mod xml;

use super::Importer;
pub(super) use authority::{issuers_of, named_in_metadata};

/// The formats in this folder that have names of their own.
pub(super) const IMPORTERS: &[Importer] =
    &[apim::IMPORTER, web_config::IMPORTER, app_service::IMPORTER];

/// Sections of ASP.NET Core. They may have any name, so that all other formats are asked before: many
/// of them are JSON or environment variables too.
pub(super) const SECTIONS: &[Importer] = &[appsettings::IMPORTER];
