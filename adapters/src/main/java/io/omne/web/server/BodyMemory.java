package io.omne.web.server;

import java.util.HashMap;
import java.util.Map;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/// The memory for request bodies. A user has a third of it at most, or room for one of the largest bodies. Small bodies
/// may use a quarter that others may not, so that single memories can be created while clients import theirs. Safe for
/// several threads.
@Component
class BodyMemory {

    /// Of the heap. A body of texts takes four to five times its size until its memories are stored.
    private static final int SHARE = 16;

    /// Room for the largest body that a route takes, 8 MiB, also if it arrives packet by packet.
    private static final long LARGEST = 12 * 1024 * 1024;

    /// Room for two of the largest bodies, however small the heap is.
    static final long LEAST = 32 * 1024 * 1024;

    /// A memory with the longest content, of which each character is escaped.
    private static final long SMALL = 640 * 1024;

    /// What a piece of a body takes beside its bytes.
    private static final long PIECE = 256;

    /// What a value in a body counts beside its bytes: a small object or array takes a hundred bytes and more, and
    /// bodies take four to five times what they count.
    private static final long VALUE = 24;

    private final long most;
    private final long mostOfUser;
    private final Map<String, Long> ofUsers = new HashMap<>();
    private long used;

    @Autowired
    BodyMemory() {
        this(Math.max(LEAST, Runtime.getRuntime().maxMemory() / SHARE));
    }

    /// @param most in bytes
    BodyMemory(long most) {
        this.most = most;
        this.mostOfUser = Math.max(LARGEST, most / 3);
    }

    /// In bytes.
    synchronized long used() {
        return used;
    }

    /// A body of which nothing has arrived.
    Body body() {
        return new Body();
    }

    /// The memory that one body takes.
    final class Body {

        private String user = "";
        private long taken;
        private long arrived;
        private long values;
        private boolean ended;

        /// Says whose body it is, and takes memory for it if its length is known. Call this first.
        ///
        /// @param bytes the length; negative if it is not known
        /// @return false if there is not enough
        boolean announce(String owner, long bytes) {
            synchronized (BodyMemory.this) {
                user = owner;
                return take(Math.min(bytes, LARGEST));
            }
        }

        /// Takes memory for a piece that has arrived, unless it was announced. Values never make a body larger than the
        /// largest, so that there is room for each body when no others are there.
        ///
        /// @return false if there is not enough
        boolean arrive(long bytes, long valuesInIt) {
            synchronized (BodyMemory.this) {
                arrived += bytes + PIECE;
                values += valuesInIt;
                return take(Math.max(arrived, Math.min(LARGEST, arrived + values * VALUE)));
            }
        }

        private boolean take(long all) {
            if (ended || all <= taken) {
                return true;
            }
            long more = all - taken;
            long ofUser = ofUsers.getOrDefault(user, 0L) + more;
            if (ofUser > mostOfUser || used + more > (all <= SMALL ? most : most / 4 * 3)) {
                return false;
            }
            ofUsers.put(user, ofUser);
            used += more;
            taken = all;
            return true;
        }

        /// Gives its memory back.
        void end() {
            synchronized (BodyMemory.this) {
                ended = true;
                used -= taken;
                ofUsers.computeIfPresent(user, (_, bytes) -> bytes > taken ? bytes - taken : null);
                taken = 0;
            }
        }
    }
}
