use crate::api::{Api, ApiError, Stack};
pub(super) fn recognise(_: &str) -> Option<Stack> {
    None
}
pub(super) fn read(name: &str, _: &str) -> Result<Api, ApiError> {
    Err(ApiError::NotRecognised {
        name: name.to_owned(),
    })
}
