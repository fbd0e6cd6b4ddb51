package io.omne;

import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/// The PostgreSQL server that `DATABASE_URL` names.
record DatabaseServer(String host, int port, String user, String password, String database) {

    static DatabaseServer fromEnvironment() {
        String url = System.getenv("DATABASE_URL");
        if (url == null || url.isBlank()) {
            throw new IllegalStateException("These tests need PostgreSQL with pgvector: run them by `./omne test`,"
                    + " or set DATABASE_URL=postgresql://user:password@host:port/database");
        }
        URI uri = URI.create(url);
        String[] login = uri.getUserInfo().split(":", 2);
        return new DatabaseServer(
                uri.getHost(),
                uri.getPort() < 0 ? 5432 : uri.getPort(),
                login[0],
                login.length > 1 ? login[1] : "",
                uri.getPath().substring(1));
    }

    String jdbcUrl(String database) {
        return "jdbc:postgresql://%s:%d/%s".formatted(host, port, database);
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(jdbcUrl(database), user, password);
    }

    void execute(String sql) {
        try (var connection = connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql + ": " + e.getMessage(), e);
        }
    }
}
