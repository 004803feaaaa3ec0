//! What the API accepts: configurations read in.

mod microsoft;
