//! Mobile numbers checked with the Chinese operators. Needs them to answer.

use crate::types::Encryption;
use crate::wire::object;

object! {
    /// Whether a name, an identity number and a mobile number belong together.
    request PhoneVerification -> PhoneVerificationResponse {
        /// The identity number.
        id_card: String = "IdCard",
        /// The name.
        name: String = "Name",
        /// The mobile number.
        phone: String = "Phone",
        /// The key, encrypted, when fields are; this call has no `Encryption` object.
        ciphertext_blob: Option<String> = "CiphertextBlob",
        /// The encrypted fields: any of `IdCard`, `Name`, `Phone`.
        encrypt_list: Option<Vec<String>> = "EncryptList",
        /// The initial vector of CBC.
        iv: Option<String> = "Iv",
    }
}

object! {
    /// The operator's answer.
    response PhoneVerificationResponse {
        /// `0` they do, `-4` they do not, any other number: the question could not be answered.
        result: String = "Result",
        /// The same for a person.
        description: String = "Description",
        /// The operator: `mobile`, `telecom`, `cucc` or empty.
        isp: String = "Isp",
    }
}

object! {
    /// How long a mobile number has been in use.
    request MobileNetworkTimeVerification -> MobileNetworkTimeVerificationResponse {
        /// The mobile number.
        mobile: String = "Mobile",
        /// Whether the number is encrypted, and how.
        encryption: Option<Encryption> = "Encryption",
    }
}

object! {
    /// The operator's answer.
    response MobileNetworkTimeVerificationResponse {
        /// `0` known, `-2` no such number, `-3` unknown for how long, otherwise the question could not be
        /// answered.
        result: String = "Result",
        /// The same for a person.
        description: String = "Description",
        /// Months in use as a half-open interval such as `[3,6)`; `+` for no upper end.
        range: String = "Range",
    }
}

object! {
    /// Whether a mobile number is in service.
    request MobileStatus -> MobileStatusResponse {
        /// The mobile number.
        mobile: String = "Mobile",
        /// Whether the number is encrypted, and how.
        encryption: Option<Encryption> = "Encryption",
    }
}

object! {
    /// The operator's answer.
    response MobileStatusResponse {
        /// `0` known, otherwise the question could not be answered.
        result: String = "Result",
        /// The same for a person.
        description: String = "Description",
        /// 0 in service, 1 suspended, 2 closed, 4 not in use, 99 unknown.
        status_code: i64 = "StatusCode",
    }
}
