//! The calls by name, waiting and as futures.

use crate::{Client, Error};
use liveface_cloud_api::actions::{
    ApplySdkVerificationToken, ApplyWebVerificationBizTokenIntl, CompareFaceLiveness, CreateUploadUrl,
    DetectReflectLivenessAndCompare, GenerateReflectSequence, GetFaceIdResultIntl, GetFaceIdTokenIntl,
    GetSdkVerificationResult, GetWebVerificationResultIntl, LivenessCompare, VideoLivenessCompare,
};
use liveface_cloud_api::{Action, Answer};
use std::sync::Arc;

/// The same as [`Client`], as futures of any executor: the calls are made in threads of their own.
///
/// Dropping a future does not call a request back that is on its way.
#[derive(Clone, Debug)]
pub struct AsyncClient(Arc<Client>);

impl AsyncClient {
    /// Makes a call.
    ///
    /// # Errors
    /// As [`Client::call`].
    pub async fn call<A>(&self, request: A) -> Result<Answer<A::Response>, Error>
    where
        A: Action + Send + 'static,
        A::Response: Send + 'static,
    {
        let client = Arc::clone(&self.0);
        blocking::unblock(move || client.call(&request)).await
    }

    /// As [`Client::cancel`].
    pub fn cancel(&self) {
        self.0.cancel();
    }
}

impl From<Client> for AsyncClient {
    fn from(client: Client) -> Self {
        Self(Arc::new(client))
    }
}

macro_rules! calls {
    ($($(#[$about:meta])* $method:ident($action:ident);)*) => {
        impl Client {
            $($(#[$about])*
            ///
            /// # Errors
            /// As [`Client::call`].
            pub fn $method(&self, request: &$action) -> Result<Answer<<$action as Action>::Response>, Error> {
                self.call(request)
            })*
        }

        impl AsyncClient {
            $($(#[$about])*
            ///
            /// # Errors
            /// As [`Client::call`].
            pub async fn $method(
                &self,
                request: $action,
            ) -> Result<Answer<<$action as Action>::Response>, Error> {
                self.call(request).await
            })*
        }
    };
}

calls! {
    /// Whether a video shows a live person, and the one in a photo.
    compare_face_liveness(CompareFaceLiveness);
    /// The same with more to choose from: pictures by URL, several best frames.
    liveness_compare(LivenessCompare);
    /// The same for files uploaded before.
    video_liveness_compare(VideoLivenessCompare);
    /// A token for one liveness session of a selfie app.
    get_face_id_token_intl(GetFaceIdTokenIntl);
    /// How the session of a token ended.
    get_face_id_result_intl(GetFaceIdResultIntl);
    /// A token and an address for one verification in a browser.
    apply_web_verification_biz_token_intl(ApplyWebVerificationBizTokenIntl);
    /// How the verification in a browser ended, or that it has not.
    get_web_verification_result_intl(GetWebVerificationResultIntl);
    /// A token for one identity verification of an app.
    apply_sdk_verification_token(ApplySdkVerificationToken);
    /// How the identity verification of a token ended.
    get_sdk_verification_result(GetSdkVerificationResult);
    /// Where to upload a file for a later call.
    create_upload_url(CreateUploadUrl);
    /// A light sequence for one device.
    generate_reflect_sequence(GenerateReflectSequence);
    /// Whether an uploaded light session shows a live person, and the one in a photo.
    detect_reflect_liveness_and_compare(DetectReflectLivenessAndCompare);
}
