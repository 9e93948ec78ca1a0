//! The settings of a check: the integration guide's, under its names and with its defaults, and our own in `[kiosk]`.
//!
//! [`KioskConfig::read`] takes them from a TOML file; a program builds them (`KioskConfig::default().with_…`) and has them
//! [checked](KioskConfig::checked). Paths in a file count from the
//! folder of the file. Where the guide's two platforms differ, Android's default counts.

mod builder;
mod colour;
mod kiosk;
mod language;
pub mod layout;
mod print;
mod text;
mod ui;

pub use colour::{Argb, ColourError, Paint};
pub use kiosk::Kiosk;
pub use language::{Language, LanguageStyle, LanguageType};
pub use text::{MAX_BYTES, SettingsError};
pub use ui::{AuthLayout, AuthUiConfig, PageColorStyle, ShowTimeOutMode, VideoSize};

use layout::Layout;
use liveface_cloud_api::Endpoint;
use serde::{Deserialize, Deserializer, Serialize};
use std::net::IpAddr;
use std::path::Path;
use text::{Text, load, require, shown};

/// All settings. An empty text stands for "not given", as in the guide.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct KioskConfig {
    /// Light or dark pages.
    pub page_color_style: PageColorStyle,
    /// Path of the licence file; empty = none is needed. See [`crate::licence`].
    pub auth_license: String,
    /// Longest time for each action, milliseconds, 1000..=600000.
    pub auth_time_out_ms: u32,
    /// Longest time from the camera's first picture to a well placed face, milliseconds: 0 (no limit of its own) or
    /// 1000..=600000.
    pub prepare_timeout_ms: u32,
    /// In which stages the countdown is shown.
    pub show_time_out_mode: ShowTimeOutMode,
    /// Whether the recording is deleted when the check is over.
    pub is_delete_video_cache: bool,
    /// Whether the guide page comes first; also `iShowTipsPage`.
    #[serde(alias = "iShowTipsPage")]
    pub is_show_guide_page: bool,
    /// Whether the app gets the best frame; also `isGetBestImg`.
    #[serde(alias = "isGetBestImg")]
    pub is_need_best_image: bool,
    /// The language, in Android's words. See [`KioskConfig::language`].
    pub language_style: LanguageStyle,
    /// A BCP-47 code such as `th-TH`, with `languageStyle = "CUSTOMIZE_LANGUAGE"`.
    pub language_code: String,
    /// The language, in the words of iOS.
    pub language_type: LanguageType,
    /// A language of `userLanguageBundleName`, such as `ko` or `ko.lproj`.
    pub user_language_file_name: String,
    /// Folder of texts of your own.
    pub user_language_bundle_name: String,
    /// A language that goes before all others, such as `ko` or `ko.lproj`.
    pub set_language_file_name: String,
    /// Folder of a page of your own: its `layout.toml` is used where it has one.
    #[serde(rename = "userUIBundleName")]
    pub user_ui_bundle_name: String,
    /// Addresses of the service to go to when its host is not reached. A list, or one text with commas.
    #[serde(rename = "backUpIPs", deserialize_with = "addresses")]
    pub back_up_ips: Vec<IpAddr>,
    /// Host to go to when the service's own is not reached: `HOST[:PORT]`, with or without `https://`.
    pub back_up_host: String,
    /// How the page looks.
    pub auth_ui_config: AuthUiConfig,
    /// Our own settings.
    pub kiosk: Kiosk,
}

impl Default for KioskConfig {
    fn default() -> Self {
        Self {
            page_color_style: PageColorStyle::Light,
            auth_license: String::new(),
            auth_time_out_ms: 10_000,
            prepare_timeout_ms: 0,
            show_time_out_mode: ShowTimeOutMode::ACTION,
            is_delete_video_cache: true,
            is_show_guide_page: true,
            is_need_best_image: false,
            language_style: LanguageStyle::Auto,
            language_code: String::new(),
            language_type: LanguageType::Default,
            user_language_file_name: String::new(),
            user_language_bundle_name: String::new(),
            set_language_file_name: String::new(),
            user_ui_bundle_name: String::new(),
            back_up_ips: Vec::new(),
            back_up_host: String::new(),
            auth_ui_config: AuthUiConfig::default(),
            kiosk: Kiosk::default(),
        }
    }
}

