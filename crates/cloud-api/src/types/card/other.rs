//! Passports, and documents of Bangladesh, Japan, Nigeria and Pakistan.

use crate::wire::object;

object! {
    /// A passport.
    part InternationalIDPassport {
        /// Number of the passport.
        license_number: Option<String> = "LicenseNumber",
        /// The whole name.
        full_name: Option<String> = "FullName",
        /// Last name.
        surname: Option<String> = "Surname",
        /// First name.
        given_name: Option<String> = "GivenName",
        /// Date of birth.
        birthday: Option<String> = "Birthday",
        /// `M` or `F`.
        sex: Option<String> = "Sex",
        /// Last day of validity.
        date_of_expiration: Option<String> = "DateOfExpiration",
        /// Country that issued it.
        issuing_country: Option<String> = "IssuingCountry",
        /// Code of the nationality.
        nationality_code: Option<String> = "NationalityCode",
        /// First machine-readable line.
        passport_code_first: Option<String> = "PassportCodeFirst",
        /// Second machine-readable line.
        passport_code_second: Option<String> = "PassportCodeSecond",
    }
}

object! {
    /// A Japanese identity card.
    part JapanIDCard {
        /// The whole name.
        full_name: Option<String> = "FullName",
        /// Number of the card.
        license_number: Option<String> = "LicenseNumber",
        /// Age in years.
        age: Option<String> = "Age",
        /// Date of birth, as printed.
        birthday: Option<String> = "Birthday",
        /// Last day of validity, as printed.
        expiration_date: Option<String> = "ExpirationDate",
        /// Address.
        formatted_address: Option<String> = "FormattedAddress",
    }
}

object! {
    /// A Bangladeshi identity card.
    part BangladeshIDCard {
        /// Last name.
        last_name: String = "LastName",
        /// First name.
        first_name: String = "FirstName",
        /// Number of the card.
        license_number: String = "LicenseNumber",
        /// Age in years.
        age: String = "Age",
        /// Date of birth, as printed.
        birthday: String = "Birthday",
        /// Place of issue.
        issued_country: String = "IssuedCountry",
    }
}

object! {
    /// A Nigerian identity card.
    part NigeriaIDCard {
        /// Last name.
        last_name: String = "LastName",
        /// First name.
        first_name: String = "FirstName",
        /// Number of the card.
        license_number: String = "LicenseNumber",
        /// Age in years.
        age: String = "Age",
        /// Date of birth, as printed.
        birthday: String = "Birthday",
        /// Place of issue.
        issued_country: String = "IssuedCountry",
        /// Sex, as printed.
        sex: String = "Sex",
    }
}

object! {
    /// A Nigerian driving licence.
    part NigeriaDrivingLicense {
        /// Last name.
        last_name: String = "LastName",
        /// First name.
        first_name: String = "FirstName",
        /// Number of the licence.
        license_number: String = "LicenseNumber",
        /// Age in years.
        age: String = "Age",
        /// Date of birth, as printed.
        birthday: String = "Birthday",
        /// Place of issue.
        issued_country: String = "IssuedCountry",
        /// Last day of validity, as printed.
        expiration_date: String = "ExpirationDate",
        /// Day of issue, as printed.
        issued_date: String = "IssuedDate",
        /// Sex, as printed.
        sex: String = "Sex",
    }
}

object! {
    /// A Pakistani identity card.
    part PakistanIDCard {
        /// Last name.
        last_name: String = "LastName",
        /// First name.
        first_name: String = "FirstName",
        /// Number of the card.
        license_number: String = "LicenseNumber",
        /// Age in years.
        age: String = "Age",
        /// Date of birth, as printed.
        birthday: String = "Birthday",
        /// Place of issue.
        issued_country: String = "IssuedCountry",
    }
}

object! {
    /// A Pakistani driving licence.
    part PakistanDrivingLicense {
        /// Last name.
        last_name: String = "LastName",
        /// First name.
        first_name: String = "FirstName",
        /// Number of the licence.
        license_number: String = "LicenseNumber",
        /// Age in years.
        age: String = "Age",
        /// Date of birth, as printed.
        birthday: String = "Birthday",
        /// Place of issue.
        issued_country: String = "IssuedCountry",
    }
}
