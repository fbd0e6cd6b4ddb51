package io.omne.embedding.adapter.postgres;

import io.omne.embedding.IndexedModel;
import io.omne.embedding.Vector;
import io.omne.embedding.adapter.postgres.ClusterTable.Cluster;
import io.omne.embedding.api.IndexedModels;
import io.omne.embedding.api.IndexedModels.Snapshot;
import io.omne.embedding.domain.Centroids;
import io.omne.jobs.api.Job;
import io.omne.jobs.api.JobKind;
import io.omne.jobs.api.Jobs.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Divides the passages of a user with many of them into clusters of vectors that are close to each other. Each
/// passage is in one cluster or in none at any time, so a search that runs meanwhile misses none.
///
/// Passages that are in no cluster move to the nearest one. Clusters that have become too large are divided: their
/// passages move to the new clusters or to others. The passages of a small one move to others. Finally, clusters
/// whose codes are in many pages are repacked.
@Component
class ClusterPassages implements Job<ClusterPassages.Owner> {

    static final JobKind<Owner> KIND = new JobKind<>("cluster_passages", Owner.class);

    /// As many passages are compared exactly.
    static final int LEAST = 4_096;

    private static final int PASSAGES = 512;
    private static final int LARGE = 2 * PASSAGES;
    private static final int SMALL = PASSAGES / 8;

    /// The most clusters that are made of one.
    private static final int MOST_CLUSTERS = 256;

    private static final int SAMPLE = 16_384;

    /// A search reads more than it needs of clusters that are not counted.
    private static final int STEPS_UNTIL_COUNT = 100;

    /// Clusters that cannot be divided end the work: they are of equal texts.
    private static final int ROUNDS = 8;

    private final NamedParameterJdbcTemplate jdbc;
    private final IndexedModels models;
    private final TransactionTemplate transaction;

    ClusterPassages(NamedParameterJdbcTemplate jdbc, IndexedModels models, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.models = models;
        this.transaction = new TransactionTemplate(transactions);
    }

    record Owner(UUID id) {}

    @Override
    public JobKind<Owner> kind() {
        return KIND;
    }

    @Override
    public @Nullable String run(Owner owner, Progress progress) {
        progress.phase("clustering", 0);
        Snapshot kept = models.current();
        Stream.of(kept.serving(), kept.next())
                .filter(Objects::nonNull)
                .forEach(model -> new Work(model, owner.id(), progress).run());
        return null;
    }

    /// The passages that one model has of the user.
    private final class Work {

        private final IndexedModel model;
        private final ClusterTable clusters;
        private final ClusteredPassages passages;
        private final CodeTable codes;
        private final CodeRepacking repacking;
        private final Progress progress;

        Work(IndexedModel model, UUID owner, Progress progress) {
            this.model = model;
            this.clusters = new ClusterTable(jdbc, model, owner);
            this.passages = new ClusteredPassages(jdbc, model, owner);
            this.codes = new CodeTable(jdbc, model, owner);
            this.repacking = new CodeRepacking(jdbc, model, owner);
            this.progress = progress;
        }

        void run() {
            if (clusters.all().isEmpty()) {
                int rest = passages.countRest();
                if (rest < LEAST) {
                    return;
                }
                begin(rest);
            }
            move(null, clusters.all());
            count();
            for (int round = 0; round < ROUNDS && balance() > 0; round++) {
                count();
            }
            repack();
        }

        private void begin(int rest) {
            List<Vector> sample = passages.sample(null, rest, SAMPLE);
            if (sample.isEmpty()) {
                return;
            }
            Centroids centroids = Centroids.of(sample, clustersOf(rest));
            locked(() -> {
                clusters.add(1, centroids.centres());
                return 0;
            });
        }

        private static int clustersOf(int count) {
            return Math.clamp(count / PASSAGES, 2, MOST_CLUSTERS);
        }

        /// Passages move once all new centres are known, so that each comes to the nearest of them.
        ///
        /// @return how many clusters were removed
        private int balance() {
            List<Cluster> before = clusters.all();
            List<Cluster> leaving = new ArrayList<>(
                    before.stream().filter(it -> it.passages() < SMALL).toList());
            leaving.addAll(
                    divide(before.stream().filter(it -> it.passages() > LARGE).toList()));
            return (int) leaving.stream().filter(it -> remove(it, leaving)).count();
        }

        /// Stores the centres of all parts in one step. If it is interrupted before, it leaves no centres behind.
        ///
        /// @return those that could be divided
        private List<Cluster> divide(List<Cluster> large) {
            var divided = new ArrayList<Cluster>();
            var centres = new ArrayList<Vector>();
            for (Cluster cluster : large) {
                List<Vector> parts = centresOfParts(cluster);
                if (parts.size() > 1) {
                    divided.add(cluster);
                    centres.addAll(parts);
                }
            }
            if (!divided.isEmpty()) {
                locked(() -> {
                    clusters.add(clusters.all().getLast().number() + 1, centres);
                    return 0;
                });
            }
            return divided;
        }

        private List<Vector> centresOfParts(Cluster cluster) {
            List<Vector> sample = passages.sample(cluster.number(), cluster.passages(), SAMPLE);
            return sample.isEmpty()
                    ? List.of()
                    : Centroids.of(sample, clustersOf(cluster.passages())).centres();
        }

        /// Moves the passages of a cluster to others, to those that stay if there are any.
        ///
        /// @return whether it was removed
        private boolean remove(Cluster cluster, List<Cluster> leaving) {
            List<Cluster> staying = allBut(leaving);
            move(cluster.number(), staying.isEmpty() ? allBut(List.of(cluster)) : staying);
            return locked(() -> {
                        boolean isEmpty = clusters.removeIfEmpty(cluster.number());
                        if (isEmpty) {
                            codes.remove(cluster.number());
                        }
                        return isEmpty ? 1 : 0;
                    })
                    > 0;
        }

        private List<Cluster> allBut(List<Cluster> some) {
            Set<Integer> numbers = some.stream().map(Cluster::number).collect(Collectors.toSet());
            return clusters.all().stream()
                    .filter(it -> !numbers.contains(it.number()))
                    .toList();
        }

        private void count() {
            locked(() -> {
                codes.lock();
                clusters.count();
                return 0;
            });
        }

        private void repack() {
            for (int cluster : repacking.fragmented()) {
                locked(() -> {
                    repacking.repack(cluster);
                    return 0;
                });
            }
        }

        private void move(@Nullable Integer from, List<Cluster> to) {
            if (to.isEmpty()) {
                return;
            }
            var centroids = new Centroids(to.stream().map(Cluster::centre).toList());
            int moved;
            int steps = 0;
            do {
                moved = locked(() -> passages.moveSome(from, to, centroids));
                progress.done(moved);
                steps++;
                if (steps % STEPS_UNTIL_COUNT == 0) {
                    count();
                }
            } while (moved == ClusteredPassages.AT_ONCE);
        }

        /// Runs a step that no other instance does at the same time. Does nothing if the model is not in use any
        /// more.
        private int locked(Supplier<Integer> step) {
            return Objects.requireNonNull(transaction.execute(_ -> {
                progress.lock();
                Snapshot kept = models.lock();
                return model.equals(kept.serving()) || model.equals(kept.next()) ? step.get() : 0;
            }));
        }
    }
}
