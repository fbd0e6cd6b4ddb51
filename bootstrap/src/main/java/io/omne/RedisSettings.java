package io.omne;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.data.redis.autoconfigure.DataRedisProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.StringUtils;

/// Configures Redis from `REDIS_URL`.
@Configuration(proxyBeanMethods = false)
class RedisSettings {

    @Bean
    static BeanPostProcessor redisUrl() {
        return new BeanPostProcessor() {

            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                if (bean instanceof DataRedisProperties settings && StringUtils.hasText(settings.getUrl())) {
                    RedisUrl.parse(settings.getUrl()).applyTo(settings);
                }
                return bean;
            }
        };
    }
}