/// The most backup addresses.
const MAX_BACKUPS: usize = 8;

/// The longest path or name, bytes.
const MAX_TEXT: usize = 4096;

impl KioskConfig {
    /// The settings in a TOML file of at most [`MAX_BYTES`]; what it leaves out has its default. Paths in it come back
    /// counted from its folder.
    ///
    /// # Errors
    /// The file cannot be read, has an unknown key, or a value that is not allowed.
    pub fn read(path: &Path) -> Result<Self, SettingsError> {
        let mut config = Self::from_toml(&load(path)?, &path.display().to_string())?;
        let folder = path.parent().unwrap_or(Path::new(""));
        for (key, path) in config.paths().into_iter().filter(|(_, path)| !path.is_empty()) {
            let joined = folder.join(&*path);
            let what =
                "the name of the settings' folder is not UTF-8: give a whole path, or rename the folder";
            *path = joined.to_str().ok_or_else(|| SettingsError::of(key, what))?.to_owned();
        }
        Ok(config)
    }

    /// The settings in a TOML text, called `name` in complaints; its paths are left as they are.
    ///
    /// # Errors
    /// An unknown key, or a value that is not allowed.
    pub fn from_toml(text: &str, name: &str) -> Result<Self, SettingsError> {
        let text = Text::parse(text, name)?;
        text.check_keys(&print::known())?;
        let config: Self = text.read()?;
        config.checked().map_err(|error| text.place(error))
    }

    /// These settings, when every one is in its range and none contradicts another.
    ///
    /// # Errors
    /// The first that is not allowed.
    pub fn checked(self) -> Result<Self, SettingsError> {
        let time = 1_000..=600_000;
        require(time.contains(&self.auth_time_out_ms), || {
            SettingsError::range("authTimeOutMs", self.auth_time_out_ms, "1000 to 600000 milliseconds")
        })?;
        require(self.prepare_timeout_ms == 0 || time.contains(&self.prepare_timeout_ms), || {
            let allowed = "0 for no limit, or 1000 to 600000 milliseconds";
            SettingsError::range("prepareTimeoutMs", self.prepare_timeout_ms, allowed)
        })?;
        require(self.back_up_ips.len() <= MAX_BACKUPS, || {
            SettingsError::range("backUpIPs", format!("{} addresses", self.back_up_ips.len()), "at most 8")
        })?;
        self.check_texts()?;
        self.host().transpose()?;
        self.checked_language()?;
        self.kiosk.check()?;
        require(self.auth_license.is_empty() || !self.kiosk.licence_key.is_empty(), || {
            let what = "a licence can only be checked with a key: give kiosk.licenceKey, the public key it is signed with";
            SettingsError::of("authLicense", what)
        })?;
        require(!self.auth_license.is_empty() || self.kiosk.licence_key.is_empty(), || {
            let what = "a key without a licence checks nothing: give authLicense, the path of the licence file, or leave it out";
            SettingsError::of("kiosk.licenceKey", what)
        })?;
        let two = !self.user_language_bundle_name.is_empty() && !self.kiosk.custom_strings_folder.is_empty();
        require(!two || self.user_language_bundle_name == self.kiosk.custom_strings_folder, || {
            SettingsError::of(
                "kiosk.customStringsFolder",
                "userLanguageBundleName names another folder: give one of them",
            )
        })?;
        Ok(self)
    }

    fn check_texts(&self) -> Result<(), SettingsError> {
        let texts = [
            ("authLicense", &self.auth_license),
            ("userLanguageBundleName", &self.user_language_bundle_name),
            ("userUIBundleName", &self.user_ui_bundle_name),
            ("kiosk.customStringsFolder", &self.kiosk.custom_strings_folder),
            ("kiosk.videoCacheFolder", &self.kiosk.video_cache_folder),
            ("kiosk.camera", &self.kiosk.camera),
        ];
        let unusable = |text: &str| text.len() > MAX_TEXT || text.contains(char::is_control);
        match texts.iter().find(|(_, text)| unusable(text)) {
            Some((key, text)) => {
                let allowed = "at most 4096 bytes without control characters";
                Err(SettingsError::range(key, format!("{:?}", shown(text)), allowed))
            }
            None => Ok(()),
        }
    }

