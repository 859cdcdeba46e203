package ai.openclaw.dashboard;

import ai.openclaw.doctor.Receipt;
import ai.openclaw.doctor.Receipts;
import ai.openclaw.queue.ops.OpsDashboard;
import ai.openclaw.sandbox.SandboxEngine;
import ai.openclaw.task.TaskState;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/// Gives every page its frame.
@ControllerAdvice(basePackageClasses = FrameAdvice.class)
class FrameAdvice {

    private final Clock clock;
    private final Counts counts;
    private final ObjectProvider<SandboxEngine> engine;
    private final ObjectProvider<Receipts> receipts;
    private final ObjectProvider<OpsDashboard> ops;
    private final String version;

    FrameAdvice(
            Clock clock,
            Counts counts,
            ObjectProvider<SandboxEngine> engine,
            ObjectProvider<Receipts> receipts,
            ObjectProvider<OpsDashboard> ops,
            @Value("${openclaw.version:development}") String version) {
        this.clock = clock;
        this.counts = counts;
        this.engine = engine;
        this.receipts = receipts;
        this.ops = ops;
        this.version = version;
    }

    @ModelAttribute("frame")
    Frame frame(HttpServletRequest request, @Nullable Principal who) {
        var sandboxes = engine.getIfAvailable();
        return new Frame(
                Theme.of(request),
                clock.instant().toString(),
                who == null ? "" : who.getName(),
                sandboxes == null ? "no engine" : sandboxes.name(),
                version,
                who == null ? "" : counts.of(TaskState.RUNNING),
                who == null || sandboxes == null ? List.of() : sandboxes.caveats(),
                who == null ? null : alarm(),
                who == null ? null : ops(request));
    }

    private @Nullable String ops(HttpServletRequest request) {
        var served = ops.getIfAvailable();
        return served == null || served.port().isEmpty()
                ? null
                : "http://" + request.getServerName() + ":" + served.port().getAsInt();
    }

    private @Nullable String alarm() {
        var known = receipts.getIfAvailable();
        if (known == null) {
            return null;
        }
        if (known.overridden()) {
            return "OPENCLAW_ISOLATION_OVERRIDE is set: tasks run even where isolation probes do"
                    + " not hold.";
        }
        return known.latest()
                .flatMap(Receipt::broken)
                .map(it -> "The isolation probe “" + it.title() + "” did not hold.")
                .orElse(null);
    }
}
