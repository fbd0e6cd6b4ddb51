package io.omne;

import java.security.Security;
import java.time.Duration;

/// Limits how long the address of a host name is used for new connections. After a failover the name of a database
/// or of Redis may lead to another server.
final class NameLookups {

    private static final Duration TTL = Duration.ofSeconds(5);

    /// Netty's resolver would otherwise read the hosts file only once.
    private static final String HOSTS_FILE = "io.netty.hostsFileRefreshInterval";

    private NameLookups() {}

    /// Call this before the first host name is resolved. An operator's own setting of how long an address is used
    /// is kept. An unknown name is remembered for one second.
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
