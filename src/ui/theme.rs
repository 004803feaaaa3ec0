//! All colours, gaps and sizes of text. No other file names a colour or a font size.

use egui::style::{ScrollStyle, Selection, WidgetVisuals, Widgets};
use egui::{
    Color32, Context, CornerRadius, FontDefinitions, FontFamily, FontId, Margin, RichText, Shadow,
    Stroke, Style, TextStyle, Theme, Ui, Visuals, vec2,
};

use crate::diagnosis::OutcomeKind;

/// The step of all spacing, in points.
pub const STEP: f32 = 4.0;
/// The height of a row, in points.
pub const ROW: f32 = 24.0;
/// The radius of corners, in points.
pub const CORNER: u8 = 6;
/// The size of body text, in points.
pub const BODY: f32 = 13.0;
/// The size of small text and of monospace text, in points.
pub const SMALL: f32 = 12.0;
/// The size of strong text: headings of panels, in points.
pub const STRONG: f32 = 15.0;
/// The size of the verdict, in points.
pub const VERDICT: f32 = 20.0;
/// The side of a status mark in a row, in points.
pub const MARK: f32 = 14.0;

/// The colours of one theme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Palette {
    /// Behind the bars at the edges, and inside of what is set into a panel.
    pub background: Color32,
    /// Behind what is read.
    pub panel: Color32,
    /// Behind what stands out: buttons, cards, the row under the pointer.
    pub raised: Color32,
    /// Lines between panels.
    pub line: Color32,
    /// Text.
    pub text: Color32,
    /// Text of second rank.
    pub muted: Color32,
    /// The one accent: links, focus, selection.
    pub accent: Color32,
    /// The token's header.
    pub header: Color32,
    /// The token's payload.
    pub payload: Color32,
    /// The token's signature.
    pub signature: Color32,
    /// Passed.
    pub passed: Color32,
    /// Failed.
    pub failed: Color32,
    /// Warning.
    pub warning: Color32,
    /// Not checked.
    pub not_checked: Color32,
}

/// The dark colours.
pub const DARK: Palette = Palette {
    background: rgb(0x0014_171c),
    panel: rgb(0x001a_1e25),
    raised: rgb(0x0022_2832),
    line: rgb(0x002e_3642),
    text: rgb(0x00e6_e9ef),
    muted: rgb(0x009a_a4b2),
    accent: rgb(0x006c_b6ff),
    header: rgb(0x00ff_7b93),
    payload: rgb(0x00c7_92ea),
    signature: rgb(0x005c_cfe6),
    passed: rgb(0x004c_c38a),
    failed: rgb(0x00ff_6b6b),
    warning: rgb(0x00f5_b84b),
    not_checked: rgb(0x008b_96a5),
};

/// The light colours.
pub const LIGHT: Palette = Palette {
    background: rgb(0x00f6_f7f9),
    panel: rgb(0x00ff_ffff),
    raised: rgb(0x00ee_f1f5),
    line: rgb(0x00d5_dae2),
    text: rgb(0x001b_2330),
    muted: rgb(0x005a_6675),
    accent: rgb(0x000b_62c4),
    header: rgb(0x00c2_255c),
    payload: rgb(0x007c_3aed),
    signature: rgb(0x000b_7285),
    passed: rgb(0x0013_7a4b),
    failed: rgb(0x00c9_2a2a),
    warning: rgb(0x009a_6200),
    not_checked: rgb(0x005a_6675),
};

const fn rgb(hex: u32) -> Color32 {
    let [_, r, g, b] = hex.to_be_bytes();
    Color32::from_rgb(r, g, b)
}

