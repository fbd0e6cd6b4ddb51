package io.omne.embedding.application;

import io.omne.embedding.api.EmbeddingUnavailable;
import io.omne.embedding.api.ModelFault;
import io.omne.embedding.api.TextRefused;

/// Sends requests to providers on the network. Blocks; safe to call from several threads at once.
public interface RemoteProvider {

    /// The address and key for a request.
    ///
    /// @param provider the provider's name, for messages
    /// @param url the full URL, `http` or `https`
    record Endpoint(String provider, String url, ApiKey key) {}

    /// Posts the question as JSON, and reads the answer from JSON. The duration of a request and the length of an
    /// answer are limited; redirects are not followed. Messages of exceptions never contain what a provider says in
    /// a refusal, because it may repeat the key or the text.
    ///
    /// @param question a record, or another value that can be written as JSON
    /// @throws EmbeddingUnavailable if the provider does not answer in time, breaks off, refuses the key (status
    ///     401, 403), gets too many requests (429), redirects or knows no such address (3xx, 404 and so on), or
    ///     answers with any other status except success
    /// @throws TextRefused if the provider refuses the question (status 400, 413, 422)
    /// @throws ModelFault if the answer is too long or has the wrong form
    <T> T ask(Endpoint endpoint, Object question, Class<T> answer);
}
