//! Characters that deceive: invisible ones, and those that turn the direction of reading.

use std::fmt::Write as _;

/// Replaces every character that can't be seen or that changes the order of its neighbours (bidirectional
/// controls, zero-width and other default-ignorable characters, soft hyphens, control characters) by a
/// visible escape such as `\u{202E}`. The second value tells whether there was one.
///
/// Letters of right-to-left scripts stay as they are.
pub fn escape_deceiving(text: &str) -> (String, bool) {
    if !text.chars().any(deceives) {
        return (text.to_owned(), false);
    }
    let mut escaped = String::with_capacity(text.len() + 8);
    for character in text.chars() {
        if deceives(character) {
            // Writing to a String can't fail.
            let _ = write!(escaped, "\\u{{{:04X}}}", u32::from(character));
        } else {
            escaped.push(character);
        }
    }
    (escaped, true)
}

/// Control characters (Cc), Unicode's `Default_Ignorable_Code_Point` and `Bidi_Control`, line and paragraph
/// separators, interlinear annotation, and the blank Braille cell.
fn deceives(character: char) -> bool {
    character.is_control()
        || matches!(
            u32::from(character),
            0x00AD
                | 0x034F
                | 0x061C
                | 0x115F..=0x1160
                | 0x17B4..=0x17B5
                | 0x180B..=0x180F
                | 0x200B..=0x200F
                | 0x2028..=0x202E
                | 0x2060..=0x206F
                | 0x2800
                | 0x3164
                | 0xFE00..=0xFE0F
                | 0xFEFF
                | 0xFFA0
                | 0xFFF0..=0xFFFB
                | 0x1_BCA0..=0x1_BCA3
                | 0x1_D173..=0x1_D17A
                | 0xE_0000..=0xE_0FFF
        )
}
