//! What the two AWS readers share: where their settings stand.

use super::documents::documents;
use super::hcl;
use super::tree::{Item, Node, same};
use crate::api::ApiError;

/// The documents of a template, of an answer of the command line, or of Terraform.
pub(super) fn trees(name: &str, text: &str) -> Result<Vec<Node>, ApiError> {
    if hcl::is_hcl(text) {
        return Ok(vec![hcl::parse(name, text)?]);
    }
    documents(name, text)
}

/// All groups of settings of one of these names, in the order of the text.
pub(super) fn sections<'a>(trees: &'a [Node], names: &[&str]) -> Vec<Item<'a>> {
    let is_section = |item: &Item<'_>| {
        let last = item.last_name();
        let last = last.split('[').next().unwrap_or(last);
        item.is_map() && names.iter().any(|name| same(last, name))
    };
    let roots = trees.iter().map(Item::root);
    roots.flat_map(|root| root.find(&is_section)).collect()
}
