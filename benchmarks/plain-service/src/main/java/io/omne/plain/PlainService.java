package io.omne.plain;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/// Starts the service.
@SpringBootApplication(proxyBeanMethods = false)
public class PlainService {

    public static void main(String[] arguments) {
        SpringApplication.run(PlainService.class, arguments);
    }
}
