package io.omne.validation;

/// The number of entries that a page of a list may have.
public final class PageSize {

    public static final int MOST = 100;

    /// The size of a page if the request names none.
    public static final int DEFAULT = 20;

    private PageSize() {}

    /// @throws InvalidValue for the field `per_page`, unless it is 1 to {@value #MOST}
    public static void check(int perPage) {
        if (perPage < 1 || perPage > MOST) {
            throw new InvalidValue("per_page", ErrorCode.OUT_OF_RANGE, "must be 1 to %d".formatted(MOST));
        }
    }
}
