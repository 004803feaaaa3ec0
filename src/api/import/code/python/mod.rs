//! Python.

pub(super) mod authlib;
pub(super) mod django;
pub(super) mod fastapi;
mod jose;
pub(super) mod pyjwt;
