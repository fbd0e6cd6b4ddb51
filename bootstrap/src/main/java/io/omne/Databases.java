package io.omne;

import com.zaxxer.hikari.HikariDataSource;
import io.omne.validation.CannotStart;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import java.time.Duration;
import java.util.Properties;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.flyway.autoconfigure.FlywayDataSource;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;
import org.springframework.transaction.PlatformTransactionManager;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/// Configures JDBC, which Spring Boot does not configure beside R2DBC, and the migration of the schema.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DataSourceProperties.class)
class Databases {

    private static final Duration AT_MOST = Duration.ofSeconds(60);
    private static final int TRIES = 5;
    private static final Duration PAUSE = Duration.ofMillis(500);

    /// The first script of the schema that the baseline has replaced.
    private static final String BEFORE_BASELINE = "V1__memories.sql";

    @Bean
    @ConfigurationProperties("spring.datasource.hikari")
    HikariDataSource dataSource(DataSourceProperties properties, ConnectionFailures failures) {
        HikariDataSource pool = properties
                .initializeDataSourceBuilder()
                .type(HikariDataSource.class)
                .build();
        pool.setDataSource(PhysicalConnections.of(pool));
        pool.setExceptionOverride(failures);
        return pool;
    }

    /// For migrations, which may take long: without the time-outs of the pool. Only the time to open a connection
    /// is limited.
    @Bean(defaultCandidate = false)
    @FlywayDataSource
    DataSource migrations(DataSourceProperties properties) {
        SimpleDriverDataSource migrations = properties
                .initializeDataSourceBuilder()
                .type(SimpleDriverDataSource.class)
                .build();
        var limits = new Properties();
        limits.setProperty("connectTimeout", "3");
        limits.setProperty("loginTimeout", "5");
        limits.setProperty("tcpKeepAlive", "true");
        migrations.setConnectionProperties(limits);
        return migrations;
    }

    @Bean
    PlatformTransactionManager transactionManager(DataSource dataSource, DatabaseMonitor monitor) {
        return new WritableTransactions(dataSource, monitor);
    }

    /// Opens a connection of the R2DBC pool before the migration, or ends the start here. It tries several times,
    /// because the first connection of a process may take longer than its time limit, and PostgreSQL may have gone
    /// away since {@link PostgresReadiness}. Meanwhile the model is loaded and Redis is checked.
    @Bean
    @DependsOn({"modelPreloader", "redisCheck"})
    FlywayMigrationStrategy migrateWhatCanBeRead(ConnectionFactory reads) {
        return flyway -> {
            Mono.usingWhen(reads.create(), _ -> Mono.empty(), Connection::close)
                    .retryWhen(Retry.fixedDelay(TRIES - 1L, PAUSE)
                            .filter(Databases::mayPass)
                            .onRetryExhaustedThrow((_, last) -> last.failure()))
                    .timeout(AT_MOST, Mono.error(() -> new CannotStart("PostgreSQL is too slow to connect to.")))
                    .block(AT_MOST.multipliedBy(2));
            migrate(flyway);
        };
    }

    private static void migrate(Flyway flyway) {
        try {
            flyway.migrate();
        } catch (FlywayValidateException invalid) {
            boolean older = Stream.of(flyway.info().applied())
                    .anyMatch(it -> it.getScript().equals(BEFORE_BASELINE));
            throw older
                    ? new CannotStart(
                            "this database was made before version 0.1.0. To keep its data, follow \"A database"
                                    + " from before 0.1.0\" in docs/operating.md; to begin anew, give Omne an empty database.")
                    : invalid;
        }
    }

    private static boolean mayPass(Throwable failure) {
        return StartFailure.refusal(failure).map(PostgresRefusal::temporary).orElse(false);
    }
}
