//! An address that the cloud calls.

use crate::wire::object;

object! {
    /// One address (not a list, in spite of the name).
    part WebhookList {
        /// Number of the address.
        webhook_id: i64 = "WebhookId",
        /// A name for people.
        webhook_name: String = "WebhookName",
        /// What it is called for.
        scene: String = "Scene",
        /// The address; HTTPS only.
        webhook_url: String = "WebhookURL",
        /// When it was added, `YYYY-MM-DD HH:mm:ss`.
        add_time: String = "AddTime",
        /// When it was last changed, `YYYY-MM-DD HH:mm:ss`.
        mod_time: String = "ModTime",
        /// Key of the HMAC-SHA256 that calls carry.
        signature_key: Option<String> = "SignatureKey",
        /// Whether calls are signed.
        has_signature_key: Option<bool> = "HasSignatureKey",
    }
}
