//! The chip of a document, read over NFC by the SDK.

use crate::wire::object;

object! {
    /// Asks for a token for one reading, usable for 10 minutes. It takes nothing.
    request GetNFCToken -> GetNFCTokenResponse {
    }
}

object! {
    /// The token.
    response GetNFCTokenResponse {
        /// Names the reading; opaque.
        token: String = "Token",
    }
}

object! {
    /// Fetches a reading and compares it with what is given here; what is left out is not compared.
    request GetNFCResult -> GetNFCResultResponse {
        /// The token that the SDK returned.
        nfc_token: String = "NFCToken",
        /// Number of the document.
        id_num: Option<String> = "IdNum",
        /// Name.
        name: Option<String> = "Name",
        /// A photo of the face, base64.
        picture: Option<String> = "Picture",
        /// Date of birth, `YYYYMMDD`.
        birth_date: Option<String> = "BirthDate",
        /// First day of validity, `YYYYMMDD`.
        begin_time: Option<String> = "BeginTime",
        /// Last day of validity, `YYYYMMDD`.
        end_time: Option<String> = "EndTime",
        /// Address.
        address: Option<String> = "Address",
        /// Ethnic group.
        nation: Option<String> = "Nation",
        /// Sex.
        sex: Option<String> = "Sex",
        /// Name in Latin letters.
        en_name: Option<String> = "EnName",
        /// Authority that issued it.
        signing_organization: Option<String> = "SigningOrganization",
        /// Nationality.
        nationality: Option<String> = "Nationality",
        /// Code of the country.
        country_code: Option<String> = "CountryCode",
        /// The machine-readable lines of a passport.
        machine_read_code: Option<String> = "MachineReadCode",
    }
}

object! {
    /// Each field compared. Unless said otherwise: `0` equal, `-1` different, `-2` the chip did not give the
    /// field.
    response GetNFCResultResponse {
        /// `0` the chip was read (billed), `-1` it was not.
        charge_code: String = "ChargeCode",
        /// `01` identity card, `02` passport, `03` travel permit for Hong Kong and Macao, `99` other; may be
        /// empty.
        id_type: String = "IdType",
        /// JSON in a string: `result_issuer`, `result_paper`, `result_data`, `result_chip`, each 0 genuine, 1
        /// not, 2 not checked, 3 in part.
        check_mrtd: String = "CheckMRTD",
        /// The number.
        id_num_compare_result: String = "IdNumCompareResult",
        /// The name.
        name_compare_result: String = "NameCompareResult",
        /// Similarity of the photo to the chip's portrait, 0..=100; 70 is the bar.
        picture_compare_sim: f64 = "PictureCompareSim",
        /// `0` same person, `1` another, `2` photo too poor, `3` not exactly one whole face, `4` photo too
        /// large or small, `5` no portrait on the chip, `6` no photo given, `7` other.
        picture_compare_result: String = "PictureCompareResult",
        /// The date of birth.
        birth_date_compare_result: String = "BirthDateCompareResult",
        /// The first day of validity.
        begin_time_compare_result: String = "BeginTimeCompareResult",
        /// The last day of validity.
        end_time_compare_result: String = "EndTimeCompareResult",
        /// The address.
        address_compare_result: String = "AddressCompareResult",
        /// The ethnic group.
        nation_compare_result: String = "NationCompareResult",
        /// The sex.
        sex_compare_result: String = "SexCompareResult",
        /// The name in Latin letters.
        en_name_compare_result: String = "EnNameCompareResult",
        /// The authority.
        signing_organization_compare_result: String = "SigningOrganizationCompareResult",
        /// The nationality.
        nationality_compare_result: String = "NationalityCompareResult",
        /// The code of the country.
        country_code_compare_result: String = "CountryCodeCompareResult",
        /// The machine-readable lines.
        machine_read_code_compare_result: String = "MachineReadCodeCompareResult",
    }
}
