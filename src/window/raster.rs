//! Draws egui's triangles with the processor: pictures without a display or a graphics driver.
//!
//! It follows what egui's shaders do: colours are interpolated and multiplied in gamma space, alpha
//! is premultiplied, and a pixel belongs to a triangle when its centre does.

mod texture;

use std::collections::BTreeMap;
use std::ops::Range;

use egui::epaint::{ImageDelta, Primitive, Vertex};
use egui::{Color32, Mesh, Pos2, Rect, TextureId, TexturesDelta, Vec2};

use texture::Texture;

/// A picture: rows from the top, four bytes a pixel (red, green, blue, alpha).
#[derive(Clone, PartialEq, Eq)]
pub struct Picture {
    /// Width in pixels.
    pub width: usize,
    /// Height in pixels.
    pub height: usize,
    /// `4 * width * height` bytes.
    pub rgba: Vec<u8>,
}

impl std::fmt::Debug for Picture {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Picture({} x {})", self.width, self.height)
    }
}

impl Picture {
    /// The colour of a pixel; `None` outside.
    pub fn pixel(&self, x: usize, y: usize) -> Option<[u8; 4]> {
        let inside = x < self.width && y < self.height;
        let start = (y * self.width + x) * 4;
        let bytes = self.rgba.get(start..start + 4).filter(|_| inside)?;
        bytes.try_into().ok()
    }
}

/// Keeps textures and draws meshes with them.
#[derive(Default)]
pub struct Rasteriser {
    textures: BTreeMap<TextureId, Texture>,
}

impl Rasteriser {
    /// A rasteriser without textures.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes new and changed textures out of `delta`, before painting.
    #[allow(clippy::iter_over_hash_type, reason = "textures are independent")]
    pub fn set_textures(&mut self, delta: &mut TexturesDelta) {
        for (id, changes) in delta.set.drain() {
            for change in changes {
                self.set_texture(id, &change);
            }
        }
    }

    /// Forgets the textures that `delta` frees, after painting.
    #[allow(clippy::iter_over_hash_type, reason = "textures are independent")]
    pub fn free_textures(&mut self, delta: &mut TexturesDelta) {
        for id in delta.free.drain() {
            self.textures.remove(&id);
        }
    }

    fn set_texture(&mut self, id: TextureId, change: &ImageDelta) {
        if change.is_whole() {
            self.textures.insert(id, Texture::new(change));
        } else if let Some(texture) = self.textures.get_mut(&id) {
            texture.change(change);
        }
    }

    /// Draws what [`egui::Context::tessellate`] gave. `size` is in pixels.
    pub fn paint(
        &self,
        size: [usize; 2],
        pixels_per_point: f32,
        background: Color32,
        primitives: &[egui::ClippedPrimitive],
    ) -> Picture {
        let [width, height] = size;
        let mut canvas = Canvas {
            width,
            pixels: vec![background; width * height],
            clip: (0..0, 0..0),
        };
        for primitive in primitives {
            // Callbacks draw with a graphics driver, which there is none of here.
            let Primitive::Mesh(mesh) = &primitive.primitive else {
                continue;
            };
            canvas.clip = clip(primitive.clip_rect, pixels_per_point, size);
            if let Some(texture) = self.textures.get(&mesh.texture_id) {
                canvas.mesh(mesh, texture, pixels_per_point);
            }
        }
        Picture {
            width,
            height,
            rgba: canvas.pixels.iter().flat_map(Color32::to_array).collect(),
        }
    }
}

/// The pixels inside a clip rectangle, rounded as egui's own painters do.
fn clip(rect: Rect, pixels_per_point: f32, size: [usize; 2]) -> (Range<usize>, Range<usize>) {
    let [width, height] = size;
    let left = to_index(rect.min.x * pixels_per_point + 0.5).min(width);
    let top = to_index(rect.min.y * pixels_per_point + 0.5).min(height);
    let right = to_index(rect.max.x * pixels_per_point + 0.5).clamp(left, width);
    let bottom = to_index(rect.max.y * pixels_per_point + 0.5).clamp(top, height);
    (left..right, top..bottom)
}

struct Canvas {
    width: usize,
    pixels: Vec<Color32>,
    clip: (Range<usize>, Range<usize>),
}

impl Canvas {
    fn mesh(&mut self, mesh: &Mesh, texture: &Texture, pixels_per_point: f32) {
        for corners in mesh.triangles() {
            let [a, b, c] = corners.map(|index| {
                let index = usize::try_from(index).unwrap_or(usize::MAX);
                mesh.vertices.get(index).map(|vertex| Vertex {
                    pos: (vertex.pos.to_vec2() * pixels_per_point).to_pos2(),
                    ..*vertex
                })
            });
            if let (Some(a), Some(b), Some(c)) = (a, b, c) {
                self.triangle([a, b, c], texture);
            }
        }
    }

    /// Goes down the rows between the long edge and the two short ones. Edges are always walked
    /// from their upper end, so that neighbours agree on every pixel: none twice, none left out.
    fn triangle(&mut self, mut corners: [Vertex; 3], texture: &Texture) {
        corners.sort_by(|a, b| a.pos.y.total_cmp(&b.pos.y));
        let [top, middle, bottom] = corners;
        let Some(shade) = Shade::of(&corners, texture) else {
            return;
        };
        let rows = centres(top.pos.y, bottom.pos.y, &self.clip.1);
        for y in rows {
            let centre = to_float(y) + 0.5;
            let long = crossing(top.pos, bottom.pos, centre);
            let short = if centre < middle.pos.y {
                crossing(top.pos, middle.pos, centre)
            } else {
                crossing(middle.pos, bottom.pos, centre)
            };
            let span = centres(long.min(short), long.max(short), &self.clip.0);
            let start = y * self.width;
            if let Some(row) = self.pixels.get_mut(start + span.start..start + span.end) {
                shade.fill(row, Pos2::new(to_float(span.start) + 0.5, centre));
            }
        }
    }
}