impl Palette {
    /// The colours in use.
    pub fn of(ui: &Ui) -> &'static Self {
        Self::of_visuals(ui.visuals())
    }

    fn of_visuals(visuals: &Visuals) -> &'static Self {
        if visuals.dark_mode { &DARK } else { &LIGHT }
    }

    /// The colour of an outcome.
    pub fn outcome(&self, outcome: OutcomeKind) -> Color32 {
        match outcome {
            OutcomeKind::Passed => self.passed,
            OutcomeKind::Failed => self.failed,
            OutcomeKind::Warning => self.warning,
            OutcomeKind::NotChecked | OutcomeKind::NotApplicable => self.not_checked,
        }
    }

    /// A panel with a breath of a colour: the verdict's ground, a row that is marked.
    pub fn tinted(&self, color: Color32) -> Color32 {
        self.panel.lerp_to_gamma(color, 0.10)
    }

    /// The ground of what is selected.
    pub fn selection(&self) -> Color32 {
        self.panel.lerp_to_gamma(self.accent, 0.16)
    }

    /// The ground of what is under the pointer.
    pub fn hovered(&self) -> Color32 {
        self.raised.lerp_to_gamma(self.muted, 0.09)
    }
}

/// Text of second rank.
pub fn muted(ui: &Ui, text: impl Into<String>) -> RichText {
    RichText::new(text).color(Palette::of(ui).muted)
}

/// Small text of second rank.
pub fn small(ui: &Ui, text: impl Into<String>) -> RichText {
    muted(ui, text).size(SMALL)
}

/// Text that comes from the token or from a document.
pub fn mono() -> FontId {
    FontId::monospace(SMALL)
}

/// A number of things as a number of points. Beyond 65,535 it stays there, which no panel shows.
pub fn float(count: usize) -> f32 {
    f32::from(u16::try_from(count).unwrap_or(u16::MAX))
}

/// Gives a context the fonts, sizes and colours of this program.
pub fn set_up(ctx: &Context) {
    let mut fonts = FontDefinitions::default();
    // The proportional font lacks arrows and signs that the monospace one has.
    if let Some(family) = fonts.families.get_mut(&FontFamily::Proportional) {
        family.push("Hack".to_owned());
    }
    ctx.set_fonts(fonts);
    ctx.set_style_of(Theme::Dark, style(Visuals::dark(), &DARK));
    ctx.set_style_of(Theme::Light, style(Visuals::light(), &LIGHT));
}

fn style(visuals: Visuals, palette: &Palette) -> Style {
    let mut style = Style {
        text_styles: [
            (TextStyle::Small, FontId::proportional(SMALL)),
            (TextStyle::Body, FontId::proportional(BODY)),
            (TextStyle::Button, FontId::proportional(BODY)),
            (TextStyle::Monospace, mono()),
            (TextStyle::Heading, FontId::proportional(STRONG)),
        ]
        .into(),
        visuals: colored(visuals, palette),
        animation_time: 0.08,
        ..Style::default()
    };
    style.spacing.item_spacing = vec2(2.0 * STEP, STEP);
    style.spacing.button_padding = vec2(2.0 * STEP, STEP);
    style.spacing.interact_size = vec2(ROW, ROW);
    style.spacing.window_margin = Margin::same(12);
    style.spacing.menu_margin = Margin::same(6);
    style.spacing.tooltip_width = 420.0;
    style.spacing.scroll = ScrollStyle {
        bar_width: 8.0,
        floating_allocated_width: 8.0,
        floating_width: 5.0,
        dormant_handle_opacity: 0.35,
        ..ScrollStyle::floating()
    };
    style.interaction.tooltip_delay = 0.3;
    style
}

fn colored(mut visuals: Visuals, palette: &Palette) -> Visuals {
    visuals.weak_text_color = Some(palette.muted);
    visuals.hyperlink_color = palette.accent;
    visuals.panel_fill = palette.panel;
    // Whole pixels: sharper, and a quarter of the glyphs to draw before the first frame.
    visuals.text_options.subpixel_binning = false;
    visuals.window_fill = palette.panel;
    visuals.window_stroke = Stroke::new(1.0, palette.line);
    visuals.window_corner_radius = CornerRadius::same(CORNER);
    visuals.menu_corner_radius = CornerRadius::same(CORNER);
    visuals.popup_shadow = Shadow {
        offset: [0, 4],
        blur: 16,
        spread: 0,
        color: Color32::from_black_alpha(if visuals.dark_mode { 96 } else { 40 }),
    };
    visuals.window_shadow = visuals.popup_shadow;
    visuals.faint_bg_color = palette.raised;
    visuals.extreme_bg_color = palette.panel;
    visuals.code_bg_color = palette.raised;
    visuals.warn_fg_color = palette.warning;
    visuals.error_fg_color = palette.failed;
    // A blinking cursor would draw the window twice a second for ever.
    visuals.text_cursor.blink = false;
    visuals.text_cursor.stroke = Stroke::new(1.5, palette.accent);
    visuals.selection = Selection {
        bg_fill: palette.selection(),
        stroke: Stroke::new(1.0, palette.text),
    };
    visuals.widgets = widgets(palette);
    visuals
}

