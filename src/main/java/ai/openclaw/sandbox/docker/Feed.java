package ai.openclaw.sandbox.docker;

import ai.openclaw.sandbox.handover.Output;
import java.io.Closeable;
import java.io.IOException;
import java.util.function.Consumer;

/// Where a program's output comes from.
interface Feed {

    /// Delivers output until the program's end, or until the engine's.
    ///
    /// @param opened gets what, when closed, ends this
    /// @param watch to be run when the container is sure to be there and its end not yet seen
    /// @throws IOException if it breaks off
    void receive(Output output, Consumer<Closeable> opened, Runnable watch) throws IOException;

    /// Delivers what of it came too late for [#receive]. The container has ended.
    ///
    /// @throws IOException if it cannot be had
    default void receiveRest(Output output) throws IOException {}
}
