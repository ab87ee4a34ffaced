//! Messages take effect in the order in which they were sent.

use super::written::{Answer, handled};
use futures::FutureExt;
use futures::future::BoxFuture;
use std::panic::AssertUnwindSafe;
use std::task::{Context, Poll};
use tower::Service;
use tower_lsp::jsonrpc::{Error, Request, Response};

/// Starts each message before the next one is read.
///
/// tower-lsp makes a future of each message and runs many of them at once, so that an edit may be overtaken
/// by the request behind it. Here each future is polled once as soon as it is made. A handler therefore runs
/// up to its first `.await` in wire order: those of notifications have none and are done by then, and those of
/// requests have by then taken hold of the text they are about.
///
/// Every request is answered: where its handler panics, and where tower-lsp would stay silent (`$/…` requests
/// that it does not know), with an error.
pub(crate) struct InOrder<S> {
    inner: S,
}

impl<S> InOrder<S> {
    pub(crate) fn new(inner: S) -> Self {
        InOrder { inner }
    }
}

impl<S> Service<Request> for InOrder<S>
where
    S: Service<Request, Response = Option<Response>>,
    S::Future: Send + 'static,
    S::Error: Send + 'static,
{
    type Response = Option<Answer>;
    type Error = S::Error;
    type Future = BoxFuture<'static, Result<Option<Answer>, S::Error>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, request: Request) -> Self::Future {
        let (method, id) = (request.method().to_owned(), request.id().cloned());
        let handler = AssertUnwindSafe(handled(self.inner.call(request))).catch_unwind();
        let error = |id, error| Answer::Plain(Response::from_error(id, error));
        let mut answer = handler
            .map(move |outcome| match outcome {
                Ok(Ok(None)) => Ok(id.map(|id| error(id, Error::method_not_found()))),
                Ok(answer) => answer,
                Err(_) => {
                    tracing::error!("the handler of {method} panicked");
                    Ok(id.map(|id| error(id, Error::internal_error())))
                }
            })
            .boxed();
        match (&mut answer).now_or_never() {
            Some(done) => futures::future::ready(done).boxed(),
            None => answer,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use std::convert::Infallible;
    use std::sync::{Arc, Mutex};
    use tower::service_fn;

    #[tokio::test]
    async fn a_handler_has_run_to_its_first_await_when_call_returns() {
        let log = Arc::new(Mutex::new(vec![]));
        let writes = log.clone();
        let mut service = InOrder::new(service_fn(move |request: Request| {
            let log = writes.clone();
            async move {
                log.lock().unwrap().push(format!("{} begins", request.method()));
                tokio::task::yield_now().await;
                log.lock().unwrap().push(format!("{} ends", request.method()));
                Ok::<_, Infallible>(None)
            }
        }));
        let first = service.call(Request::build("first").finish());
        let second = service.call(Request::build("second").finish());
        assert_eq!(*log.lock().unwrap(), ["first begins", "second begins"]);
        second.await.unwrap();
        first.await.unwrap();
        assert_eq!(log.lock().unwrap()[2..], ["second ends", "first ends"]);
    }

    #[tokio::test]
    async fn a_panic_is_answered() {
        let mut service = InOrder::new(service_fn(|request: Request| async move {
            assert_ne!(request.method(), "bad", "as planned");
            Ok::<_, Infallible>(request.id().map(|id| Response::from_ok(id.clone(), json!("fine"))))
        }));
        let mut answer = async |request| match service.call(request).await {
            Ok(Some(Answer::Plain(response))) => Some(response),
            Ok(None) => None,
            other => panic!("{other:?}"),
        };
        let bad = answer(Request::build("bad").id(1).finish()).await.unwrap();
        assert_eq!(bad.error(), Some(&Error::internal_error()));
        assert_eq!(answer(Request::build("bad").finish()).await, None);
        assert!(answer(Request::build("good").id(2).finish()).await.unwrap().is_ok());
    }
}
