//! What many calls share.

use crate::wire::object;

object! {
    /// A file in the cloud's storage.
    part FileInfo {
        /// Where to fetch it; for results of the app SDKs valid for 10 minutes.
        url: String = "Url",
        /// Its MD5, 32 hex digits.
        md5: String = "MD5",
        /// Its size, bytes.
        size: i64 = "Size",
    }
}

object! {
    /// How fields of a call are encrypted. The key travels encrypted to the cloud's public key.
    part Encryption {
        /// Names of the encrypted fields; `EncryptionBody` for a whole body.
        encrypt_list: Vec<String> = "EncryptList",
        /// The key, encrypted, base64.
        ciphertext_blob: String = "CiphertextBlob",
        /// The initial vector: 16 characters, base64.
        iv: String = "Iv",
        /// `AES-256-CBC` (default) or `SM4-GCM`.
        algorithm: Option<String> = "Algorithm",
        /// The 128-bit tags of `SM4-GCM`, one a field.
        tag_list: Option<Vec<String>> = "TagList",
    }
}
