//! Names of settings that hold secrets: the one list of them, for errors and configurations alike.

/// Parts of names whose values are secrets, in lower case and without separators.
const PARTS: [&str; 34] = [
    "secret",
    "password",
    "passwd",
    "passphrase",
    "pwd",
    "connectionstring",
    "connstr",
    "sharedaccesskey",
    "accountkey",
    "accesskey",
    "apikey",
    "appkey",
    "authkey",
    "clientkey",
    "functionskey",
    "hostkey",
    "masterkey",
    "machinekey",
    "validationkey",
    "decryptionkey",
    "privatekey",
    "storagekey",
    "subscriptionkey",
    "symmetrickey",
    "encryptionkey",
    "signingkey",
    "hmackey",
    "aeskey",
    "sastoken",
    "accesstoken",
    "refreshtoken",
    "sessiontoken",
    "authtoken",
    "clientassertion",
];

/// Endings of names that tell about a secret without being one: its name, its place, its kind.
const ABOUT: [&str; 34] = [
    "algorithm",
    "basic",
    "duration",
    "enabled",
    "endpoint",
    "expiration",
    "expiresat",
    "expiresin",
    "expiry",
    "file",
    "format",
    "header",
    "headername",
    "hint",
    "id",
    "identifier",
    "length",
    "lifetime",
    "location",
    "method",
    "name",
    "path",
    "policy",
    "post",
    "provider",
    "ref",
    "required",
    "resolver",
    "store",
    "thumbprint",
    "type",
    "uri",
    "url",
    "version",
];

/// Parts of names that are none: switches about keys, and what has a password in its subject only.
const NONE: [&str; 7] = [
    "issuersigningkey",
    "keyvault",
    "passwordreset",
    "resetpassword",
    "forgotpassword",
    "changepassword",
    "publickey",
];

/// Whether a name, in lower case and without separators, holds the part of one that names a secret.
pub(crate) fn has_secret_part(name: &str) -> bool {
    PARTS.iter().any(|part| name.contains(part))
}

/// Whether a name, in lower case and without separators, is about a secret without being one.
pub(crate) fn is_about_secret(name: &str) -> bool {
    ABOUT.iter().any(|ending| name.ends_with(ending)) || NONE.iter().any(|part| name.contains(part))
}

/// A name in lower case and without separators.
pub(crate) fn plain_name(name: &str) -> String {
    let letters = name.chars().filter(char::is_ascii_alphanumeric);
    letters.map(|c| c.to_ascii_lowercase()).collect()
}
