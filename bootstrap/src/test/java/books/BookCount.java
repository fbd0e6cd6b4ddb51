package books;

import io.omne.jobs.api.Job;
import io.omne.jobs.api.JobKind;
import io.omne.jobs.api.JobKind.NoParameters;
import io.omne.jobs.api.Jobs.Progress;
import java.time.Duration;

/// A periodic job.
class BookCount implements Job<NoParameters> {

    private final BookShelves shelves;

    BookCount(BookShelves shelves) {
        this.shelves = shelves;
    }

    @Override
    public JobKind<NoParameters> kind() {
        return BooksModule.COUNT;
    }

    @Override
    public Duration every() {
        return Duration.ofSeconds(1);
    }

    @Override
    public String run(NoParameters none, Progress progress) {
        progress.phase("counting", 0);
        int count = shelves.count();
        progress.done(count);
        return "{\"books\": %d}".formatted(count);
    }
}
