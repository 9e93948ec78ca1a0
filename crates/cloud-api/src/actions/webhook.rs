//! Addresses that the cloud calls when something changes.

use crate::types::WebhookList;
use crate::wire::object;

object! {
    /// Adds an address.
    request CreateEKYCWebhook -> CreateEKYCWebhookResponse {
        /// A name for people.
        webhook_name: String = "WebhookName",
        /// The address; HTTPS only.
        webhook_url: String = "WebhookURL",
        /// What to call it for: `AML_SCREENING_RESULT_CHANGE` (default) or `NONDOC_VERIFICATION_RESULT`.
        scene: Option<String> = "Scene",
        /// Key of the HMAC-SHA256 that each call then carries, at most 128 characters; without it calls are
        /// unsigned.
        signature_key: Option<String> = "SignatureKey",
    }
}

object! {
    /// The new address.
    response CreateEKYCWebhookResponse {
        /// Outcome of the call.
        result: Option<String> = "Result",
        /// Number of the address.
        webhook_id: i64 = "WebhookId",
        /// Whether calls are signed.
        has_signature_key: Option<bool> = "HasSignatureKey",
        /// The key.
        signature_key: Option<String> = "SignatureKey",
    }
}

object! {
    /// Changes an address.
    request UpdateEKYCWebhook -> UpdateEKYCWebhookResponse {
        /// Number of the address.
        webhook_id: i64 = "WebhookId",
        /// The new name.
        webhook_name: String = "WebhookName",
        /// The new address; HTTPS only.
        webhook_url: String = "WebhookURL",
        /// The new key, at most 128 characters; without it calls are unsigned.
        signature_key: Option<String> = "SignatureKey",
    }
}

object! {
    /// The changed address.
    response UpdateEKYCWebhookResponse {
        /// Number of the address.
        webhook_id: u64 = "WebhookId",
        /// When it was changed, `YYYY-MM-DD HH:mm:ss`.
        mod_time: String = "ModTime",
        /// Outcome of the call.
        result: Option<String> = "Result",
    }
}

object! {
    /// Removes an address.
    request DeleteEKYCWebhook -> DeleteEKYCWebhookResponse {
        /// Number of the address.
        webhook_id: i64 = "WebhookId",
    }
}

object! {
    /// The removed address.
    response DeleteEKYCWebhookResponse {
        /// Number of the address.
        webhook_id: i64 = "WebhookId",
        /// Outcome of the call.
        result: Option<String> = "Result",
    }
}

object! {
    /// Lists the addresses, a page at a time.
    request ListEKYCWebhooks -> ListEKYCWebhooksResponse repeatable: true {
        /// How many to pass over, 0..=100; default 0.
        offset: Option<i64> = "Offset",
        /// How many to list, 20..=100, more is cut to 100; default 20.
        limit: Option<i64> = "Limit",
    }
}

object! {
    /// A page of addresses.
    response ListEKYCWebhooksResponse {
        /// How many there are in all.
        total_count: i64 = "TotalCount",
        /// Those of the page.
        webhook_list: Vec<WebhookList> = "WebhookList",
        /// Outcome of the call.
        result: Option<String> = "Result",
    }
}