fn widgets(palette: &Palette) -> Widgets {
    let plain = WidgetVisuals {
        bg_fill: palette.raised,
        weak_bg_fill: palette.raised,
        bg_stroke: Stroke::NONE,
        corner_radius: CornerRadius::same(CORNER),
        fg_stroke: Stroke::new(1.0, palette.text),
        expansion: 0.0,
    };
    let hovered = WidgetVisuals {
        bg_fill: palette.hovered(),
        weak_bg_fill: palette.hovered(),
        ..plain
    };
    Widgets {
        noninteractive: WidgetVisuals {
            bg_fill: palette.panel,
            weak_bg_fill: palette.panel,
            bg_stroke: Stroke::new(1.0, palette.line),
            ..plain
        },
        inactive: plain,
        hovered,
        // Also what has the keyboard's focus: it must be seen.
        active: WidgetVisuals {
            bg_stroke: Stroke::new(1.5, palette.accent),
            ..hovered
        },
        open: hovered,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn luminance(color: Color32) -> f32 {
        let linear = egui::Rgba::from(color);
        0.0722f32.mul_add(
            linear.b(),
            0.2126f32.mul_add(linear.r(), 0.7152 * linear.g()),
        )
    }

    /// WCAG 2.2: (lighter + 0.05) / (darker + 0.05).
    fn contrast(a: Color32, b: Color32) -> f32 {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn contrast_is_measured_as_wcag_does() {
        assert!((contrast(Color32::WHITE, Color32::BLACK) - 21.0).abs() < 0.1);
        assert!((contrast(Color32::from_gray(118), Color32::WHITE) - 4.54).abs() < 0.02);
    }

    #[test]
    fn text_and_marks_stand_out_from_every_ground() {
        let mut faults = Vec::new();
        for (theme, p) in [("dark", DARK), ("light", LIGHT)] {
            let mut grounds = vec![
                ("background", p.background),
                ("panel", p.panel),
                ("raised", p.raised),
            ];
            let texts = [
                ("text", p.text),
                ("muted", p.muted),
                ("accent", p.accent),
                ("header", p.header),
                ("payload", p.payload),
                ("signature", p.signature),
            ];
            let marks = [
                ("passed", p.passed),
                ("failed", p.failed),
                ("warning", p.warning),
                ("not checked", p.not_checked),
            ];
            for (names, least) in [(&texts[..], 4.5), (&marks[..], 3.0)] {
                for (name, color) in names {
                    for (ground_name, ground) in &grounds {
                        let ratio = contrast(*color, *ground);
                        if ratio < least {
                            faults.push(format!("{theme}: {name} on {ground_name}: {ratio:.2}"));
                        }
                    }
                }
            }
            // Text also stands on these.
            grounds = vec![("selection", p.selection()), ("hovered", p.hovered())];
            for (_, mark) in marks {
                grounds.push(("tinted", p.tinted(mark)));
            }
            for (ground_name, ground) in grounds {
                for (name, color) in [("text", p.text), ("muted", p.muted)] {
                    let ratio = contrast(color, ground);
                    if ratio < 4.5 {
                        faults.push(format!("{theme}: {name} on {ground_name}: {ratio:.2}"));
                    }
                }
            }
        }
        assert!(
            faults.is_empty(),
            "too little contrast:\n{}",
            faults.join("\n")
        );
    }

    #[test]
    fn nothing_blinks() {
        let ctx = Context::default();
        set_up(&ctx);
        for theme in [Theme::Dark, Theme::Light] {
            assert!(!ctx.style_of(theme).visuals.text_cursor.blink, "{theme:?}");
        }
    }
}
