package io.omne.providers.api;

import java.time.Duration;

/// Sends requests to providers on the network. Blocks; safe to call from several threads at once.
public interface RemoteProvider {

    /// The address, key and time limit of a request.
    ///
    /// @param provider the provider's name, for messages
    /// @param url the full URL, `http` or `https`
    /// @param timeout how long one request may take, from connecting to the last byte of the answer
    record Endpoint(String provider, String url, ApiKey key, Duration timeout) {

        /// @throws IllegalArgumentException if the timeout is not positive
        public Endpoint {
            if (!timeout.isPositive()) {
                throw new IllegalArgumentException("a request may take some time");
            }
        }
    }

    /// Posts the question as JSON, and reads the answer from JSON. The length of an answer is limited to
    /// 16 MiB; redirects are not followed. Messages of exceptions never contain what a provider says in
    /// a refusal, because it may repeat the key or the question.
    ///
    /// @param question a record, or another value that can be written as JSON
    /// @throws ProviderUnavailable if the provider does not answer in time, breaks off, refuses the key
    ///     (status 401, 403), gets too many requests (429), redirects or knows no such address (3xx, 404
    ///     and so on), or answers with any other status except success
    /// @throws RequestRefused if the provider refuses the question (status 400, 413, 422)
    /// @throws UnusableAnswer if the answer is too long or has the wrong form
    <T> T ask(Endpoint endpoint, Object question, Class<T> answer);
}
