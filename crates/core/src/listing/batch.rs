//! Batches: more ids than one call accepts.

use super::{
    Batched, ListingError,
    page_queue::PageQueue,
    pipeline::{Event, Pipeline, default_concurrency},
};
use crate::Client;
use serde::{Serialize, Serializer};
use std::{
    collections::HashMap,
    error, fmt,
    hash::Hash,
    pin::Pin,
    task::{Context, Poll, ready},
    vec::IntoIter,
};

/// Splits a request into requests that together cover all its ids, each with no more ids than one call accepts and none
/// twice.
#[must_use]
pub fn split<A: Batched>(request: A) -> Vec<A> {
    let ids = distinct(request.ids());
    let max_ids = request.max_ids();
    if ids.len() <= max_ids && ids.len() == request.ids().len() {
        return vec![request];
    }
    let of = |ids: &[A::Id]| {
        let mut part = request.clone();
        part.set_ids(ids.to_vec());
        part
    };
    ids.chunks(max_ids.max(1)).map(of).collect()
}

/// The distinct ids, in order of first occurrence.
fn distinct<I: Clone + Eq + Hash>(ids: &[I]) -> Vec<I> {
    let mut known = std::collections::HashSet::with_capacity(ids.len());
    ids.iter().filter(|id| known.insert(*id)).cloned().collect()
}

/// The answers to a request with any number of ids. Nothing is sent until it is awaited; dropping it cancels its calls.
///
/// The ids are split into as many calls as necessary, which run concurrently as far as the quota allows. If answers are
/// paginated, all pages are fetched.
#[must_use = "nothing is sent until this is awaited"]
pub struct Batch<A: Batched> {
    requests: IntoIter<A>,
    pipeline: Pipeline<A>,
    answers: ById<A::Id, A::Row>,
    /// Number of requests that are completely answered.
    answered: usize,
    /// Maximum number of ids of a request.
    max_ids: usize,
}

impl<A: Batched> Batch<A> {
    /// Creates the batch. Nothing is sent until it is awaited.
    pub fn new(request: A, client: &Client<A::Vendor>) -> Self {
        Self {
            answers: ById::new(distinct(request.ids())),
            max_ids: request.max_ids(),
            requests: request.split().into_iter(),
            pipeline: Pipeline::new(client.clone(), default_concurrency::<A>(client)),
            answered: 0,
        }
    }

    /// Sends up to `calls` requests concurrently. Unless set, as many as the quota allows in two seconds; one if the
    /// action is not safe to repeat.
    pub fn concurrency(mut self, calls: usize) -> Self {
        self.pipeline.set_concurrency(calls);
        self
    }
}

/// The output of a [`Batch`].
type BatchResult<A> = Result<ById<<A as Batched>::Id, <A as super::Listing>::Row>, BatchError<A>>;

impl<A: Batched> Future for Batch<A> {
    type Output = BatchResult<A>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let Self { requests, pipeline, answers, answered, max_ids } = &mut *self;
        loop {
            match ready!(pipeline.poll(context, &mut || requests.next().map(PageQueue::new))) {
                Some(Ok(Event::Page(page))) => {
                    for row in A::into_rows(page) {
                        answers.add(A::id(&row).clone(), row);
                    }
                }
                Some(Ok(Event::End { .. })) => *answered += 1,
                Some(Err(error)) => {
                    let answers = std::mem::take(answers);
                    let unanswered = answers.requested().skip(answered.saturating_mul(*max_ids)).cloned().collect();
                    return Poll::Ready(Err(BatchError { error, answers, unanswered }));
                }
                None => return Poll::Ready(Ok(std::mem::take(answers))),
            }
        }
    }
}

/// This type is never pinned structurally.
impl<A: Batched> Unpin for Batch<A> {}

impl<A: Batched> fmt::Debug for Batch<A> {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "Batch({})", A::INFO.name)
    }
}

/// Rows grouped by id, in the order in which the ids were requested.
#[derive(Clone)]
pub struct ById<I, R> {
    ids: Vec<I>,
    /// Number of requested ids; the ids after them occur only in answers.
    requested: usize,
    places: HashMap<I, usize>,
    rows: Vec<Vec<R>>,
}

impl<I: Clone + Eq + Hash, R> ById<I, R> {
    fn new(ids: Vec<I>) -> Self {
        let places = ids.iter().cloned().zip(0..).collect();
        Self { requested: ids.len(), places, rows: ids.iter().map(|_| Vec::new()).collect(), ids }
    }

    fn add(&mut self, id: I, row: R) {
        let place = *self.places.entry(id).or_insert_with_key(|id| {
            self.ids.push(id.clone());
            self.rows.push(Vec::new());
            self.rows.len() - 1
        });
        self.rows[place].push(row);
    }

    /// The rows of `id`; empty if there are none.
    #[must_use]
    pub fn get<Q: Eq + Hash + ?Sized>(&self, id: &Q) -> &[R]
    where
        I: std::borrow::Borrow<Q>,
    {
        self.places.get(id).map_or(&[], |place| &self.rows[*place])
    }

    /// Iterates over each requested id, once, with its rows. Ids that occur only in answers follow.
    pub fn iter(&self) -> impl Iterator<Item = (&I, &[R])> {
        self.ids.iter().zip(self.rows.iter().map(Vec::as_slice))
    }

    /// The requested ids that have no rows.
    pub fn missing(&self) -> impl Iterator<Item = &I> {
        self.iter().filter(|(_, rows)| rows.is_empty()).map(|(id, _)| id)
    }

    /// The requested ids, each once.
    fn requested(&self) -> impl Iterator<Item = &I> {
        self.ids.iter().take(self.requested)
    }

    /// All rows, in the order of their ids.
    pub fn into_rows(self) -> impl Iterator<Item = R> {
        self.rows.into_iter().flatten()
    }
}

impl<I: Clone + Eq + Hash, R> Default for ById<I, R> {
    fn default() -> Self {
        Self::new(Vec::new())
    }
}

impl<I: fmt::Debug, R: fmt::Debug> fmt::Debug for ById<I, R> {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.debug_map().entries(self.ids.iter().zip(&self.rows)).finish()
    }
}

/// An object of lists of rows by id.
impl<I: Serialize, R: Serialize> Serialize for ById<I, R> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_map(self.ids.iter().zip(&self.rows))
    }
}

/// A call for some of the ids failed. The answers received before are included.
#[non_exhaustive]
pub struct BatchError<A: Batched> {
    /// The error of the failed call.
    pub error: ListingError<A::Code>,
    /// The rows received before the error.
    pub answers: ById<A::Id, A::Row>,
    /// The ids that are not completely answered; request these again.
    pub unanswered: Vec<A::Id>,
}

impl<A: Batched> BatchError<A> {
    /// Number of ids that are completely answered.
    fn answered(&self) -> usize {
        self.answers.requested().count().saturating_sub(self.unanswered.len())
    }

    fn write_progress(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (answered, all) = (self.answered(), self.answers.requested().count());
        write!(to, "; {answered} of {all} ids are answered, the others are in `unanswered`")
    }
}

impl<A: Batched> fmt::Display for BatchError<A> {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.error, to)?;
        self.write_progress(to)
    }
}

/// The `Display`, and with `{:#?}` the attempts of the failed call.
impl<A: Batched> fmt::Debug for BatchError<A> {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.error, to)?;
        self.write_progress(to)
    }
}

// The `Display` includes the error of the failed call.
impl<A: Batched> error::Error for BatchError<A> {}
