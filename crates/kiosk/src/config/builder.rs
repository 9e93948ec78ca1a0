//! Settings one by one: `KioskConfig::default().with_auth_time_out_ms(20_000).checked()?`.

use super::{AuthUiConfig, Kiosk, KioskConfig, LanguageStyle, LanguageType, PageColorStyle, ShowTimeOutMode};
use std::net::IpAddr;

macro_rules! setters {
    ($($setter:ident $field:ident: $type:ty;)*) => {
        /// Builds settings; [`KioskConfig::checked`] comes last.
        impl KioskConfig {
            $(
                #[doc = concat!("These settings with another [`", stringify!($field), "`](KioskConfig#structfield.", stringify!($field), ").")]
                #[must_use]
                pub fn $setter(self, value: impl Into<$type>) -> Self {
                    Self { $field: value.into(), ..self }
                }
            )*
        }
    };
}

setters! {
    with_page_color_style page_color_style: PageColorStyle;
    with_auth_license auth_license: String;
    with_auth_time_out_ms auth_time_out_ms: u32;
    with_prepare_timeout_ms prepare_timeout_ms: u32;
    with_show_time_out_mode show_time_out_mode: ShowTimeOutMode;
    with_delete_video_cache is_delete_video_cache: bool;
    with_show_guide_page is_show_guide_page: bool;
    with_need_best_image is_need_best_image: bool;
    with_language_style language_style: LanguageStyle;
    with_language_code language_code: String;
    with_language_type language_type: LanguageType;
    with_user_language_file_name user_language_file_name: String;
    with_user_language_bundle_name user_language_bundle_name: String;
    with_set_language_file_name set_language_file_name: String;
    with_user_ui_bundle_name user_ui_bundle_name: String;
    with_back_up_ips back_up_ips: Vec<IpAddr>;
    with_back_up_host back_up_host: String;
    with_auth_ui_config auth_ui_config: AuthUiConfig;
    with_kiosk kiosk: Kiosk;
}
