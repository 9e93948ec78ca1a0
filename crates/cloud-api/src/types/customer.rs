//! Whom to screen.

use crate::wire::object;

object! {
    /// A person to screen. Either the whole name or the last name is needed.
    part Person {
        /// The whole name; then no other part of the name is given.
        full_name: Option<String> = "FullName",
        /// Last name.
        last_name: Option<String> = "LastName",
        /// First name.
        first_name: Option<String> = "FirstName",
        /// Middle name.
        middle_name: Option<String> = "MiddleName",
        /// Number of an identity document.
        identity_number: Option<String> = "IdentityNumber",
        /// Date of birth: `YYYY-MM-DD`, `YYYY-MM` or `YYYY`.
        date_of_birth: Option<String> = "DateOfBirth",
        /// `MALE`, `FEMALE`, `OTHER` or `NOT_KNOWN`.
        gender: Option<String> = "Gender",
        /// Address.
        address: Option<String> = "Address",
        /// Nationality, two letters of ISO 3166-1.
        nationality: Option<String> = "Nationality",
        /// Country of residence, two letters of ISO 3166-1.
        country: Option<String> = "Country",
    }
}

object! {
    /// A company to screen.
    part Company {
        /// Its name; needed.
        company_name: Option<String> = "CompanyName",
        /// Its number in the register.
        company_cert_number: Option<String> = "CompanyCertNumber",
        /// Country of the register, two letters of ISO 3166-1.
        company_country: Option<String> = "CompanyCountry",
        /// Its address.
        company_address: Option<String> = "CompanyAddress",
    }
}
