//! What all streams of a listing can do beside being streams.

/// Lets a stream be used without another crate, moved about, and shown without what it asks.
macro_rules! stream_methods {
    ($stream:ident<A: $bound:ident>, $item:ty, $one:literal) => {
        impl<A: $bound> $stream<A> {
            #[doc = concat!("The next ", $one, "; `None` behind the last one.")]
            /// Nothing is lost if the future is dropped.
            pub async fn next(&mut self) -> Option<Result<$item, $crate::listing::ListingError<A::Code>>> {
                futures_util::StreamExt::next(self).await
            }

            #[doc = concat!("The next ", $one, "; `None` behind the last one. As [`next`](Self::next), for `?`.")]
            ///
            /// # Errors
            #[doc = concat!("If the ", $one, " cannot be had.")]
            pub async fn try_next(&mut self) -> Result<Option<$item>, $crate::listing::ListingError<A::Code>> {
                self.next().await.transpose()
            }

            #[doc = concat!("All ", $one, "s that are left.")]
            ///
            /// # Errors
            /// If one of them cannot be had; those before it are lost with it.
            pub async fn into_vec(mut self) -> Result<Vec<$item>, $crate::listing::ListingError<A::Code>> {
                let mut all = Vec::new();
                while let Some(next) = self.try_next().await? {
                    all.push(next);
                }
                Ok(all)
            }
        }

        /// Nothing in it is ever pinned.
        impl<A: $bound> Unpin for $stream<A> {}

        impl<A: $bound> std::fmt::Debug for $stream<A> {
            fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(to, concat!(stringify!($stream), "({})"), A::INFO.name)
            }
        }
    };
}

pub(super) use stream_methods;