    /// Every setting that is a path, under its key.
    fn paths(&mut self) -> Vec<(&'static str, &mut String)> {
        let mut paths = vec![
            ("authLicense", &mut self.auth_license),
            ("userLanguageBundleName", &mut self.user_language_bundle_name),
            ("userUIBundleName", &mut self.user_ui_bundle_name),
            ("kiosk.customStringsFolder", &mut self.kiosk.custom_strings_folder),
            ("kiosk.videoCacheFolder", &mut self.kiosk.video_cache_folder),
        ];
        if let AuthLayout::File(path) = &mut self.auth_ui_config.auth_layout_res_id {
            paths.push(("authUiConfig.authLayoutResId", path));
        }
        paths
    }

    fn host(&self) -> Option<Result<Endpoint, SettingsError>> {
        let host = &self.back_up_host;
        let url = if host.contains("://") { host.clone() } else { format!("https://{host}") };
        let refuse =
            |_| SettingsError::range("backUpHost", format!("{:?}", shown(host)), "HOST or HOST:PORT");
        (!host.is_empty()).then(|| url.parse().map_err(refuse))
    }

    /// Where to go when the service's own host is not reached: `backUpHost`, then `backUpIPs`, each over TLS.
    #[must_use]
    pub fn backups(&self) -> Vec<Endpoint> {
        let urls = self.back_up_ips.iter().map(|address| match address {
            IpAddr::V4(address) => format!("https://{address}"),
            IpAddr::V6(address) => format!("https://[{address}]"),
        });
        let addresses = urls.filter_map(|url| url.parse().ok());
        self.host().and_then(Result::ok).into_iter().chain(addresses).collect()
    }

    /// The page's layout: the file of `authLayoutResId`, else `layout.toml` in `userUIBundleName` where it is there (the
    /// guide: "if this layout file is not found, the default layout will be loaded"), else the default.
    ///
    /// # Errors
    /// A layout file that cannot be read or used.
    pub fn layout(&self) -> Result<Layout, SettingsError> {
        if let AuthLayout::File(path) = &self.auth_ui_config.auth_layout_res_id {
            return Layout::read(Path::new(path));
        }
        let own = Path::new(&self.user_ui_bundle_name).join("layout.toml");
        if self.user_ui_bundle_name.is_empty() || !own.is_file() {
            return Ok(Layout::default());
        }
        Layout::read(&own)
    }

    /// Whether the countdown is shown while the face is being placed.
    #[must_use]
    pub fn counts_down_in_preparation(&self) -> bool {
        self.auth_ui_config.is_show_countdown && self.show_time_out_mode.in_preparation()
    }

    /// Whether the countdown is shown while actions are asked for.
    #[must_use]
    pub fn counts_down_in_action(&self) -> bool {
        self.auth_ui_config.is_show_countdown && self.show_time_out_mode.in_action()
    }

    /// These settings as a settings file, each with a comment; read again, it gives the same settings.
    ///
    /// # Errors
    /// None that checked settings could cause.
    pub fn to_toml(&self) -> Result<String, SettingsError> {
        print::print(self)
    }
}

/// A list of addresses, or one text with commas between them, as the guide's type has it.
fn addresses<'de, D: Deserializer<'de>>(input: D) -> Result<Vec<IpAddr>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged, expecting = "give a list of IP addresses, [\"203.0.113.7\"]")]
    enum Given {
        List(Vec<String>),
        Text(String),
    }
    let parts: Vec<String> = match Given::deserialize(input)? {
        Given::List(list) => list,
        Given::Text(text) => {
            text.split(',').filter(|part| !part.trim().is_empty()).map(str::to_owned).collect()
        }
    };
    let refuse = |part: &str| serde::de::Error::custom(format!("{:?} is no IP address", shown(part)));
    parts.iter().map(|part| part.trim().parse().map_err(|_| refuse(part))).collect()
}
