package io.omne;

import com.zaxxer.hikari.HikariDataSource;
import io.omne.jobs.api.Loops;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.spi.ConnectionFactory;
import java.time.Clock;
import java.util.Properties;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.r2dbc.ConnectionFactoryBuilder;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcConnectionDetails;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcProperties;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;

/// Creates the pool of R2DBC connections, and the monitor of both pools.
@Configuration(proxyBeanMethods = false)
class DatabaseConnections {

    @Bean
    ConnectionFailures connectionFailures() {
        return new ConnectionFailures();
    }

    /// The sessions have the settings that `connection-init-sql` gives to the sessions of the JDBC pool.
    @Bean
    ReadConnections readConnections(
            R2dbcConnectionDetails details, R2dbcProperties properties, Environment environment, Clock clock) {
        ConnectionFactory connections = ConnectionFactoryBuilder.withOptions(
                        details.getConnectionFactoryOptions().mutate())
                .build();
        String sql = environment.getRequiredProperty("omne.postgres.read-session-sql");
        return new ReadConnections(new InitialisedConnections(connections, sql), properties.getPool(), clock);
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
            Clock clock,
            Loops loops) {
        var physical = (PhysicalConnections) writes.getDataSource();
        var monitor = new DatabaseMonitor(writes, physical, reads, direct(writes, "omne"), events, clock, loops);
        failures.listen(monitor);
        physical.onDead(monitor);
        return monitor;
    }

    /// For the connection that listens for notifications of other instances.
    @Bean(defaultCandidate = false)
    @Qualifier("notifications")
    DataSource notifications(HikariDataSource pool) {
        return direct(pool, "omne notifications");
    }

    /// Connections without a pool, with short time-outs.
    private static SimpleDriverDataSource direct(HikariDataSource pool, String name) {
        var seconds = new Properties();
        seconds.setProperty("connectTimeout", "2");
        seconds.setProperty("loginTimeout", "3");
        seconds.setProperty("socketTimeout", "2");
        seconds.setProperty("ApplicationName", name);
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
