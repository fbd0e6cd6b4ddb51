package io.omne;

import static org.assertj.core.api.Assertions.assertThat;

import io.r2dbc.spi.R2dbcNonTransientResourceException;
import io.r2dbc.spi.R2dbcTimeoutException;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.MalformedInputException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import org.axonframework.commandhandling.CommandExecutionException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;

class DriverFailureClassifierTest {

    private final DriverFailureClassifier classifier = new DriverFailureClassifier();

    private static SQLException sql(String state) {
        return new SQLException("failed", state);
    }

    private boolean isOutage(Throwable failure) {
        return classifier.kindOf(failure).outage();
    }

    private static List<UnaryOperator<Throwable>> wrappings() {
        return List.of(
                failure -> failure,
                CompletionException::new,
                failure -> new CommandExecutionException("failed", failure),
                failure -> new IllegalStateException(new RuntimeException(failure)));
    }

    @ParameterizedTest
    @MethodSource("wrappings")
    void takesForAnOutageWhatPassesByItself(UnaryOperator<Throwable> wrapped) {
        assertThat(List.of(
                        sql("08006"),
                        sql("25006"),
                        sql("25P03"),
                        sql("28P01"),
                        sql("40001"),
                        sql("53100"),
                        sql("53300"),
                        sql("57014"),
                        sql("57P01"),
                        sql("58030"),
                        new SQLException("Connection is closed"),
                        new SQLTransientConnectionException("pool"),
                        new R2dbcTimeoutException("pool"),
                        new R2dbcNonTransientResourceException("closed"),
                        new IOException("reset"),
                        new ConnectException("refused"),
                        new ClosedChannelException(),
                        new EOFException(),
                        new TimeoutException(),
                        new QueryTimeoutException("slow"),
                        new CannotCreateTransactionException("no", sql("53300")),
                        new TransactionSystemException("no"),
                        new ConcurrencyException("others")))
                .allSatisfy(
                        failure -> assertThat(isOutage(wrapped.apply(failure))).isTrue());
    }

    @ParameterizedTest
    @MethodSource("wrappings")
    void takesForAFaultWhatSomebodyHasToMend(UnaryOperator<Throwable> wrapped) {
        assertThat(List.of(
                        new NullPointerException(),
                        new IllegalArgumentException(),
                        new StackOverflowError(),
                        new MalformedInputException(1),
                        new FileNotFoundException(),
                        sql("42P01"),
                        sql("22P02"),
                        new BadSqlGrammarException("look", "select", sql("42P01")),
                        new DataIntegrityViolationException("no", sql("23505")),
                        new CannotCreateTransactionException("no", sql("42501"))))
                .allSatisfy(
                        failure -> assertThat(isOutage(wrapped.apply(failure))).isFalse());
    }

    @ParameterizedTest
    @ValueSource(strings = {"08001", "08006", "57P01", "57P03", "25P04"})
    void takesAllLostConnectionsForOneKind(String state) {
        assertThat(classifier.kindOf(sql(state))).isEqualTo(classifier.kindOf(new ConnectException()));
        assertThat(classifier.kindOf(sql(state)))
                .isNotEqualTo(classifier.kindOf(sql("53100")))
                .isNotEqualTo(classifier.kindOf(sql("57014")));
    }
}
