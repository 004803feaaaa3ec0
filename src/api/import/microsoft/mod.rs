//! Configurations of Microsoft's own: `appsettings.json` and environment variables of ASP.NET Core,
//! `web.config`, App Service, API Management (rules C-8, H-1 to H-4).

mod apim;
mod app_service;
mod appsettings;
mod authority;
mod identity_web;
mod jwt_bearer;
mod section;
mod settings;
mod values;
mod web_config;
mod xml;

use super::Importer;

/// The formats in this folder. App Service comes before ASP.NET Core: both are JSON or environment
/// variables, and what App Service writes has names of its own.
pub(super) const IMPORTERS: &[Importer] = &[
    Importer {
        recognise: apim::recognise,
        read: apim::read,
    },
    Importer {
        recognise: web_config::recognise,
        read: web_config::read,
    },
    Importer {
        recognise: app_service::recognise,
        read: app_service::read,
    },
    Importer {
        recognise: appsettings::recognise,
        read: appsettings::read,
    },
];
