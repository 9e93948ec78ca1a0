//! Names screened against lists of sanctions and public office (anti-money-laundering).
//! Needs such lists to answer.

use crate::types::{Company, Person};
use crate::wire::object;

object! {
    /// Screens a person or a company now.
    request RunAMLNameScreening -> RunAMLNameScreeningResponse {
        /// The caller's own name for the customer, at most 256 characters.
        unique_customer_id: String = "UniqueCustomerID",
        /// `PERSON`, which needs `person`, or `COMPANY`, which needs `company`.
        entity_type: String = "EntityType",
        /// The person.
        person: Option<Person> = "Person",
        /// The company.
        company: Option<Company> = "Company",
        /// Whether to go on screening as the lists change; default false.
        enable_ongoing_screening: Option<bool> = "EnableOngoingScreening",
    }
}

object! {
    /// What the screening found.
    response RunAMLNameScreeningResponse {
        /// `NO-HITS` or `HAS-HITS`.
        screening_result: String = "ScreeningResult",
        /// The kinds of list that were hit, each once.
        aml_types: Vec<String> = "AMLTypes",
        /// The hits, as text.
        hit_detail: Option<String> = "HitDetail",
        /// Outcome of the call.
        result: Option<String> = "Result",
        /// The same for a person.
        description: Option<String> = "Description",
        /// Names the case that a hit opened.
        screening_id: Option<String> = "ScreeningId",
        /// Whether screening goes on.
        enable_ongoing_screening: Option<bool> = "EnableOngoingScreening",
    }
}

object! {
    /// Fetches the latest screening of a customer.
    request GetAMLScreeningResult -> GetAMLScreeningResultResponse {
        /// The caller's own name for the customer, at most 256 characters.
        unique_customer_id: String = "UniqueCustomerID",
    }
}

object! {
    /// What the latest screening found.
    response GetAMLScreeningResultResponse {
        /// `NO-HITS` or `HAS-HITS`.
        screening_result: String = "ScreeningResult",
        /// Whether screening goes on.
        enable_ongoing_screening: bool = "EnableOngoingScreening",
        /// Outcome of the call, for a person.
        description: Option<String> = "Description",
        /// Outcome of the call.
        result: Option<String> = "Result",
        /// Names the case that a hit opened.
        screening_id: Option<String> = "ScreeningId",
        /// When the screening was made.
        result_time: Option<String> = "ResultTime",
        /// The kinds of list that were hit, each once.
        aml_types: Option<Vec<String>> = "AMLTypes",
        /// The hits, as text.
        hit_detail: Option<String> = "HitDetail",
    }
}

object! {
    /// Changes what is known about a customer who is being screened.
    request UpdateAMLCustomerProfile -> UpdateAMLCustomerProfileResponse {
        /// The caller's own name for the customer, at most 256 characters.
        unique_customer_id: String = "UniqueCustomerID",
        /// `PERSON`, which needs `person`, or `COMPANY`, which needs `company`.
        entity_type: String = "EntityType",
        /// The person.
        person: Option<Person> = "Person",
        /// The company.
        company: Option<Company> = "Company",
    }
}

object! {
    /// Where the customer now stands.
    response UpdateAMLCustomerProfileResponse {
        /// Level of risk.
        risk_level: Option<String> = "RiskLevel",
        /// Outcome of the call.
        result: Option<String> = "Result",
        /// The same for a person.
        description: Option<String> = "Description",
        /// Whether screening goes on.
        enable_ongoing_screening: Option<bool> = "EnableOngoingScreening",
    }
}

object! {
    /// Turns the screening of a customer on or off.
    request UpdateAMLOngoingScreeningStatus -> UpdateAMLOngoingScreeningStatusResponse {
        /// The caller's own name for the customer, at most 256 characters.
        unique_customer_id: String = "UniqueCustomerID",
        /// Whether to go on screening as the lists change.
        enable_ongoing_screening: bool = "EnableOngoingScreening",
    }
}

object! {
    /// Whether it is on.
    response UpdateAMLOngoingScreeningStatusResponse {
        /// The caller's own name for the customer.
        unique_customer_id: Option<String> = "UniqueCustomerID",
        /// Whether screening goes on.
        enable_ongoing_screening: bool = "EnableOngoingScreening",
        /// Outcome of the call, for a person.
        description: Option<String> = "Description",
        /// Outcome of the call.
        result: Option<String> = "Result",
    }
}
