//! A window to drive: it keeps what was asked for.

use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use tokenscope::app::{Action, Model};
use tokenscope::ui::{self, UiState};

/// What a harness draws, and what was asked for since the last look.
pub(crate) struct Scene {
    pub(crate) model: Model,
    pub(crate) state: UiState,
    pub(crate) actions: Vec<Action>,
}

pub(crate) type Window = Harness<'static, Scene>;

pub(crate) fn window(model: Model) -> Window {
    sized(model, 1280.0, 800.0)
}

pub(crate) fn sized(model: Model, width: f32, height: f32) -> Window {
    let scene = Scene {
        model,
        state: UiState::default(),
        actions: Vec::new(),
    };
    let mut window = Harness::builder()
        .with_size([width, height])
        .with_max_steps(12)
        .with_context_setup(ui::set_up)
        .build_ui_state(
            |ui, scene: &mut Scene| {
                let asked = ui::show(ui, &scene.model, &mut scene.state);
                scene.actions.extend(asked);
            },
            scene,
        );
    window.run();
    window
}

/// Clicks what bears that name and gives what was asked for.
pub(crate) fn click(window: &mut Window, name: &str) -> Vec<Action> {
    window.get_by_label(name).click();
    window.run();
    std::mem::take(&mut window.state_mut().actions)
}

pub(crate) fn shows(window: &Window, words: &str) -> bool {
    window.query_all_by_label_contains(words).next().is_some()
}
