//! Answers that are written as JSON where they are made.
//!
//! tower-lsp makes a tree of `serde_json::Value` of what a handler returns, with a map for each object in it: of an
//! outline of a thousand quotations several times the memory of its text, and more time than the outline took. A handler
//! with much to say writes it itself ([`Written`]), leaves it for the wire ([`instead`]) and returns nothing to tower-lsp,
//! for which the request goes on like any other: it is cancelled, refused and waited for in the same way. What was left
//! belongs to this request alone, and is dropped with it.

use serde::Serialize;
use std::cell::Cell;
use tower_lsp::jsonrpc::{Error, Id, Response, Result};

tokio::task_local! {
    /// What the handler of the request at hand has left.
    static LEFT: Cell<Option<Written>>;
}

/// The JSON of an answer.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Written(Vec<u8>);

impl Written {
    /// Writes an answer.
    pub(crate) fn of(answer: &impl Serialize) -> Result<Written> {
        serde_json::to_vec(answer).map(Written).map_err(|error| {
            tracing::error!("an answer cannot be written as JSON: {error}");
            Error::internal_error()
        })
    }
}

/// An answer on its way to the client.
#[derive(Debug)]
pub(crate) enum Answer {
    /// As tower-lsp gave it.
    Plain(Response),
    /// The result of a request, as a handler has written it.
    Written(Id, Written),
}

impl Answer {
    /// The text of the message, in one piece or more.
    pub(crate) fn into_text(self) -> serde_json::Result<Vec<Vec<u8>>> {
        Ok(match self {
            Answer::Plain(response) => vec![serde_json::to_vec(&response)?],
            Answer::Written(id, Written(result)) => {
                let mut head = br#"{"jsonrpc":"2.0","id":"#.to_vec();
                serde_json::to_writer(&mut head, &id)?;
                head.extend_from_slice(br#","result":"#);
                vec![head, result, b"}".to_vec()]
            }
        })
    }
}

/// Has the wire answer with what is written, in place of what tower-lsp is given now.
pub(crate) fn instead<T>(answer: Option<Written>) -> Option<T> {
    let answered = answer.map(|answer| LEFT.try_with(|left| left.set(Some(answer))));
    debug_assert!(answered.is_none_or(|answered| answered.is_ok()), "no request is being handled");
    None
}

/// Handles a request: what tower-lsp returns, or else what the handler has left. An error is never replaced, such as that
/// the request was cancelled after its answer was written.
pub(crate) async fn handled<E>(
    handler: impl Future<Output = std::result::Result<Option<Response>, E>>,
) -> std::result::Result<Option<Answer>, E> {
    let with_what_is_left = async { handler.await.map(|response| (response, LEFT.with(Cell::take))) };
    let (response, left) = LEFT.scope(Cell::new(None), with_what_is_left).await?;
    Ok(response.map(|response| match left {
        Some(left) if response.is_ok() => Answer::Written(response.id().clone(), left),
        _ => Answer::Plain(response),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};
    use std::convert::Infallible;

    /// The message that a handler's request is answered with.
    async fn message(handler: impl Future<Output = Response>) -> Value {
        let answer = handled(async { Ok::<_, Infallible>(Some(handler.await)) }).await;
        let text = answer.unwrap().unwrap().into_text().unwrap().concat();
        serde_json::from_slice(&text).unwrap()
    }

    fn written(answer: &impl Serialize) -> Written {
        Written::of(answer).unwrap()
    }

    fn null() -> Response {
        Response::from_ok(Id::String("\"7\"".to_owned()), Value::Null)
    }

    #[tokio::test]
    async fn what_is_written_is_the_result() {
        let writes = async {
            tokio::task::yield_now().await;
            assert_eq!(instead(Some(written(&["“It fell.”"]))), None::<()>);
            null()
        };
        assert_eq!(
            message(writes).await,
            json!({ "jsonrpc": "2.0", "id": "\"7\"", "result": ["“It fell.”"] })
        );
    }

    #[tokio::test]
    async fn what_is_not_written_is_as_tower_lsp_has_it() {
        assert_eq!(message(async { null() }).await["result"], Value::Null);
        let none = async {
            assert_eq!(instead(None), None::<()>);
            null()
        };
        assert_eq!(message(none).await["result"], Value::Null);
    }

    #[tokio::test]
    async fn an_error_stays_an_error() {
        let cancelled = async {
            assert_eq!(instead(Some(written(&1))), None::<()>);
            Response::from_error(Id::Number(7), Error::request_cancelled())
        };
        assert_eq!(message(cancelled).await["error"]["code"], -32800);
    }
}
