package io.omne;

import com.zaxxer.hikari.HikariDataSource;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.flyway.autoconfigure.FlywayDataSource;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;
import org.springframework.transaction.PlatformTransactionManager;
import reactor.core.publisher.Mono;

/// The JDBC side of the database, which Spring Boot leaves out where R2DBC is there too, and the schema.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DataSourceProperties.class)
class Databases {

    private static final Duration AT_MOST = Duration.ofSeconds(30);

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

    /// For migrations, which take as long as they take: without the time-outs of the pool.
    @Bean(defaultCandidate = false)
    @FlywayDataSource
    DataSource migrations(DataSourceProperties properties) {
        return properties
                .initializeDataSourceBuilder()
                .type(SimpleDriverDataSource.class)
                .build();
    }

    @Bean
    PlatformTransactionManager transactionManager(DataSource dataSource, DatabaseMonitor monitor) {
        return new WritableTransactions(dataSource, monitor);
    }

    /// Both pools can be used, or the start ends here.
    @Bean
    FlywayMigrationStrategy migrateWhatCanBeRead(ConnectionFactory reads) {
        return flyway -> {
            Mono.usingWhen(reads.create(), _ -> Mono.empty(), Connection::close).block(AT_MOST);
            flyway.migrate();
        };
    }
}
