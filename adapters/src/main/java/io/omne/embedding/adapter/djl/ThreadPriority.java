package io.omne.embedding.adapter.djl;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The priority of threads for the scheduler of Linux. The JVM itself gives all threads the same one, unless flags say
/// otherwise, and warns of these flags.
final class ThreadPriority {

    /// Against one thread of the usual priority, a thread of this nice value gets a tenth of a core: the kernel's
    /// weights
    /// are 110 and 1,024. On an idle core it makes no difference.
    static final int NICE = 10;

    /// For `setpriority`: a process, or on Linux a thread; and the calling one.
    private static final int PRIO_PROCESS = 0;

    private static final int CALLING = 0;

    private static final Logger log = LoggerFactory.getLogger(ThreadPriority.class);

    private static final @Nullable MethodHandle SET_PRIORITY = setPriority();

    private ThreadPriority() {}

    @SuppressWarnings("restricted") // its arguments and result are those of the manual, setpriority(2)
    private static @Nullable MethodHandle setPriority() {
        if (!System.getProperty("os.name").equals("Linux")) {
            return null; // elsewhere it is the priority of the whole process
        }
        Linker linker = Linker.nativeLinker();
        return linker.defaultLookup()
                .find("setpriority")
                .map(function -> linker.downcallHandle(
                        function,
                        FunctionDescriptor.of(
                                ValueLayout.JAVA_INT,
                                ValueLayout.JAVA_INT,
                                ValueLayout.JAVA_INT,
                                ValueLayout.JAVA_INT)))
                .orElse(null);
    }

    /// Makes the calling thread run after those of the usual priority. It stays as it is if the system cannot do that.
    static void lower() {
        if (SET_PRIORITY == null) {
            return;
        }
        try {
            int result = (int) SET_PRIORITY.invokeExact(PRIO_PROCESS, CALLING, NICE);
            if (result != 0) {
                log.debug("the system does not lower the priority of a thread");
            }
        } catch (Throwable e) {
            throw new IllegalStateException("setpriority cannot be called", e);
        }
    }
}
