//! A careful reader of the part of Wavefront OBJ that ICT-FaceKit uses: `v`, `vt` and faces of three or four corners.

use super::HeadError;
use crate::math::{Vec3, vec3};
use crate::mesh::Triangle;
use std::fs::File;
use std::io::Read as _;
use std::path::Path;

/// Bytes of a file, at most; ICT-FaceKit's have 2.7 million.
const MOST_BYTES: u64 = 16 << 20;
/// Coordinates, at most: a head fits well into two metres, cm.
const FARTHEST: f32 = 100.0;
const MOST_POINTS: usize = 60_000;
const MOST_TRIANGLES: usize = 120_000;

/// Points, texture coordinates and triangles of one file.
#[derive(Debug, Default)]
pub(super) struct Obj {
    pub points: Vec<Vec3>,
    pub uv: Vec<[f32; 2]>,
    pub triangles: Vec<Triangle>,
}

/// Everything in the file at `path`.
pub(super) fn read(path: &Path) -> Result<Obj, HeadError> {
    let text = text(path)?;
    let mut obj = Obj::default();
    for (number, line) in text.lines().enumerate() {
        obj.add(line).map_err(|what| wrong(path, number, &what))?;
    }
    Ok(obj)
}

/// Only the points of the file at `path`, which must be `count`.
pub(super) fn read_points(path: &Path, count: usize) -> Result<Vec<Vec3>, HeadError> {
    let text = text(path)?;
    let mut points = Vec::with_capacity(count);
    for (number, line) in text.lines().enumerate() {
        let mut words = line.split_ascii_whitespace();
        match words.next() {
            Some("v") => points.push(point(&mut words).map_err(|what| wrong(path, number, &what))?),
            // All points come first: the rest repeats the neutral mesh.
            Some("vt" | "f") => break,
            _ => {}
        }
        if points.len() > count {
            break;
        }
    }
    if points.len() == count {
        return Ok(points);
    }
    let some = if points.len() > count { "more" } else { "fewer" };
    Err(content(
        path,
        format!("has {some} than the {count} vertices of the neutral mesh: fetch the file again"),
    ))
}

/// The content error `what` of the file at `path`.
pub(super) fn content(path: &Path, what: String) -> HeadError {
    HeadError::Content { path: path.to_owned(), what }
}

fn wrong(path: &Path, number: usize, what: &str) -> HeadError {
    content(path, format!("line {}: {what}; fetch the file again", number + 1))
}

fn text(path: &Path) -> Result<String, HeadError> {
    let failed = |source| HeadError::Read { path: path.to_owned(), source };
    let file = File::open(path).map_err(failed)?;
    let mut bytes = Vec::new();
    file.take(MOST_BYTES + 1).read_to_end(&mut bytes).map_err(failed)?;
    if bytes.len() as u64 > MOST_BYTES {
        return Err(content(
            path,
            format!("is larger than {} MiB: not a file of ICT-FaceKit", MOST_BYTES >> 20),
        ));
    }
    String::from_utf8(bytes).map_err(|_| content(path, "is not text: fetch the file again".to_owned()))
}

impl Obj {
    fn add(&mut self, line: &str) -> Result<(), String> {
        let mut words = line.split_ascii_whitespace();
        match words.next() {
            Some("v") => self.points.push(point(&mut words)?),
            Some("vt") => self.uv.push([number(words.next())?, number(words.next())?]),
            Some("f") => self.face(words)?,
            _ => {}
        }
        if self.points.len() > MOST_POINTS || self.uv.len() > MOST_POINTS {
            return Err(format!("more than {MOST_POINTS} vertices"));
        }
        if self.triangles.len() > MOST_TRIANGLES {
            return Err(format!("more than {MOST_TRIANGLES} triangles"));
        }
        Ok(())
    }

    fn face<'a>(&mut self, words: impl Iterator<Item = &'a str>) -> Result<(), String> {
        let corners = words.take(5).map(|word| self.corner(word)).collect::<Result<Vec<_>, _>>()?;
        let &[a, b, c, ref rest @ ..] = corners.as_slice() else {
            return Err("a face of fewer than 3 corners".to_owned());
        };
        let mut add = |a: [u32; 2], b: [u32; 2], c: [u32; 2]| {
            self.triangles.push(Triangle { points: [a[0], b[0], c[0]], uvs: [a[1], b[1], c[1]] });
        };
        add(a, b, c);
        match rest {
            [] => Ok(()),
            &[d] => {
                add(a, c, d);
                Ok(())
            }
            _ => Err("a face of more than 4 corners".to_owned()),
        }
    }

    /// Indices, from 0, of the point and the texture coordinate of a corner such as `12/7`.
    fn corner(&self, word: &str) -> Result<[u32; 2], String> {
        let mut parts = word.split('/');
        let mut index = |count: usize, of: &str| {
            let index: usize = parts.next().and_then(|part| part.parse().ok()).unwrap_or(0);
            if (1..=count).contains(&index) {
                Ok(index as u32 - 1)
            } else {
                Err(format!("corner {} names none of the {count} {of}", short(word)))
            }
        };
        Ok([index(self.points.len(), "vertices")?, index(self.uv.len(), "texture coordinates")?])
    }
}

fn point<'a>(words: &mut impl Iterator<Item = &'a str>) -> Result<Vec3, String> {
    Ok(vec3(number(words.next())?, number(words.next())?, number(words.next())?))
}

fn number(word: Option<&str>) -> Result<f32, String> {
    let word = word.ok_or("a number is missing")?;
    match word.parse::<f32>() {
        Ok(value) if value.abs() <= FARTHEST => Ok(value),
        _ => Err(format!("{} is not a usable number, -{FARTHEST} to {FARTHEST}", short(word))),
    }
}

/// The begin of `word`, fit for a message.
fn short(word: &str) -> String {
    word.chars().take(20).collect::<String>().escape_debug().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_point_far_from_any_head_is_refused() {
        assert_eq!(number(Some("-99.5")), Ok(-99.5));
        assert_eq!(number(Some("101")), Err("101 is not a usable number, -100 to 100".to_owned()));
    }
}
