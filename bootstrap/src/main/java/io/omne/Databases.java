package io.omne;

import com.zaxxer.hikari.HikariDataSource;
import io.omne.access.CannotStart;
import java.util.Objects;
import javax.sql.DataSource;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.flyway.autoconfigure.FlywayDataSource;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.dao.EmptyResultDataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;
import org.springframework.transaction.PlatformTransactionManager;

/// The JDBC side of the database, which Spring Boot leaves out where R2DBC is there too, and the schema.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DataSourceProperties.class)
class Databases {

    private static final int POSTGRESQL = 15;
    private static final String PGVECTOR = "0.8";

    @Bean
    @ConfigurationProperties("spring.datasource.hikari")
    HikariDataSource dataSource(DataSourceProperties properties, ConnectionFailures failures) {
        if (properties.getUrl() == null) {
            throw new CannotStart("DATABASE_URL is not set: it names the PostgreSQL to use, as in"
                    + " postgresql://user:password@host:port/db.");
        }
        HikariDataSource pool = properties
                .initializeDataSourceBuilder()
                .type(HikariDataSource.class)
                .build();
        pool.setDataSource(PhysicalConnections.of(pool));
        pool.setExceptionOverride(failures);
        return pool;
    }

    /// For migrations, which take as long as they take: without the time-outs of the pool.
    ///
    /// @param checked made first, for it says what is wrong with the settings
    @Bean(defaultCandidate = false)
    @FlywayDataSource
    DataSource migrations(DataSourceProperties properties, HikariDataSource checked) {
        return properties
                .initializeDataSourceBuilder()
                .type(SimpleDriverDataSource.class)
                .build();
    }

    @Bean
    PlatformTransactionManager transactionManager(DataSource dataSource, DatabaseMonitor monitor) {
        return new WritableTransactions(dataSource, monitor);
    }

    @Bean
    FlywayMigrationStrategy migrateWhatCanBeUsed(DataSource dataSource) {
        return flyway -> {
            check(new JdbcTemplate(dataSource));
            flyway.migrate();
        };
    }

    private static void check(JdbcTemplate jdbc) {
        int server = Objects.requireNonNull(
                jdbc.queryForObject("select current_setting('server_version_num')::int / 10000", Integer.class));
        if (server < POSTGRESQL) {
            throw new CannotStart("PostgreSQL %d or newer is needed, and this is %d.".formatted(POSTGRESQL, server));
        }
        try {
            boolean good = Boolean.TRUE.equals(jdbc.queryForObject(
                    "select string_to_array(coalesce(installed_version, default_version), '.')::int[]"
                            + " >= string_to_array(?, '.')::int[]"
                            + " from pg_available_extensions where name = 'vector'",
                    Boolean.class,
                    PGVECTOR));
            if (!good) {
                throw new CannotStart(
                        "pgvector %s or newer is needed in this database: update the extension".formatted(PGVECTOR)
                                + " (`alter extension vector update`).");
            }
        } catch (EmptyResultDataAccessException e) {
            throw new CannotStart("this PostgreSQL has no pgvector: install it (%s or newer) on the database server."
                    .formatted(PGVECTOR));
        }
    }
}
