package io.omne.memory.adapter.web.list;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import io.omne.access.UserId;
import io.omne.memory.EmbeddingStatus;
import io.omne.memory.MemorySource;
import io.omne.memory.MemoryType;
import io.omne.memory.Tags;
import io.omne.memory.adapter.web.document.QuerySchemas;
import io.omne.memory.api.ListMemories;
import io.omne.memory.api.ListMemories.PageStart;
import io.omne.memory.api.MemoryFilter;
import io.omne.memory.api.MemoryOrder;
import io.omne.memory.api.MemoryOrder.By;
import io.omne.memory.api.MemoryOrder.Direction;
import io.omne.memory.api.TagFilter;
import io.omne.memory.api.TagFilter.Match;
import io.omne.memory.api.TimeRange;
import io.omne.validation.ErrorCode;
import io.omne.validation.InvalidValue;
import io.omne.web.problem.FieldError;
import io.omne.web.request.CommonParameters;
import io.omne.web.request.Cursors;
import io.omne.web.request.QueryParameters;
import io.omne.web.request.TextValues;
import io.omne.web.request.Timestamps;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/// Converts the parameters of a list to a query.
final class ListParameters {

    public static final Match TAGS_MATCH = TagFilter.NONE.match();
    public static final By SORT_BY = MemoryOrder.NEWEST_FIRST.by();
    public static final Direction SORT_ORDER = MemoryOrder.NEWEST_FIRST.direction();

    private ListParameters() {}

    /// A requested list.
    ///
    /// @param query the query; if there is a cursor, its start does not count
    record Wanted(ListMemories query, @Nullable String cursor) {

        ListMemories from(PageStart start) {
            return new ListMemories(query.owner(), query.filter(), query.order(), start, query.perPage());
        }
    }

    /// @throws io.omne.web.problem.RequestProblem with everything that is wrong
    static Wanted read(UserId owner, MultiValueMap<String, String> parameters) {
        var query = new QueryParameters(parameters, QuerySchemas.LIST);
        MemoryFilter filter = filter(query);
        MemoryOrder order = order(query);
        int perPage = CommonParameters.perPage(query);
        PageStart start = page(query);
        ListMemories list = query.read(() -> new ListMemories(owner, filter, order, start, perPage));
        String cursor = query.optional("cursor", Cursors::checked);
        query.check();
        return new Wanted(requireNonNull(list), cursor);
    }

    private static MemoryFilter filter(QueryParameters query) {
        return new MemoryFilter(
                several(query, "memory_type", MemoryType::named),
                several(query, "source", (field, text) -> TextValues.oneOf(MemorySource.values(), field, text)),
                several(
                        query,
                        "embedding_status",
                        (field, text) -> TextValues.oneOf(EmbeddingStatus.values(), field, text)),
                tags(query),
                query.optional("conversation_id", TextValues::uuid),
                range(query, "created"),
                range(query, "occurred"),
                query.optional("superseded", TextValues::bool));
    }

    /// The values of a parameter, separated by commas.
    private static <T> Set<T> several(QueryParameters query, String name, BiFunction<String, String, T> reader) {
        Set<T> values = query.optional(
                name,
                (field, text) -> Stream.of(text.split(",", -1))
                        .map(value -> reader.apply(field, value))
                        .collect(Collectors.toSet()));
        return requireNonNullElse(values, Set.of());
    }

    private static TimeRange range(QueryParameters query, String name) {
        return new TimeRange(
                query.optional(name + "_after", Timestamps::floor), query.optional(name + "_before", Timestamps::ceil));
    }

    /// The tags of both parameters together, in the same form as stored tags.
    private static TagFilter tags(QueryParameters query) {
        Tags separated = query.optional("tags", ListParameters::separated);
        Tags whole = query.repeated("tag", ListParameters::tags);
        List<String> all = Stream.concat(Stream.ofNullable(separated), Stream.ofNullable(whole))
                .flatMap(tags -> tags.values().stream())
                .toList();
        return new TagFilter(
                requireNonNullElse(query.read(() -> new Tags(all)), Tags.NONE),
                requireNonNullElse(
                        query.optional("tags_match", (field, text) -> TextValues.oneOf(Match.values(), field, text)),
                        TAGS_MATCH),
                requireNonNullElse(query.optional("exclude_tags", ListParameters::separated), Tags.NONE));
    }

    private static Tags separated(String parameter, String text) {
        return tags(parameter, List.of(text.split(",", -1)));
    }

    /// @throws InvalidValue which names this parameter and the position of the tag in it
    private static Tags tags(String parameter, List<String> tags) {
        try {
            return Tags.of(tags);
        } catch (InvalidValue e) {
            throw new InvalidValue(
                    parameter + e.field().substring("tags".length()), e.code(), String.valueOf(e.getMessage()));
        }
    }

    private static MemoryOrder order(QueryParameters query) {
        return new MemoryOrder(
                requireNonNullElse(
                        query.optional("sort_by", (field, text) -> TextValues.oneOf(By.values(), field, text)),
                        SORT_BY),
                requireNonNullElse(
                        query.optional(
                                "sort_order", (field, text) -> TextValues.oneOf(Direction.values(), field, text)),
                        SORT_ORDER));
    }

    private static PageStart page(QueryParameters query) {
        Integer page = query.optional("page", TextValues::positive);
        if (query.has("page") && query.has("cursor")) {
            query.reject(new FieldError("page", ErrorCode.NOT_WITH_CURSOR, "must not be given together with cursor"));
        }
        return page == null ? ListMemories.FIRST_PAGE : new PageStart.Page(page);
    }
}
