//! Start-up code: C#, JavaScript, Python, Go.

use super::Importer;

/// The formats of this folder, the more particular ones first.
pub(super) const IMPORTERS: &[Importer] = &[];
