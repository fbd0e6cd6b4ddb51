package io.omne.embedding.adapter.djl;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Loads the local model as the server starts.
@Configuration(proxyBeanMethods = false)
class LocalModel {

    /// It computes one passage more at once than there are cores: a question need not wait until long texts
    /// are done.
    @Bean
    BgeSmall embeddingModel() {
        return BgeSmall.load(Runtime.getRuntime().availableProcessors() + 1);
    }
}
