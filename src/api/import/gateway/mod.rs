//! Gateways, meshes, proxies and servers: YAML, properties, and formats of their own.

use super::Importer;

/// The formats of this folder, the more particular ones first.
pub(super) const IMPORTERS: &[Importer] = &[];