/// Where the edge from `upper` to `lower` is at that height.
fn crossing(upper: Pos2, lower: Pos2, y: f32) -> f32 {
    upper.x + (y - upper.y) / (lower.y - upper.y) * (lower.x - upper.x)
}

/// The pixels whose centres lie in `from..to`.
fn centres(from: f32, to: f32, clip: &Range<usize>) -> Range<usize> {
    let start = to_index((from - 0.5).ceil()).clamp(clip.start, clip.end);
    let end = to_index((to - 0.5).ceil()).clamp(start, clip.end);
    start..end
}

/// How a triangle is coloured. What is the same all over it is worked out once.
enum Shade<'a> {
    Flat(Color32),
    Mixed {
        colour: [Plane; 4],
        uv: [Plane; 2],
        texture: &'a Texture,
        /// The one texel that all of it shows, if it does.
        texel: Option<[f32; 4]>,
    },
}

/// A value that changes evenly over the plane.
#[derive(Clone, Copy)]
struct Plane {
    at: f32,
    slope: Vec2,
    origin: Pos2,
}

impl Plane {
    fn value(&self, at: Pos2) -> f32 {
        self.at + self.slope.dot(at - self.origin)
    }
}

impl<'a> Shade<'a> {
    /// `None` where the corners span no area.
    fn of(corners: &[Vertex; 3], texture: &'a Texture) -> Option<Self> {
        let [a, b, c] = corners;
        let (ab, ac) = (b.pos - a.pos, c.pos - a.pos);
        let area = ab.x * ac.y - ab.y * ac.x;
        if area == 0.0 || !area.is_finite() {
            return None;
        }
        let plane = |value: &dyn Fn(&Vertex) -> f32| {
            let (from, b, c) = (value(a), value(b) - value(a), value(c) - value(a));
            Plane {
                at: from,
                slope: Vec2::new(b * ac.y - c * ab.y, c * ab.x - b * ac.x) / area,
                origin: a.pos,
            }
        };
        let one_texel = a.uv == b.uv && b.uv == c.uv;
        let texel = one_texel.then(|| texture.sample(a.uv.x, a.uv.y));
        if let Some(texel) = texel
            && a.color == b.color
            && b.color == c.color
        {
            let mixed = multiply(a.color.to_array().map(f32::from), texel);
            return Some(Self::Flat(to_colour(mixed)));
        }
        let channel = |index: usize| {
            plane(&|v: &Vertex| f32::from(v.color.to_array().get(index).copied().unwrap_or(0)))
        };
        Some(Self::Mixed {
            colour: [channel(0), channel(1), channel(2), channel(3)],
            uv: [plane(&|v| v.uv.x), plane(&|v| v.uv.y)],
            texture,
            texel,
        })
    }

    fn fill(&self, row: &mut [Color32], first: Pos2) {
        match self {
            Self::Flat(colour) if colour.is_opaque() => row.fill(*colour),
            Self::Flat(colour) if *colour == Color32::TRANSPARENT => {}
            Self::Flat(colour) => {
                let over = colour.to_array().map(f32::from);
                for pixel in row {
                    *pixel = blend(*pixel, over);
                }
            }
            Self::Mixed {
                colour,
                uv: [u, v],
                texture,
                texel,
            } => {
                let mut at = first;
                for pixel in row {
                    let texel = texel.unwrap_or_else(|| texture.sample(u.value(at), v.value(at)));
                    if texel.iter().any(|channel| *channel > 0.0) {
                        let tint = colour.each_ref().map(|c| c.value(at).clamp(0.0, 255.0));
                        *pixel = blend(*pixel, multiply(tint, texel));
                    }
                    at.x += 1.0;
                }
            }
        }
    }
}

fn multiply(a: [f32; 4], b: [f32; 4]) -> [f32; 4] {
    let [a0, a1, a2, a3] = a;
    let [b0, b1, b2, b3] = b;
    [a0 * b0, a1 * b1, a2 * b2, a3 * b3].map(|product| product / 255.0)
}

/// Lays a premultiplied colour over a pixel.
fn blend(under: Color32, over: [f32; 4]) -> Color32 {
    let [o0, o1, o2, o3] = over;
    let [u0, u1, u2, u3] = under.to_array().map(f32::from);
    let through = 1.0 - o3 / 255.0;
    to_colour([
        o0 + u0 * through,
        o1 + u1 * through,
        o2 + u2 * through,
        o3 + u3 * through,
    ])
}

fn to_colour(channels: [f32; 4]) -> Color32 {
    let [r, g, b, a] = channels.map(to_byte);
    Color32::from_rgba_premultiplied(r, g, b, a)
}

/// Rounds to a byte.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "casts from floats saturate, which is what is wanted"
)]
fn to_byte(value: f32) -> u8 {
    (value + 0.5) as u8
}

/// Cuts off to a place in a row; 0 for what lies before it.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "casts from floats saturate, which is what is wanted"
)]
fn to_index(value: f32) -> usize {
    value as usize
}

/// A place in a picture as a float: exact up to 16 million pixels.
#[allow(clippy::cast_precision_loss, reason = "pictures are smaller than that")]
fn to_float(index: usize) -> f32 {
    index as f32
}

#[cfg(test)]
mod tests;
