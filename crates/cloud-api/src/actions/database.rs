//! Names, numbers and photos checked against the register of Chinese identity cards.
//! Needs that register to answer.

use crate::types::Encryption;
use crate::wire::object;

object! {
    /// Whether a name and an identity number belong together.
    request IdCardVerification -> IdCardVerificationResponse {
        /// The identity number.
        id_card: String = "IdCard",
        /// The name.
        name: String = "Name",
        /// Which of the two fields are encrypted, and how.
        encryption: Option<Encryption> = "Encryption",
    }
}

object! {
    /// The register's answer.
    response IdCardVerificationResponse {
        /// `0` they do, `-1` they do not, from `-2` down the question could not be answered.
        result: String = "Result",
        /// The same for a person.
        description: String = "Description",
    }
}

object! {
    /// The same, given either both fields or a picture of the card.
    request IdCardOCRVerification -> IdCardOCRVerificationResponse {
        /// The identity number; with `name`, it wins over a picture.
        id_card: Option<String> = "IdCard",
        /// The name.
        name: Option<String> = "Name",
        /// The side with the portrait: PNG or JPEG in base64, at most 3 MB of text; wins over `image_url`.
        image_base64: Option<String> = "ImageBase64",
        /// Where that picture can be fetched, within 3 seconds.
        image_url: Option<String> = "ImageUrl",
        /// Which of the text fields are encrypted, and how.
        encryption: Option<Encryption> = "Encryption",
    }
}

object! {
    /// The register's answer, and what was read from the picture.
    response IdCardOCRVerificationResponse {
        /// `0` they belong together, `-1` they do not, from `-2` down the question could not be answered.
        result: String = "Result",
        /// The same for a person.
        description: String = "Description",
        /// The name that was checked.
        name: String = "Name",
        /// The number that was checked.
        id_card: String = "IdCard",
        /// Sex, as read.
        sex: Option<String> = "Sex",
        /// Ethnic group, as read.
        nation: Option<String> = "Nation",
        /// Date of birth, as read.
        birth: Option<String> = "Birth",
        /// Address, as read.
        address: Option<String> = "Address",
    }
}

object! {
    /// Whether a name, an identity number and the dates of the card belong together.
    request CheckIdNameDate -> CheckIdNameDateResponse {
        /// The name.
        name: String = "Name",
        /// The identity number.
        id_card: String = "IdCard",
        /// First day of validity, `YYYYMMDD`.
        validity_begin: String = "ValidityBegin",
        /// Last day of validity, `YYYYMMDD`; `00000000` for a card without end.
        validity_end: String = "ValidityEnd",
        /// Which of name and number are encrypted, and how.
        encryption: Option<Encryption> = "Encryption",
    }
}

object! {
    /// The register's answer.
    response CheckIdNameDateResponse {
        /// `0` they do, `-1` they do not, from `-2` down the question could not be answered.
        result: String = "Result",
        /// The same for a person.
        description: String = "Description",
    }
}

object! {
    /// Reads an identity card and compares its portrait with the register's.
    request CheckIdCardInformation -> CheckIdCardInformationResponse {
        /// The side with the portrait: PNG or JPEG in base64, at most 7 MB of text.
        image_base64: Option<String> = "ImageBase64",
        /// Where that picture can be fetched, within 3 seconds, at most 3 MB as base64; wins over
        /// `image_base64`.
        image_url: Option<String> = "ImageUrl",
        /// JSON in a string: which doubts to raise, each `true` or `false` (default): `CopyWarn`,
        /// `BorderCheckWarn`, `ReshootWarn`, `DetectPsWarn`, `TempIdWarn`, `Quality`.
        config: Option<String> = "Config",
        /// Whether name and number come back encrypted; default false.
        is_encrypt: Option<bool> = "IsEncrypt",
        /// Whether the whole answer comes back encrypted.
        is_encrypt_response: Option<bool> = "IsEncryptResponse",
        /// The key and algorithm to encrypt the answer with.
        encryption: Option<Encryption> = "Encryption",
    }
}

object! {
    /// What the card says, and whether its portrait is the register's.
    response CheckIdCardInformationResponse {
        /// Similarity of the portraits, 0..=100; 70 is the bar.
        sim: f64 = "Sim",
        /// `Success`, or why not: see [`crate::ApiCode`].
        result: String = "Result",
        /// The same for a person.
        description: String = "Description",
        /// Name, as read.
        name: String = "Name",
        /// Sex, as read.
        sex: String = "Sex",
        /// Ethnic group, as read.
        nation: String = "Nation",
        /// Date of birth, as read.
        birth: String = "Birth",
        /// Address, as read.
        address: String = "Address",
        /// Identity number, as read.
        id_num: String = "IdNum",
        /// The portrait, cut out, base64; empty when it could not be cut out.
        portrait: String = "Portrait",
        /// Doubts about the card, joined by a bar: `-9101` border, `-9102` copy, `-9103` photographed again,
        /// `-9104` temporary card, `-9105` covered, `-9106` edited, `-8001` blurred.
        warnings: String = "Warnings",
        /// Quality of the picture, 0..=100, below 50 is blurred; only when `Quality` was asked for.
        quality: f64 = "Quality",
        /// How the answer was encrypted.
        encryption: Option<Encryption> = "Encryption",
        /// The answer, encrypted, when the whole was asked for so.
        encrypted_body: String = "EncryptedBody",
    }
}

object! {
    /// Whether a photo shows the person that a name and an identity number belong to.
    request ImageRecognitionV2 -> ImageRecognitionV2Response {
        /// The identity number.
        id_card: String = "IdCard",
        /// The name, in UTF-8.
        name: String = "Name",
        /// The photo: JPEG or PNG in standard base64, at most 3 MB of text.
        image_base64: String = "ImageBase64",
        /// Not used.
        optional: Option<String> = "Optional",
        /// Which of name and number are encrypted, and how.
        encryption: Option<Encryption> = "Encryption",
        /// Anything, 1 to 10 characters; comes back with the answer.
        extra: Option<String> = "Extra",
    }
}

object! {
    /// How alike the photo and the register's portrait are.
    response ImageRecognitionV2Response {
        /// Similarity, 0..=100; 70 is the bar.
        sim: f64 = "Sim",
        /// `Success`, or why not: see [`crate::ApiCode`].
        result: String = "Result",
        /// The same for a person.
        description: String = "Description",
        /// What the call was made with.
        extra: String = "Extra",
    }
}
