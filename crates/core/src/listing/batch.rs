//! More ids than one call takes.

use super::{
    Batched, ListingError,
    pipeline::{Event, Pipeline, default_concurrency},
};
use crate::Client;
use std::{
    collections::HashMap,
    error, fmt,
    hash::Hash,
    pin::Pin,
    task::{Context, Poll, ready},
    vec::IntoIter,
};

/// The requests that together ask about all ids of `request`, each about no more than one call takes, and about none
/// twice.
#[must_use]
pub fn split<A: Batched>(request: A) -> Vec<A> {
    let ids = distinct(request.ids());
    if ids.len() <= A::MOST_IDS && ids.len() == request.ids().len() {
        return vec![request];
    }
    let of = |ids: &[A::Id]| {
        let mut part = request.clone();
        part.set_ids(ids.to_vec());
        part
    };
    ids.chunks(A::MOST_IDS.max(1)).map(of).collect()
}

/// The ids in their order, each once.
fn distinct<I: Clone + Eq + Hash>(ids: &[I]) -> Vec<I> {
    let mut known = std::collections::HashSet::with_capacity(ids.len());
    ids.iter().filter(|id| known.insert(*id)).cloned().collect()
}

/// All answers to a request with any number of ids. Nothing is sent until it is awaited; dropping it drops its calls.
///
/// The ids are divided into as many calls as it takes, and those are on their way side by side as far as the documented
/// quota can use that. Where answers come in pages, all pages are asked for.
#[must_use = "nothing is sent until this is awaited"]
pub struct Batch<A: Batched> {
    questions: IntoIter<A>,
    pipeline: Pipeline<A>,
    answers: ById<A::Id, A::Row>,
    /// How many questions were answered.
    answered: usize,
}

impl<A: Batched> Batch<A> {
    /// Nothing is sent until it is awaited.
    pub fn new(request: A, client: &Client<A::Vendor>) -> Self {
        Self {
            answers: ById::new(distinct(request.ids())),
            questions: request.split().into_iter(),
            pipeline: Pipeline::new(client.clone(), default_concurrency::<A>(client)),
            answered: 0,
        }
    }

    /// Has up to so many calls on the way at once. Unless set, as many as the quota allows in two seconds; one,
    /// if asking is not safe to repeat.
    pub fn concurrency(mut self, calls: usize) -> Self {
        self.pipeline.set_concurrency(calls);
        self
    }
}

/// What becomes of a [`Batch`].
type BatchResult<A> = Result<ById<<A as Batched>::Id, <A as super::Listing>::Row>, BatchError<A>>;

impl<A: Batched> Future for Batch<A> {
    type Output = BatchResult<A>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let Self { questions, pipeline, answers, answered } = &mut *self;
        loop {
            match ready!(pipeline.poll(context, &mut || questions.next())) {
                Some(Ok(Event::Page(page))) => {
                    for row in A::into_rows(page) {
                        answers.add(A::id(&row).clone(), row);
                    }
                }
                Some(Ok(Event::End)) => *answered += 1,
                Some(Err(error)) => {
                    let answers = std::mem::take(answers);
                    let unanswered = answers.asked().skip(answered.saturating_mul(A::MOST_IDS)).cloned().collect();
                    return Poll::Ready(Err(BatchError { error, answers, unanswered }));
                }
                None => return Poll::Ready(Ok(std::mem::take(answers))),
            }
        }
    }
}

/// Nothing in it is ever pinned.
impl<A: Batched> Unpin for Batch<A> {}

impl<A: Batched> fmt::Debug for Batch<A> {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "Batch({})", A::INFO.name)
    }
}

/// The rows by the ids they speak of, in the order in which the ids were asked about.
#[derive(Clone)]
pub struct ById<I, R> {
    ids: Vec<I>,
    /// How many of the ids were asked about; those behind them came unasked.
    asked: usize,
    places: HashMap<I, usize>,
    rows: Vec<Vec<R>>,
}

impl<I: Clone + Eq + Hash, R> ById<I, R> {
    fn new(ids: Vec<I>) -> Self {
        let places = ids.iter().cloned().zip(0..).collect();
        Self { asked: ids.len(), places, rows: ids.iter().map(|_| Vec::new()).collect(), ids }
    }

    fn add(&mut self, id: I, row: R) {
        let place = *self.places.entry(id).or_insert_with_key(|id| {
            self.ids.push(id.clone());
            self.rows.push(Vec::new());
            self.rows.len() - 1
        });
        self.rows[place].push(row);
    }

    /// The rows that speak of `id`: none, or one, or as many as the action answers of one id.
    #[must_use]
    pub fn get<Q: Eq + Hash + ?Sized>(&self, id: &Q) -> &[R]
    where
        I: std::borrow::Borrow<Q>,
    {
        self.places.get(id).map_or(&[], |place| &self.rows[*place])
    }

    /// Each id that was asked about, once, with its rows. Behind them those that only the answers spoke of.
    pub fn iter(&self) -> impl Iterator<Item = (&I, &[R])> {
        self.ids.iter().zip(self.rows.iter().map(Vec::as_slice))
    }

    /// The ids that were asked about and that no answer spoke of.
    pub fn missing(&self) -> impl Iterator<Item = &I> {
        self.iter().filter(|(_, rows)| rows.is_empty()).map(|(id, _)| id)
    }

    /// The ids that were asked about, each once.
    fn asked(&self) -> impl Iterator<Item = &I> {
        self.ids.iter().take(self.asked)
    }

    /// All rows, by id.
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

/// A call for some of the ids failed. What was answered until then is here.
#[non_exhaustive]
pub struct BatchError<A: Batched> {
    /// Why.
    pub error: ListingError<A::Code>,
    /// The rows that had come.
    pub answers: ById<A::Id, A::Row>,
    /// The ids that are not answered, or not to the end: to be asked about again.
    pub unanswered: Vec<A::Id>,
}

impl<A: Batched> BatchError<A> {
    /// How many ids were answered.
    fn answered(&self) -> usize {
        self.answers.asked().count().saturating_sub(self.unanswered.len())
    }
}

impl<A: Batched> fmt::Display for BatchError<A> {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (answered, all) = (self.answered(), self.answers.asked().count());
        write!(to, "{}; {answered} of {all} ids are answered, `unanswered` has the others", self.error)
    }
}

/// Without ids and rows, of which there may be many.
impl<A: Batched> fmt::Debug for BatchError<A> {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.debug_struct("BatchError")
            .field("error", &self.error)
            .field("answered", &self.answered())
            .field("unanswered", &self.unanswered.len())
            .finish_non_exhaustive()
    }
}

impl<A: Batched> error::Error for BatchError<A> {
    fn source(&self) -> Option<&(dyn error::Error + 'static)> {
        Some(&self.error)
    }
}
