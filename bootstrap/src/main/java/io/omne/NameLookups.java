package io.omne;

import java.security.Security;
import java.time.Duration;

/// How long an address that a host name was resolved to is used for new connections. After a failover the name of
/// a database or of Redis may lead to another server.
final class NameLookups {

    private static final Duration TTL = Duration.ofSeconds(5);

    /// Netty's resolver would otherwise read the file of hosts once.
    private static final String HOSTS_FILE = "io.netty.hostsFileRefreshInterval";

    private NameLookups() {}

    /// Call before the first host name is resolved. An operator's own settings of how long an address is used stay;
    /// that a name is unknown is remembered for a second.
    static void expireSoon() {
        if (Security.getProperty("networkaddress.cache.ttl") == null) {
            Security.setProperty("networkaddress.cache.ttl", Long.toString(TTL.toSeconds()));
        }
        Security.setProperty("networkaddress.cache.negative.ttl", "1");
        if (System.getProperty(HOSTS_FILE) == null) {
            System.setProperty(HOSTS_FILE, Long.toString(TTL.toNanos()));
        }
    }
}
