//! Recorded video: containers, decoders and the thread that runs them.

mod convert;
#[cfg(feature = "ffmpeg")]
mod ffmpeg;
mod h264;
mod mkv;
mod mp4;
mod pictures;
mod playback;
mod sniff;
mod stream;
#[cfg(feature = "vpx")]
mod vp8;
#[cfg(feature = "vpx")]
mod vp9;
mod worker;

use crate::bounded::open_file;
use crate::error::Fault;
use crate::{FolderSource, Frame, FrameError, FrameSource, Limits, MjpegSource, SourceInfo};
use playback::{Native, Playback};
use sniff::{HEAD_BYTES, Kind, sniff};
use std::io::{Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use stream::{Codec, Demuxer, unsupported};
use worker::{Open, Worker};

/// Opens recorded frames: a video file (MP4, MOV, Matroska, WebM, raw MJPEG) or a folder of pictures.
///
/// What a file is decides its content, not its name. See [`VideoSource`] for times and limits.
///
/// # Errors
/// A missing, empty, damaged, oversized or unsupported input; see [`FrameError`].
pub fn open(path: &Path, limits: &Limits) -> Result<Box<dyn FrameSource>, FrameError> {
    if path.is_dir() {
        return Ok(Box::new(FolderSource::open(path, limits)?));
    }
    let (mut file, _) = open_file(path, limits)?;
    match read_kind(&mut file).map_err(|fault| fault.at(path))? {
        Kind::Mjpeg => Ok(Box::new(MjpegSource::open(path, limits)?)),
        _ => Ok(Box::new(open_video(path, file, limits)?)),
    }
}

#[cfg(not(feature = "ffmpeg"))]
fn open_video(path: &Path, file: std::fs::File, limits: &Limits) -> Result<VideoSource, FrameError> {
    VideoSource::from_reader(path, file, limits)
}

/// This crate's own demuxers and decoders first, so that what they read gives the same frames in every build.
#[cfg(feature = "ffmpeg")]
fn open_video(path: &Path, file: std::fs::File, limits: &Limits) -> Result<VideoSource, FrameError> {
    match VideoSource::from_reader(path, file, limits) {
        Err(FrameError::Unsupported { .. }) => {}
        other => return other,
    }
    let (name, copy) = (path.to_path_buf(), *limits);
    let open = move || Ok(Box::new(ffmpeg::Ffmpeg::open(&name, &copy)?) as Box<dyn Playback>);
    VideoSource::start(Box::new(open), path, limits)
}

/// Something a video can be read from.
pub(crate) trait Media: Read + Seek + Send + Sync {}

impl<T: Read + Seek + Send + Sync> Media for T {}

/// Frames of a recorded video, decoded ahead in a thread of its own.
///
/// - Frames come in display order and upright (the container's rotation is applied). Pixels are taken as square.
/// - Times are the container's own, exact to the microsecond, moved so that the first frame is at zero; edit lists
///   are honoured. They strictly rise: a time that repeats is moved on by 1 µs, and where times jump back the rest
///   of the stream follows the frame before by the last usual distance.
/// - Colour is converted by the matrix and range the stream names; BT.601 limited range where it does not.
/// - The limits on duration and number of frames are checked against what the file declares before decoding, and
///   again while decoding. When no frame arrives within [`Limits::decode_time`], the decoding thread is given up.
#[derive(Debug)]
pub struct VideoSource {
    path: PathBuf,
    info: SourceInfo,
    worker: Option<Worker>,
}

impl VideoSource {
    /// Reads an MP4, MOV, Matroska or WebM video from `input`; `name` is what errors call it.
    ///
    /// # Errors
    /// An empty, damaged, oversized or unsupported input; see [`FrameError`].
    pub fn from_reader<R>(name: &Path, input: R, limits: &Limits) -> Result<Self, FrameError>
    where
        R: Read + Seek + Send + Sync + 'static,
    {
        let copy = *limits;
        Self::start(Box::new(move || open_native(input, &copy)), name, limits)
    }

    fn start(open: Open, name: &Path, limits: &Limits) -> Result<Self, FrameError> {
        let (worker, info) = Worker::start(open, name, *limits)?;
        Ok(Self { path: name.to_path_buf(), info, worker: Some(worker) })
    }
}

impl FrameSource for VideoSource {
    fn info(&self) -> SourceInfo {
        self.info
    }

    fn next_frame(&mut self) -> Result<Option<Frame>, FrameError> {
        let Some(worker) = &self.worker else { return Ok(None) };
        let next = worker.next_frame(&self.path);
        if !matches!(next, Ok(Some(_))) {
            self.worker = None;
        }
        next
    }
}

fn open_native<R: Media + 'static>(mut input: R, limits: &Limits) -> Result<Box<dyn Playback>, Fault> {
    let len = input.seek(SeekFrom::End(0))?;
    if len == 0 {
        return Err(Fault::malformed("it is empty; copy or record it again"));
    }
    limits.check_file(len)?;
    let demuxer: Box<dyn Demuxer> = match read_kind(&mut input)? {
        Kind::Mp4 => Box::new(mp4::Mp4::open(input, len, limits)?),
        Kind::Matroska => Box::new(mkv::Mkv::open(Box::new(input), len, limits)?),
        Kind::Mjpeg => return Err(unsupported("MJPEG stream from memory")),
        Kind::Other(name) => return Err(unsupported(name)),
        Kind::Unknown => {
            return Err(Fault::malformed(
                "it is no video that is known here; give an MP4, MOV, MKV or WebM file",
            ));
        }
    };
    Ok(Box::new(Native::new(demuxer, limits)?))
}

/// Looks at the start of `input` and goes back there.
fn read_kind(input: &mut (impl Read + Seek)) -> Result<Kind, Fault> {
    let mut head = Vec::with_capacity(HEAD_BYTES);
    input.seek(SeekFrom::Start(0))?;
    input.take(HEAD_BYTES as u64).read_to_end(&mut head)?;
    input.seek(SeekFrom::Start(0))?;
    Ok(sniff(&head))
}

/// Whether a VP8 or VP9 packet is a key picture (RFC 6386, 9.1; VP9 bitstream specification, 6.2).
fn vpx_is_key(codec: &Codec, data: &[u8]) -> bool {
    match (codec, data.first()) {
        (Codec::Vp8, Some(first)) => first & 1 == 0,
        // frame_marker, profile (below 3), show_existing_frame, frame_type.
        (Codec::Vp9, Some(first)) => first >> 6 == 2 && first & 0b0000_1100 == 0,
        _ => false,
    }
}
