#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use std::sync::Arc;

use egui::epaint::{ClippedPrimitive, ImageData};
use egui::{ColorImage, TextureOptions, pos2, vec2};

use super::*;

const RED: Color32 = Color32::from_rgb(255, 0, 0);
const BLACK: Color32 = Color32::BLACK;
const ID: TextureId = TextureId::Managed(0);

/// A rasteriser whose one texture is these texels.
fn with_texture(size: [usize; 2], texels: &[Color32], options: TextureOptions) -> Rasteriser {
    let mut rasteriser = Rasteriser::new();
    rasteriser.set_texture(ID, &ImageDelta::full(image(size, texels), options));
    rasteriser
}

fn image(size: [usize; 2], texels: &[Color32]) -> ImageData {
    ImageData::Color(Arc::new(ColorImage::new(size, texels.to_vec())))
}

fn white() -> Rasteriser {
    with_texture([1, 1], &[Color32::WHITE], TextureOptions::LINEAR)
}

fn vertex(x: f32, y: f32, color: Color32) -> Vertex {
    Vertex {
        pos: pos2(x, y),
        uv: pos2(0.0, 0.0),
        color,
    }
}

fn primitive(vertices: Vec<Vertex>, indices: Vec<u32>, clip_rect: Rect) -> ClippedPrimitive {
    ClippedPrimitive {
        clip_rect,
        primitive: Primitive::Mesh(Mesh {
            indices,
            vertices,
            texture_id: ID,
        }),
    }
}

/// A rectangle of two triangles with the whole texture on it.
fn quad(rect: Rect, color: Color32, clip: Rect) -> ClippedPrimitive {
    let mut mesh = Mesh::with_texture(ID);
    let uv = Rect::from_min_size(pos2(0.0, 0.0), vec2(1.0, 1.0));
    mesh.add_rect_with_uv(rect, uv, color);
    primitive(mesh.vertices, mesh.indices, clip)
}

fn area(x: f32, y: f32, width: f32, height: f32) -> Rect {
    Rect::from_min_size(pos2(x, y), vec2(width, height))
}

/// The picture as rows of letters: R red, dot black, ? anything else.
fn letters(picture: &Picture) -> Vec<String> {
    (0..picture.height)
        .map(|y| {
            (0..picture.width)
                .map(|x| match picture.pixel(x, y).unwrap() {
                    [255, 0, 0, 255] => 'R',
                    [0, 0, 0, 255] => '.',
                    _ => '?',
                })
                .collect()
        })
        .collect()
}

#[test]
fn a_pixel_belongs_to_a_triangle_when_its_centre_does() {
    let everything = area(0.0, 0.0, 4.0, 4.0);
    let triangle = |corners: [(f32, f32); 3]| {
        let vertices = corners.map(|(x, y)| vertex(x, y, RED)).to_vec();
        primitive(vertices, vec![0, 1, 2], everything)
    };
    let rows: [(&str, ClippedPrimitive, [&str; 4]); 6] = [
        (
            "upper left half, the diagonal outside",
            triangle([(0.0, 0.0), (4.0, 0.0), (0.0, 4.0)]),
            ["RRR.", "RR..", "R...", "...."],
        ),
        (
            "the same, wound the other way",
            triangle([(0.0, 0.0), (0.0, 4.0), (4.0, 0.0)]),
            ["RRR.", "RR..", "R...", "...."],
        ),
        (
            "lower right half, the diagonal inside",
            triangle([(4.0, 0.0), (4.0, 4.0), (0.0, 4.0)]),
            ["...R", "..RR", ".RRR", "RRRR"],
        ),
        (
            "too small for any centre",
            triangle([(0.6, 0.6), (1.4, 0.6), (1.0, 1.4)]),
            ["....", "....", "....", "...."],
        ),
        (
            "no area",
            triangle([(0.0, 0.0), (2.0, 2.0), (4.0, 4.0)]),
            ["....", "....", "....", "...."],
        ),
        (
            "reaching far outside",
            triangle([(-100.0, -100.0), (300.0, -100.0), (-100.0, 300.0)]),
            ["RRRR", "RRRR", "RRRR", "RRRR"],
        ),
    ];
    for (name, primitive, expected) in rows {
        let picture = white().paint([4, 4], 1.0, BLACK, &[primitive]);
        assert_eq!(letters(&picture), expected, "{name}");
    }
}

#[test]
fn neighbours_share_no_pixel_and_leave_none_out() {
    // Half-transparent, so that a pixel drawn twice would be darker.
    let half = Color32::from_rgba_premultiplied(128, 0, 0, 128);
    let centre = vertex(9.3, 11.7, half);
    let rim = [(0.0, 0.0), (20.0, 0.0), (20.0, 20.0), (0.0, 20.0)];
    let mut vertices: Vec<Vertex> = rim.map(|(x, y)| vertex(x, y, half)).to_vec();
    vertices.push(centre);
    let fan = vec![0, 1, 4, 1, 2, 4, 2, 3, 4, 3, 0, 4];
    let primitive = primitive(vertices, fan, area(0.0, 0.0, 20.0, 20.0));
    let picture = white().paint([20, 20], 1.0, BLACK, &[primitive]);
    for y in 0..20 {
        for x in 0..20 {
            assert_eq!(picture.pixel(x, y), Some([128, 0, 0, 255]), "{x}, {y}");
        }
    }
}

