//! Microsoft's own: ASP.NET Core, .NET Framework, App Service, API Management.

use super::Importer;

/// The formats of this folder, the more particular ones first.
pub(super) const IMPORTERS: &[Importer] = &[];
