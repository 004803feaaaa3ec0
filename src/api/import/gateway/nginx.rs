//! NGINX Plus: `auth_jwt` and what belongs to it.

use super::super::Importer;
use super::super::draft::Draft;
use super::fill::{is_code, means, nothing, unmarked};
use super::nginx_claims;
use super::nginx_text::{Directive, parse};
use super::tree::{Item, Node};
use crate::api::{About, Api, ApiError, Stack};

pub(super) const IMPORTER: Importer = Importer {
    signs: &["auth_jwt"],
    recognise,
    read,
};

const WHAT: &str = "an NGINX configuration";

const DIRECTIVES: [&str; 9] = [
    "auth_jwt",
    "auth_jwt_claim_set",
    "auth_jwt_header_set",
    "auth_jwt_key_cache",
    "auth_jwt_key_file",
    "auth_jwt_key_request",
    "auth_jwt_leeway",
    "auth_jwt_require",
    "auth_jwt_type",
];

fn recognise(text: &str) -> Option<Stack> {
    let text = unmarked(text);
    if is_code(text) {
        return None;
    }
    let directive = |line: &str| {
        let place = line.find("auth_jwt")?;
        let before = line.get(..place)?.trim_end();
        let (name, value) = line.get(place..)?.split_once(char::is_whitespace)?;
        let begins = before.is_empty() || before.ends_with(['{', ';']);
        let known = begins && DIRECTIVES.contains(&name);
        (known && !value.trim_start().starts_with(['=', '(', ':'])).then_some(())
    };
    let found = text.lines().any(|line| directive(line).is_some());
    found.then_some(Stack::Nginx)
}

fn read(name: &str, text: &str) -> Result<Api, ApiError> {
    let text = unmarked(text);
    let directives = parse(name, text)?;
    let mut draft = Draft::of(Stack::Nginx);
    let mut guarded = Vec::new();
    collect(&directives, &mut Vec::new(), &mut guarded);
    let server = Server { top: &directives };
    let Some(scope) = guarded.first() else {
        return Err(nothing(
            name,
            WHAT,
            "it has no `auth_jwt` that is switched on",
        ));
    };
    draft.took_first_of(guarded.len(), "places with `auth_jwt`", &scope.title());
    server.read(&mut draft, scope);
    draft.finish_or(name, WHAT, "its `auth_jwt` has no keys")
}

/// A block with all that it inherits from the blocks around it, the innermost first.
struct Scope<'a> {
    levels: Vec<&'a [Directive]>,
    owner: Option<&'a Directive>,
}

impl<'a> Scope<'a> {
    /// The directives of a name at the innermost level that has any.
    fn all(&self, name: &str) -> Vec<&'a Directive> {
        let of = |level: &&'a [Directive]| {
            let named = level.iter().filter(|directive| directive.name == name);
            named.collect::<Vec<_>>()
        };
        let levels = self.levels.iter().map(of);
        levels
            .into_iter()
            .find(|found| !found.is_empty())
            .unwrap_or_default()
    }

    fn first(&self, name: &str) -> Option<&'a Directive> {
        self.all(name).into_iter().next()
    }

    fn title(&self) -> String {
        match self.owner {
            Some(owner) => format!("`{} {}`", owner.name, owner.words.join(" ")).replace(" `", "`"),
            None => "the outermost".to_owned(),
        }
    }
}

/// All blocks that switch `auth_jwt` on, in the order of the text.
fn collect<'a>(
    directives: &'a [Directive],
    around: &mut Vec<(&'a [Directive], Option<&'a Directive>)>,
    found: &mut Vec<Scope<'a>>,
) {
    let owner = around.last().and_then(|(_, owner)| *owner);
    let on = |d: &Directive| d.name == "auth_jwt" && d.word(0) != "off";
    if directives.iter().any(on) {
        let outer = around.iter().rev().skip(1).map(|(level, _)| *level);
        let levels = std::iter::once(directives).chain(outer).collect();
        found.push(Scope { levels, owner });
    }
    if around.is_empty() {
        around.push((directives, None));
    }
    for directive in directives {
        around.push((&directive.block, Some(directive)));
        collect(&directive.block, around, found);
        around.pop();
    }
}

struct Server<'a> {
    top: &'a [Directive],
}

