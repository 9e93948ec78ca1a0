//! An object store that speaks S3, as the usual `AWS_…` variables name it.

use super::failed;
use crate::EvalError;
use object_store::aws::{AmazonS3Builder, AmazonS3ConfigKey as Key};
use object_store::path::Path as Address;
use object_store::{BackoffConfig, ObjectStore, ObjectStoreScheme, RetryConfig};
use std::sync::Arc;
use std::time::Duration;

/// A store that is busy or not there is asked again for this long; one try takes 5 s to connect and 30 s in all at most.
const PATIENCE: Duration = Duration::from_secs(20);
/// Longest wait between two tries.
const PAUSE: Duration = Duration::from_secs(5);

/// The store and the prefix that `at`, `s3://BUCKET/PREFIX`, names. Nothing is asked of it yet.
///
/// # Errors
/// Another kind of address, no credentials, or variables that contradict each other.
pub(super) fn open(at: &str) -> Result<(Arc<dyn ObjectStore>, Address), EvalError> {
    let url =
        at.parse().map_err(|error| failed(at, "understand the address: write s3://BUCKET/PREFIX", error))?;
    let (_, prefix) = ObjectStoreScheme::parse(&url)
        .map_err(|error| failed(at, "understand the address: write s3://BUCKET/PREFIX", error))?;
    let backoff = BackoffConfig { max_backoff: PAUSE, ..BackoffConfig::default() };
    let retry = RetryConfig { backoff, retry_timeout: PATIENCE, ..RetryConfig::default() };
    let builder = AmazonS3Builder::from_env().with_url(at).with_retry(retry);
    if !knows_who(&builder) {
        return Err(EvalError::place(
            at,
            "there are no credentials: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY (or AWS_METADATA_ENDPOINT where the machine has a role)",
        ));
    }
    let store = builder
        .build()
        .map_err(|error| failed(at, "open it: check the address and the AWS_… variables", error))?;
    Ok((Arc::new(store), prefix))
}

/// Whether there are credentials, or a way to them. Without, the address of a cloud's metadata service would be tried, on which
/// other networks are silent.
fn knows_who(builder: &AmazonS3Builder) -> bool {
    let given = |key| builder.get_config_value(&key).is_some();
    let unsigned = builder.get_config_value(&Key::SkipSignature).is_some_and(|skips| skips != "false");
    unsigned
        || given(Key::AccessKeyId)
        || given(Key::SecretAccessKey)
        || (given(Key::WebIdentityTokenFile) && given(Key::RoleArn))
        || given(Key::ContainerCredentialsRelativeUri)
        || (given(Key::ContainerCredentialsFullUri) && given(Key::ContainerAuthorizationTokenFile))
        || given(Key::MetadataEndpoint)
}
