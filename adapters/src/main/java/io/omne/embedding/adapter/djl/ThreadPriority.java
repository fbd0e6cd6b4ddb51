package io.omne.embedding.adapter.djl;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;

/// The priority of threads for the scheduler of Linux. The JVM itself gives all threads the same one, unless flags say
/// otherwise, and warns of these flags.
final class ThreadPriority {

    /// Added to the nice value. The kernel's weights are 1,024 for the usual value 0, and 110 for 10. Beside one
    /// thread of this process, such a thread gets a tenth of a core. On an idle core it makes no difference.
    static final int MORE_NICE = 10;

    private static final @Nullable MethodHandle NICE = nice();

    private ThreadPriority() {}

    /// See nice(2). On Linux it is for the calling thread alone.
    @SuppressWarnings("restricted") // its argument and result are those of the manual
    private static @Nullable MethodHandle nice() {
        if (!System.getProperty("os.name").equals("Linux")) {
            return null; // elsewhere it is for the whole process
        }
        Linker linker = Linker.nativeLinker();
        return linker.defaultLookup()
                .find("nice")
                .map(function -> linker.downcallHandle(
                        function, FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT)))
                .orElse(null);
    }

    /// Makes the calling thread run after those of the usual priority. It stays as it is if the system cannot do that.
    static void lower() {
        if (NICE == null) {
            return;
        }
        try {
            int _ = (int) NICE.invokeExact(MORE_NICE);
        } catch (Throwable e) {
            throw new IllegalStateException("nice cannot be called", e);
        }
    }
}
