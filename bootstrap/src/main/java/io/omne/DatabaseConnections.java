package io.omne;

import com.zaxxer.hikari.HikariDataSource;
import io.r2dbc.pool.ConnectionPool;
import java.time.Clock;
import java.util.Properties;
import org.springframework.boot.r2dbc.ConnectionFactoryBuilder;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcConnectionDetails;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcProperties;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;

/// The pool of R2DBC connections, and what watches both pools.
@Configuration(proxyBeanMethods = false)
class DatabaseConnections {

    @Bean
    ConnectionFailures connectionFailures() {
        return new ConnectionFailures();
    }

    @Bean
    ReadConnections readConnections(R2dbcConnectionDetails details, R2dbcProperties properties, Clock clock) {
        return new ReadConnections(
                ConnectionFactoryBuilder.withOptions(
                                details.getConnectionFactoryOptions().mutate())
                        .build(),
                properties.getPool(),
                clock);
    }

    @Bean(destroyMethod = "dispose")
    ConnectionPool connectionFactory(ReadConnections connections) {
        return connections.pool();
    }

    @Bean
    DatabaseMonitor databaseMonitor(
            HikariDataSource writes,
            ReadConnections reads,
            ConnectionFailures failures,
            ApplicationEventPublisher events,
            Clock clock) {
        var physical = (PhysicalConnections) writes.getDataSource();
        var monitor = new DatabaseMonitor(writes, physical, reads, direct(writes), events, clock);
        failures.listen(monitor);
        physical.onDead(monitor);
        return monitor;
    }

    /// Connections without a pool, to look whether PostgreSQL answers.
    private static SimpleDriverDataSource direct(HikariDataSource pool) {
        var seconds = new Properties();
        seconds.setProperty("connectTimeout", "2");
        seconds.setProperty("loginTimeout", "3");
        seconds.setProperty("socketTimeout", "2");
        seconds.setProperty("ApplicationName", "omne");
        var direct = new SimpleDriverDataSource(
                PhysicalConnections.driver(pool), pool.getJdbcUrl(), pool.getUsername(), pool.getPassword());
        direct.setConnectionProperties(seconds);
        return direct;
    }

    @Bean
    DatabaseHealth dbHealthIndicator(DatabaseMonitor monitor) {
        return new DatabaseHealth(monitor);
    }
}
