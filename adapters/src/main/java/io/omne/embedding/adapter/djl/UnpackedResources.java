package io.omne.embedding.adapter.djl;

import ai.djl.util.Utils;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.jar.JarEntry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Large files of jars, unpacked once into the folder that `DJL_CACHE_DIR` names: to unpack them at each start takes
/// a sixth of its time, and a server that is killed would leave the copies behind.
final class UnpackedResources {

    private static final Logger log = LoggerFactory.getLogger(UnpackedResources.class);

    private UnpackedResources() {}

    /// The file of a resource. Its folder is named after the checksum in the jar, so another version of the resource
    /// is another file.
    ///
    /// @return empty if the resource is in no jar, or cannot be unpacked
    static Optional<Path> find(String resource) {
        URL url = UnpackedResources.class.getResource(resource);
        return url == null ? Optional.empty() : find(url, Utils.getEngineCacheDir());
    }

    static Optional<Path> find(URL resource, Path cache) {
        try {
            return resource.openConnection() instanceof JarURLConnection jar
                    ? Optional.of(unpacked(jar, cache.resolve("omne")))
                    : Optional.empty();
        } catch (IOException | RuntimeException e) {
            log.warn("{} cannot be unpacked into {}, so the start takes longer: {}", resource, cache, e.toString());
            return Optional.empty();
        }
    }

    private static Path unpacked(JarURLConnection jar, Path cache) throws IOException {
        JarEntry entry = jar.getJarEntry();
        Path folder = cache.resolve("%08x".formatted(entry.getCrc()));
        Path file = folder.resolve(Path.of(entry.getName()).getFileName());
        if (!Files.isRegularFile(file) || !Files.isReadable(file) || Files.size(file) != entry.getSize()) {
            Files.createDirectories(folder);
            unpack(jar, file);
        }
        return file;
    }

    /// Servers that start at the same time may do this at the same time: each replaces the file by a whole one.
    private static void unpack(JarURLConnection jar, Path file) throws IOException {
        Path part = Files.createTempFile(file.getParent(), file.getFileName().toString(), ".part");
        try {
            try (InputStream packed = jar.getInputStream()) {
                Files.copy(packed, part, StandardCopyOption.REPLACE_EXISTING);
            }
            try (var channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            move(part, file);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static void move(Path part, Path file) throws IOException {
        try {
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
