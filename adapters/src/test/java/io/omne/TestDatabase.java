package io.omne;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionFactory;
import io.r2dbc.spi.ConnectionFactory;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// A PostgreSQL database with the schema of Omne, created for one run of the tests and dropped at its end, on the
/// server that `DATABASE_URL` names.
///
/// A test class with `@ExtendWith(TestDatabase.Shared.class)` gets the database as a parameter of its constructor
/// or methods. All classes of a JVM share it, so a test creates its own users and does not count all rows.
public final class TestDatabase implements AutoCloseable {

    private final DatabaseServer server;
    private final String name;
    private final HikariDataSource dataSource;
    private final ConnectionPool connectionFactory;

    private TestDatabase(DatabaseServer server, String name) {
        this.server = server;
        this.name = name;
        this.dataSource = pooled(server, name);
        this.connectionFactory = reactivePool(server, name);
    }

    /// Creates a database, which the caller must close.
    public static TestDatabase create() {
        DatabaseServer server = DatabaseServer.fromEnvironment();
        String name = "omne_test_" + UUID.randomUUID().toString().replace("-", "");
        server.execute("create database %s template %s".formatted(name, DatabaseTemplate.on(server)));
        return new TestDatabase(server, name);
    }

    /// The URL of the database, in the form of `DATABASE_URL`.
    public String url() {
        return "postgresql://%s:%s@%s:%d/%s"
                .formatted(server.user(), server.password(), server.host(), server.port(), name);
    }

    /// Blocking connections, pooled.
    public DataSource dataSource() {
        return dataSource;
    }

    /// Reactive connections, pooled.
    public ConnectionFactory connectionFactory() {
        return connectionFactory;
    }

    @Override
    public void close() {
        connectionFactory.dispose();
        dataSource.close();
        server.execute("drop database if exists " + name + " with (force)");
    }

    private static HikariDataSource pooled(DatabaseServer server, String database) {
        var config = new HikariConfig();
        config.setJdbcUrl(server.jdbcUrl(database));
        config.setUsername(server.user());
        config.setPassword(server.password());
        config.addDataSourceProperty("reWriteBatchedInserts", "true");
        config.setMaximumPoolSize(16);
        config.setMinimumIdle(1);
        return new HikariDataSource(config);
    }

    private static ConnectionPool reactivePool(DatabaseServer server, String database) {
        var connections = new PostgresqlConnectionFactory(PostgresqlConnectionConfiguration.builder()
                .forceBinary(true)
                .host(server.host())
                .port(server.port())
                .username(server.user())
                .password(server.password())
                .database(database)
                .build());
        return new ConnectionPool(ConnectionPoolConfiguration.builder(connections)
                .initialSize(0)
                .maxSize(16)
                .build());
    }

    /// Gives test classes the one database of their JVM.
    public static final class Shared implements ParameterResolver {

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == TestDatabase.class;
        }

        @Override
        public TestDatabase resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot()
                    .getStore(ExtensionContext.Namespace.GLOBAL)
                    .computeIfAbsent(TestDatabase.class, _ -> create(), TestDatabase.class);
        }
    }
}
