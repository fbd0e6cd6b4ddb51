package io.omne;

import java.util.List;

/// A row of the comparison that is not requests to Omne and to the plain service in turn.
interface OtherRow {

    String name();

    List<Figure> measure() throws Exception;
}
