//! A folder with words of one's own: `CODE.ftl` files and, where their letters need them, fonts.

use super::check;
use super::codes;
use super::error::WordsError;
use super::fonts::FontFile;
use super::{built_in, bundle::Bundle};
use std::borrow::Cow;
use std::fs::{self, File};
use std::io::Read as _;
use std::path::{Path, PathBuf};
use unic_langid::LanguageIdentifier;

/// Most bytes of a language file; those inside the program have 16,000.
const TEXT_LIMIT: u64 = 1 << 20;
/// Most bytes of a font; whole Chinese ones have 10,000,000.
const FONT_LIMIT: u64 = 16 << 20;
/// Most language files of a folder: there are 81 codes in the guide.
const MOST_FILES: usize = 256;
/// Most fonts of a folder: all are kept in memory.
const MOST_FONTS: usize = 8;

/// What a folder has.
#[derive(Debug, Default)]
pub(super) struct Folder {
    /// Language files, by name.
    files: Vec<(LanguageIdentifier, PathBuf)>,
    /// Its fonts, by name.
    pub(super) fonts: Vec<FontFile>,
}

/// A language file of a folder, checked.
pub(super) struct Custom {
    /// The language of its name.
    pub(super) id: LanguageIdentifier,
    /// Its messages.
    pub(super) bundle: Bundle,
    /// Its characters, but for those of its comments.
    pub(super) characters: String,
}

impl Folder {
    /// Lists the language files of a folder and reads its fonts. Files of other kinds are left alone.
    pub(super) fn open(folder: &Path) -> Result<Self, WordsError> {
        let mut found = Self::default();
        let mut fonts = Vec::new();
        for path in sorted(folder)? {
            match suffix(&path).as_str() {
                "ftl" => found.files.push((language_of(&path)?, path)),
                "ttf" | "otf" => fonts.push(path),
                _ => {}
            }
            limited(folder, "language files", found.files.len(), MOST_FILES)?;
            limited(folder, "fonts", fonts.len(), MOST_FONTS)?;
        }
        found.fonts = fonts.iter().map(|path| font(path)).collect::<Result<_, _>>()?;
        Ok(found)
    }

    /// The file for somebody who asks for `wanted`: of just this language; of the language without region; of another
    /// region that reads the same.
    pub(super) fn find(&self, wanted: &LanguageIdentifier) -> Option<(&LanguageIdentifier, &Path)> {
        let same = |id: &LanguageIdentifier| built_in::nearest_to(id).map(|one| one.code);
        let reads = |id: &LanguageIdentifier| id.language == wanted.language && same(id) == same(wanted);
        let by = |fits: &dyn Fn(&LanguageIdentifier) -> bool| self.files.iter().find(|(id, _)| fits(id));
        let found = by(&|id| id == wanted)
            .or_else(|| by(&|id| reads(id) && id.region.is_none()))
            .or_else(|| by(&reads));
        found.map(|(id, path)| (id, path.as_path()))
    }

    /// Reads and checks the file for `wanted`, if there is one.
    pub(super) fn read(&self, wanted: &LanguageIdentifier) -> Result<Option<Custom>, WordsError> {
        let Some((id, path)) = self.find(wanted) else { return Ok(None) };
        let bytes = read(path, TEXT_LIMIT)?;
        let text = String::from_utf8(bytes).map_err(|error| WordsError::Syntax {
            file: path.to_owned(),
            line: check::line_of(error.as_bytes(), error.utf8_error().valid_up_to()),
            what: "it is not UTF-8".to_owned(),
        })?;
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
        let characters = text.lines().filter(|line| !line.starts_with('#')).collect();
        let bundle = check::checked(text, path, id)?;
        Ok(Some(Custom { id: id.clone(), bundle, characters }))
    }
}

fn sorted(folder: &Path) -> Result<Vec<PathBuf>, WordsError> {
    let failed = |source| WordsError::Read { path: folder.to_owned(), source };
    let entries = fs::read_dir(folder).map_err(failed)?.map(|entry| entry.map(|entry| entry.path()));
    let mut paths = entries.collect::<Result<Vec<_>, _>>().map_err(failed)?;
    paths.sort();
    Ok(paths)
}

fn suffix(path: &Path) -> String {
    path.extension().map(|suffix| suffix.to_string_lossy().to_lowercase()).unwrap_or_default()
}

fn stem(path: &Path) -> Cow<'_, str> {
    path.file_stem().unwrap_or_default().to_string_lossy()
}

fn language_of(path: &Path) -> Result<LanguageIdentifier, WordsError> {
    let name = stem(path);
    codes::parse(&name).ok_or_else(|| WordsError::NotNamedAfterALanguage {
        file: path.to_owned(),
        nearest: codes::suggestion(&name),
    })
}

fn limited(folder: &Path, what: &'static str, count: usize, limit: usize) -> Result<(), WordsError> {
    if count > limit {
        return Err(WordsError::TooMany { folder: folder.to_owned(), what, limit });
    }
    Ok(())
}

fn font(path: &Path) -> Result<FontFile, WordsError> {
    let font = FontFile {
        name: format!("custom {}", path.file_name().unwrap_or_default().to_string_lossy()),
        bytes: read(path, FONT_LIMIT)?.into(),
    };
    if font.is_font() { Ok(font) } else { Err(WordsError::Font { file: path.to_owned() }) }
}

/// Reads a file of at most `limit` bytes; a pipe or a device, which need not end, is refused.
fn read(path: &Path, limit: u64) -> Result<Vec<u8>, WordsError> {
    let failed = |source| WordsError::Read { path: path.to_owned(), source };
    if !fs::metadata(path).map_err(failed)?.is_file() {
        return Err(failed(std::io::Error::other("it is not a plain file")));
    }
    let mut bytes = Vec::new();
    File::open(path).map_err(failed)?.take(limit + 1).read_to_end(&mut bytes).map_err(failed)?;
    if bytes.len() as u64 > limit {
        return Err(WordsError::TooLarge { file: path.to_owned(), limit });
    }
    Ok(bytes)
}
