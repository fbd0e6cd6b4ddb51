package io.omne;

import io.omne.RecallSet.Query;
import java.util.List;

/// A store of another project, set up as its documentation says, with the vectors that Omne has. A passage of a memory
/// is a document there, with its user and memory as metadata.
interface OtherStore {

    /// How many documents a search asks for: of some memories there are several.
    int DOCUMENTS = 100;

    String name();

    void add(List<EmbeddedMemory> memories);

    /// Embeds the question and searches the documents of its user.
    ///
    /// @return the ids of memories as the set has them, best first; one may occur several times
    List<String> search(Query query);
}
