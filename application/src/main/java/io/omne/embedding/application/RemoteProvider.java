package io.omne.embedding.application;

import io.omne.embedding.api.EmbeddingUnavailable;
import io.omne.embedding.api.ModelFault;
import io.omne.embedding.api.TextRefused;

/// The way to a provider on the network, for those who know what it is asked and how it answers. Blocks; safe to
/// call from several threads at once.
public interface RemoteProvider {

    /// Where a provider is asked.
    ///
    /// @param provider its name, for messages
    /// @param url all of the URL, `http` or `https`
    record Endpoint(String provider, String url, ApiKey key) {}

    /// Posts the question as JSON, and reads the answer from JSON. A call is bounded in time, an answer in
    /// length; redirects are not followed. Nothing of what a provider says in a refusal goes into a message: it
    /// may repeat the key or the text.
    ///
    /// @param question a record, or what else JSON is made of
    /// @throws EmbeddingUnavailable when the provider does not answer in time, breaks off, does not take the key
    ///     (status 401, 403), is asked too often (429), redirects or knows no such address (3xx, 404 and so
    ///     on), or answers with any other status but success
    /// @throws TextRefused when it refuses the question (status 400, 413, 422)
    /// @throws ModelFault when the answer is too long or not what it should be
    <T> T ask(Endpoint endpoint, Object question, Class<T> answer);
}