impl Server<'_> {
    fn read(&self, draft: &mut Draft, scope: &Scope<'_>) {
        if let Some(auth) = scope.first("auth_jwt") {
            draft.read(
                auth.line,
                "auth_jwt",
                &auth.words.join(" "),
                "what switches the check on",
            );
        }
        draft.deciding(About::Key, |draft| self.read_keys(draft, scope));
        if let Some(leeway) = scope.first("auth_jwt_leeway") {
            let node = Node::text(leeway.line, leeway.word(0));
            let item = Item::named("auth_jwt_leeway", leeway.line, &node);
            draft.api.clock_skew = item.seconds(draft, means::SKEW);
        }
        self.read_requirements(draft, scope);
    }

    fn read_keys(&self, draft: &mut Draft, scope: &Scope<'_>) {
        let request = scope.first("auth_jwt_key_request");
        let file = scope.first("auth_jwt_key_file");
        if let Some(request) = request {
            let place = request.word(0);
            draft.read(
                request.line,
                "auth_jwt_key_request",
                place,
                "where the key set is asked for",
            );
            self.read_location(draft, place, request.line);
        }
        if let Some(file) = file {
            let meaning = "the file with the key set";
            draft.read(file.line, "auth_jwt_key_file", file.word(0), meaning);
            draft.note(
                "The key set stands in a file: it follows the issuer only as far as something \
                 renews that file.",
            );
        }
        if request.is_none() && file.is_none() {
            draft.unread(
                None,
                "auth_jwt_key_request",
                "is missing, and so is `auth_jwt_key_file`",
            );
        }
        if let Some(cache) = scope.first("auth_jwt_key_cache") {
            draft.read(
                cache.line,
                "auth_jwt_key_cache",
                cache.word(0),
                "how long keys are kept",
            );
        }
    }

    /// The location that fetches the keys hands the request on to the issuer.
    fn read_location(&self, draft: &mut Draft, place: &str, line: usize) {
        let path = place.split('?').next().unwrap_or(place);
        let Some(location) = location(self.top, path) else {
            draft.unread(Some(line), place, "is a location that is not in this text");
            return;
        };
        let Some(pass) = location.block.iter().find(|d| d.name == "proxy_pass") else {
            draft.unread(Some(location.line), place, "has no `proxy_pass`");
            return;
        };
        let node = Node::text(pass.line, pass.word(0));
        draft.take_keys_address(&Item::named("proxy_pass", pass.line, &node));
    }

    /// NGINX checks neither issuer nor audience by itself: `auth_jwt_require` has to.
    fn read_requirements(&self, draft: &mut Draft, scope: &Scope<'_>) {
        let mut claims: Vec<String> = Vec::new();
        let mut unknown = false;
        for require in scope.all("auth_jwt_require") {
            for word in require.words.iter().filter(|word| word.starts_with('$')) {
                match nginx_claims::required(self.top, draft, require.line, word) {
                    Some(claim) => claims.push(claim),
                    None => unknown = true,
                }
            }
        }
        claims.extend(nginx_claims::conditions(self.top, draft, &scope.all("if")));
        let checks = |name: &str| claims.iter().any(|claim| claim == name);
        draft.api.unchecked.issuer = !checks("iss") && !unknown;
        draft.api.unchecked.audience = !checks("aud") && !unknown;
        let missing = match (draft.api.unchecked.issuer, draft.api.unchecked.audience) {
            (true, true) => "neither the issuer nor the audience is",
            (true, false) => "the issuer is not",
            (false, true) => "the audience is not",
            (false, false) => return,
        };
        draft.note(format!(
            "NGINX checks signature and time; {missing} checked, for want of an `auth_jwt_require`."
        ));
    }
}

pub(super) fn find<'a>(
    directives: &'a [Directive],
    suits: &dyn Fn(&Directive) -> bool,
) -> Option<&'a Directive> {
    directives.iter().find_map(|directive| {
        if suits(directive) {
            Some(directive)
        } else {
            find(&directive.block, suits)
        }
    })
}

fn location<'a>(directives: &'a [Directive], path: &str) -> Option<&'a Directive> {
    let is =
        |d: &Directive| d.name == "location" && d.words.last().is_some_and(|word| word == path);
    find(directives, &is)
}
