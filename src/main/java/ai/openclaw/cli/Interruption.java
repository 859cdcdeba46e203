package ai.openclaw.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Ctrl-C while a task is followed: cancels the task, goes on printing until it has ended, and says
/// so if that takes too long. Closed when the following is over.
final class Interruption implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 15;

    private final Terminal terminal;
    private final GatewayClient gateway;
    private final String id;
    private final CountDownLatch over = new CountDownLatch(1);
    private final Thread hook = new Thread(this::cancel, "interruption");

    Interruption(Terminal terminal, GatewayClient gateway, String id) {
        this.terminal = terminal;
        this.gateway = gateway;
        this.id = id;
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /// Runs while the process ends; the thread that follows the task goes on meanwhile.
    void cancel() {
        terminal.say("\ncancelling " + id + " …");
        try {
            gateway.post("/api/v1/tasks/" + GatewayClient.encode(id) + "/cancellation", null);
            if (!over.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                terminal.say("The cancellation is asked for, but the task has not ended yet.");
                terminal.say("See: openclaw tasks show " + id);
            }
        } catch (CommandFailed failed) {
            terminal.fail(failed);
            terminal.say("The task goes on. To cancel it: openclaw tasks cancel " + id);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        terminal.out().flush();
        terminal.err().flush();
    }

    @Override
    public void close() {
        over.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is ending: the hook itself waits for this.
        }
    }
}