#[test]
fn nothing_is_drawn_outside_the_clip_rectangle() {
    let whole = area(0.0, 0.0, 4.0, 4.0);
    let rows = [
        (
            "inside",
            1.0,
            area(1.0, 1.0, 2.0, 2.0),
            ["....", ".RR.", ".RR.", "...."],
        ),
        (
            "rounded",
            1.0,
            area(0.6, 0.4, 2.0, 1.0),
            [".RR.", "....", "....", "...."],
        ),
        (
            "in points",
            2.0,
            area(0.5, 0.0, 1.0, 1.0),
            [".RR.", ".RR.", "....", "...."],
        ),
        (
            "reaching outside",
            1.0,
            area(2.0, -9.0, 99.0, 99.0),
            ["..RR"; 4],
        ),
        ("empty", 1.0, Rect::NOTHING, ["...."; 4]),
        ("everything", 1.0, Rect::EVERYTHING, ["RRRR"; 4]),
    ];
    for (name, pixels_per_point, clip, expected) in rows {
        let quad = quad(whole, RED, clip);
        let picture = white().paint([4, 4], pixels_per_point, BLACK, &[quad]);
        assert_eq!(letters(&picture), expected, "{name}");
    }
}

#[test]
fn colours_are_multiplied_and_laid_over() {
    let half = Color32::from_rgba_premultiplied(100, 50, 0, 128);
    let glow = Color32::from_rgba_premultiplied(100, 50, 0, 0);
    let grey = Color32::from_rgb(200, 200, 200);
    let rows = [
        ("opaque hides", Color32::WHITE, RED, [255, 0, 0, 255]),
        (
            "half shines through",
            Color32::WHITE,
            half,
            [200, 150, 100, 255],
        ),
        ("no alpha adds", Color32::WHITE, glow, [255, 250, 200, 255]),
        (
            "texture times colour",
            Color32::from_gray(51),
            grey,
            [40, 40, 40, 255],
        ),
        (
            "transparent leaves",
            Color32::TRANSPARENT,
            RED,
            [200, 200, 200, 255],
        ),
    ];
    for (name, texel, colour, expected) in rows {
        let rasteriser = with_texture([1, 1], &[texel], TextureOptions::LINEAR);
        let quad = quad(area(0.0, 0.0, 2.0, 2.0), colour, Rect::EVERYTHING);
        let picture = rasteriser.paint([2, 2], 1.0, grey, &[quad]);
        assert_eq!(picture.pixel(1, 1), Some(expected), "{name}");
    }
}

#[test]
fn colours_change_evenly_between_corners() {
    let everything = area(0.0, 0.0, 4.0, 4.0);
    let (left, right) = (Color32::BLACK, Color32::from_rgb(200, 0, 0));
    let vertices = vec![
        vertex(0.0, 0.0, left),
        vertex(4.0, 0.0, right),
        vertex(4.0, 4.0, right),
        vertex(0.0, 4.0, left),
    ];
    let primitive = primitive(vertices, vec![0, 1, 2, 0, 2, 3], everything);
    let picture = white().paint([4, 4], 1.0, BLACK, &[primitive]);
    for y in 0..4 {
        let reds = [0, 1, 2, 3].map(|x| picture.pixel(x, y).unwrap()[0]);
        assert_eq!(reds, [25, 75, 125, 175], "row {y}");
    }
}

#[test]
fn textures_are_filtered_as_they_ask() {
    let texels = [Color32::BLACK, Color32::WHITE];
    let rows = [
        (
            "as many pixels as texels",
            2,
            TextureOptions::LINEAR,
            vec![0, 255],
        ),
        ("linear", 4, TextureOptions::LINEAR, vec![0, 64, 191, 255]),
        ("nearest", 4, TextureOptions::NEAREST, vec![0, 0, 255, 255]),
    ];
    for (name, width, options, expected) in rows {
        let rasteriser = with_texture([2, 1], &texels, options);
        let quad = quad(
            area(0.0, 0.0, to_float(width), 1.0),
            Color32::WHITE,
            Rect::EVERYTHING,
        );
        let picture = rasteriser.paint([width, 1], 1.0, BLACK, &[quad]);
        let greys: Vec<u8> = (0..width)
            .map(|x| picture.pixel(x, 0).unwrap()[0])
            .collect();
        assert_eq!(greys, expected, "{name}");
    }
}

#[test]
fn a_part_of_a_texture_is_changed_in_place() {
    let mut rasteriser = with_texture([3, 2], &[BLACK; 6], TextureOptions::NEAREST);
    let patch = ImageDelta::partial([1, 0], image([2, 1], &[RED; 2]), TextureOptions::NEAREST);
    let mut delta = TexturesDelta::default();
    delta.push(ID, patch);
    rasteriser.set_textures(&mut delta);
    assert!(delta.set.is_empty(), "the change was not taken");
    let quad = quad(area(0.0, 0.0, 3.0, 2.0), Color32::WHITE, Rect::EVERYTHING);
    let paint = |r: &Rasteriser| letters(&r.paint([3, 2], 1.0, BLACK, std::slice::from_ref(&quad)));
    assert_eq!(paint(&rasteriser), [".RR", "..."]);
    delta.free(ID);
    rasteriser.free_textures(&mut delta);
    assert_eq!(
        paint(&rasteriser),
        ["...", "..."],
        "a freed texture is drawn"
    );
}

#[test]
fn pixels_outside_are_none() {
    let picture = white().paint([2, 3], 1.0, RED, &[]);
    let rows = [
        ((1, 2), Some([255, 0, 0, 255])),
        ((2, 0), None),
        ((0, 3), None),
    ];
    for ((x, y), expected) in rows {
        assert_eq!(picture.pixel(x, y), expected, "{x}, {y}");
    }
}
