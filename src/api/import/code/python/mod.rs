//! Python.

pub(super) mod authlib;
pub(super) mod django;
pub(super) mod fastapi;
pub(super) mod pyjwt;
