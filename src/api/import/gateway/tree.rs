//! A configuration as a tree with lines: the same for YAML, JSON, TOML and HCL.

/// A value and where it stands.
#[derive(Debug, Clone)]
pub(super) struct Node {
    /// The line, counted from 1.
    pub(super) line: usize,
    pub(super) value: Value,
}

/// What stands there.
#[derive(Debug, Clone)]
pub(super) enum Value {
    Null,
    Flag(bool),
    Number(String),
    Text(String),
    List(Vec<Node>),
    Map(Vec<Member>),
    /// Worked out elsewhere: a reference or a function of `CloudFormation` or Terraform.
    Computed,
}

/// A member of a map.
#[derive(Debug, Clone)]
pub(super) struct Member {
    pub(super) name: String,
    /// The line of its name.
    pub(super) line: usize,
    pub(super) node: Node,
}

impl Node {
    pub(super) fn text(line: usize, text: impl Into<String>) -> Self {
        Self {
            line,
            value: Value::Text(text.into()),
        }
    }

    /// What it is, with its article, for messages.
    pub(super) fn kind(&self) -> &'static str {
        match self.value {
            Value::Null => "empty",
            Value::Flag(_) => "a yes-or-no value",
            Value::Number(_) => "a number",
            Value::Text(_) => "a text",
            Value::List(_) => "a list",
            Value::Map(_) => "a group of settings",
            Value::Computed => "a reference",
        }
    }
}

/// A value with its name, as it is called from the top of the text.
#[derive(Debug, Clone)]
pub(super) struct Item<'a> {
    /// The names on the way to it: `spec.jwtRules[0].issuer`.
    pub(super) name: String,
    /// The line of its name, or of the value itself in a list.
    pub(super) line: usize,
    pub(super) node: &'a Node,
}

impl<'a> Item<'a> {
    pub(super) fn root(node: &'a Node) -> Self {
        Self {
            name: String::new(),
            line: node.line,
            node,
        }
    }

    /// A setting of a format without depth.
    pub(super) fn named(name: &str, line: usize, node: &'a Node) -> Self {
        Self {
            name: name.to_owned(),
            line,
            node,
        }
    }

    /// The members of a map; nothing for other values.
    pub(super) fn members(&self) -> impl Iterator<Item = (&'a str, Self)> {
        let members: &'a [Member] = match &self.node.value {
            Value::Map(members) => members,
            _ => &[],
        };
        let before = self.name.clone();
        members.iter().map(move |member| {
            let name = match before.as_str() {
                "" => member.name.clone(),
                before => format!("{before}.{}", member.name),
            };
            let item = Self {
                name,
                line: member.line,
                node: &member.node,
            };
            (member.name.as_str(), item)
        })
    }

    /// The values of a list; a single value counts as a list of one.
    pub(super) fn values(&self) -> Vec<Self> {
        match &self.node.value {
            Value::List(nodes) => {
                let item = |(index, node): (usize, &'a Node)| Self {
                    name: format!("{}[{index}]", self.name),
                    line: node.line,
                    node,
                };
                nodes.iter().enumerate().map(item).collect()
            }
            Value::Null => Vec::new(),
            _ => vec![self.clone()],
        }
    }

    /// The member of a name, whichever way it is spelled: `jwksUri`, `jwks_uri`, `jwks-uri`.
    pub(super) fn get(&self, name: &str) -> Option<Self> {
        self.members()
            .find(|(member, _)| same(member, name))
            .map(|(_, item)| item)
    }

    /// The member at the end of a path.
    pub(super) fn at(&self, path: &[&str]) -> Option<Self> {
        path.iter()
            .try_fold(self.clone(), |item, name| item.get(name))
    }

    /// The text, where it is one; nothing is noted.
    pub(super) fn as_text(&self) -> Option<&'a str> {
        match &self.node.value {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    pub(super) fn is_map(&self) -> bool {
        matches!(self.node.value, Value::Map(_))
    }

    /// This value and all below it for which `suits` holds, in the order of the text. What is below
    /// a value that suits is left out.
    pub(super) fn find(&self, suits: &dyn Fn(&Self) -> bool) -> Vec<Self> {
        if suits(self) {
            return vec![self.clone()];
        }
        let below: Vec<Self> = match &self.node.value {
            Value::List(_) => self.values(),
            _ => self.members().map(|(_, item)| item).collect(),
        };
        below.iter().flat_map(|item| item.find(suits)).collect()
    }

    /// The last name on the way to it.
    pub(super) fn last_name(&self) -> &str {
        self.name.rsplit('.').next().unwrap_or_default()
    }
}

/// Whether two names are the same, whichever way they are spelled.
pub(super) fn same(a: &str, b: &str) -> bool {
    squashed(a).eq(squashed(b))
}

fn squashed(name: &str) -> impl Iterator<Item = char> + '_ {
    name.chars()
        .filter(|c| !matches!(c, '-' | '_'))
        .map(|c| c.to_ascii_lowercase())
}
