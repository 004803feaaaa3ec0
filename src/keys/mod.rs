//! Every key × every address that lists it; certificates and thumbprints (rules D-1).

mod certificate;
mod changes;
mod course;
mod fixed;
mod merge;
mod names;
mod pem;
mod public_key;
mod role;
mod sources;
mod spki;
mod table;
#[cfg(test)]
mod tests;
mod thumbprint;
mod timeline;

pub use certificate::Certificate;
pub use changes::{Change, Look, Named};
pub use course::{Course, courses};
pub use fixed::{FixedKey, fixed_keys, same_name};
pub use public_key::PublicKey;
pub use role::KeyRole;
pub use table::{Key, KeyFault, KeyTable, Seen, Source, SourceKind, table};
pub use thumbprint::{Thumbprints, hex_of_x5t, jwk_thumbprint, x5t_of_hex};
pub use timeline::{Span, Timeline, TimelineRow, timeline, timelines};
