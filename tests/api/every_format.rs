//! All formats together: each file is taken for what it is, whichever formats there are besides.

use std::fs;
use std::path::Path;

use tokenscope::api::{ApiError, Stack, import, recognise};

/// The stacks that the files of a folder configure; a folder without a row has the name of its stack.
const FOLDERS: [(&str, &[Stack]); 9] = [
    ("apache", &[Stack::ModAuthOpenidc]),
    (
        "apim",
        &[Stack::ApimValidateJwt, Stack::ApimValidateAzureAdToken],
    ),
    (
        "appsettings",
        &[
            Stack::IdentityWeb,
            Stack::IdentityWebApp,
            Stack::JwtBearer,
            Stack::OpenIdConnect,
        ],
    ),
    ("environment", &[Stack::IdentityWeb, Stack::JwtBearer]),
    ("jwt-bearer", &[Stack::JwtBearer]),
    ("kong", &[Stack::KongJwt, Stack::KongOpenIdConnect]),
    ("spring-azure", &[Stack::SpringCloudAzure]),
    (
        "web-config",
        &[
            Stack::WebConfig,
            Stack::OwinAzureAdBearer,
            Stack::OwinOpenIdConnect,
        ],
    ),
    ("pyjwt", &[Stack::PyJwt]),
];

/// Every file with its folder's name, its own, and its text.
pub(crate) fn files() -> Vec<(String, String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/configurations");
    let mut files = Vec::new();
    for folder in fs::read_dir(root).unwrap() {
        let folder = folder.unwrap().path();
        for file in fs::read_dir(&folder).unwrap() {
            let file = file.unwrap().path();
            let name = |path: &Path| path.file_name().unwrap().to_str().unwrap().to_owned();
            let expected = ["facts", "expected"].map(|ending| Some(ending.as_ref()));
            if !expected.contains(&file.extension()) && name(&file) != "expected.txt" {
                let text = fs::read_to_string(&file).unwrap();
                files.push((name(&folder), name(&file), text));
            }
        }
    }
    files.sort();
    files
}

#[test]
fn every_file_is_recognised_as_its_folder_says() {
    let files = files();
    let mut wrong = Vec::new();
    for (folder, name, text) in &files {
        let row = FOLDERS.iter().find(|(row, _)| row == folder);
        let own: Vec<Stack> = Stack::find(folder).into_iter().collect();
        let stacks = row.map_or(own.as_slice(), |(_, stacks)| stacks);
        assert!(!stacks.is_empty(), "{folder}: no stack is known for it");
        let taken = recognise(text);
        if !taken.is_some_and(|taken| stacks.contains(&taken)) {
            wrong.push(format!("{folder}/{name} is taken for {taken:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(files.len() > 150, "{} files", files.len());
}

/// What is recognised is read by the same format.
#[test]
fn what_is_recognised_is_what_is_read() {
    for (folder, name, text) in files() {
        match import(&name, &text) {
            // A library without a stack of its own is named in a note.
            Ok(api) => assert!(
                api.stack.is_some()
                    || api
                        .reading
                        .notes
                        .iter()
                        .any(|note| note.contains("This is ")),
                "{folder}/{name}"
            ),
            Err(error) => assert!(
                !matches!(error, ApiError::NotRecognised { .. }),
                "{folder}/{name}: {error}"
            ),
        }
    }
}
