package io.omne.events.adapter.axon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.axonframework.commandhandling.AsynchronousCommandBus;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.commandhandling.gateway.DefaultCommandGateway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class BoundedCommandGatewayTest {

    @Test
    @Timeout(30)
    void endsItsWaitForACommandThatNobodyAnswers() {
        var bus = AsynchronousCommandBus.builder()
                .executor(Executors.newVirtualThreadPerTaskExecutor())
                .build();
        var end = new CountDownLatch(1);
        bus.subscribe(Integer.class.getName(), message -> message.getPayload());
        bus.subscribe(String.class.getName(), _ -> end.await(20, TimeUnit.SECONDS));
        CommandGateway gateway =
                new BoundedCommandGateway(DefaultCommandGateway.builder().commandBus(bus), Duration.ofMillis(200));

        assertThat(gateway.<Integer>sendAndWait(7)).isEqualTo(7);
        assertThatThrownBy(() -> gateway.sendAndWait("never answered")).hasRootCauseInstanceOf(TimeoutException.class);
        end.countDown();
    }
}
