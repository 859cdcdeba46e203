package ai.openclaw.doctor;

import ai.openclaw.sandbox.EngineUnavailable;
import ai.openclaw.sandbox.ImageUnavailable;
import ai.openclaw.sandbox.SandboxEngine;
import ai.openclaw.sandbox.SandboxSettings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Looks at everything that tasks need.
@Component
public class Doctor {

    private final SandboxEngine engine;
    private final SandboxSettings settings;
    private final Receipts receipts;
    private final DatabaseCheck database;
    private final HomeCheck home;

    Doctor(
            SandboxEngine engine,
            SandboxSettings settings,
            Receipts receipts,
            DatabaseCheck database,
            HomeCheck home) {
        this.engine = engine;
        this.settings = settings;
        this.receipts = receipts;
        this.database = database;
        this.home = home;
    }

    /// @param status the worst of all checks
    /// @param receipt of the image for agents that name none; null before the first
    /// @param running all probes, while they run
    public record Report(
            Check.Status status,
            List<Check> checks,
            @Nullable Receipt receipt,
            Receipts.@Nullable Running running) {}

    public Report look() {
        List<Check> checks = new ArrayList<>();
        var seen = engine.availability();
        checks.add(
                seen.ready()
                        ? Check.ok("engine", "Engine", engine.name() + ": " + seen.detail())
                        : Check.fail(
                                "engine",
                                "Engine",
                                seen.detail(),
                                "Start the engine, or set DOCKER_HOST to where it listens."));
        if (seen.ready()) {
            checks.add(image());
        }
        checks.add(isolation());
        if (receipts.overridden()) {
            checks.add(
                    Check.warn(
                            "isolation-override",
                            "Isolation override",
                            "Tasks run even where the isolation probes do not hold.",
                            "Remove OPENCLAW_ISOLATION_OVERRIDE."));
        }
        for (String caveat : engine.caveats()) {
            checks.add(
                    Check.warn(
                            "caveat",
                            "Not isolated",
                            caveat,
                            engine.name().equals("local")
                                    ? "Use Docker for tasks that you do not trust."
                                    : "docs/sandbox.md says what can be done on this host."));
        }
        checks.addAll(database.look());
        checks.addAll(database.clocks());
        checks.addAll(home.look());
        var worst =
                checks.stream()
                        .map(Check::status)
                        .max(Comparator.naturalOrder())
                        .orElse(Check.Status.OK);
        return new Report(
                worst,
                List.copyOf(checks),
                receipts.latest().orElse(null),
                receipts.running().orElse(null));
    }

    private Check image() {
        String name = settings.image();
        try {
            return Check.ok("image", "Sandbox image", engine.prepare(name, _ -> {}).pinned());
        } catch (ImageUnavailable | EngineUnavailable e) {
            return Check.fail(
                    "image",
                    "Sandbox image",
                    String.valueOf(e.getMessage()),
                    "Build it with scripts/build-sandbox-image.sh, or name another in"
                            + " OPENCLAW_SANDBOX_IMAGE.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Check.warn("image", "Sandbox image", "not looked at", "Ask again.");
        }
    }

    private Check isolation() {
        if (Suite.on(engine.name(), true).isEmpty()) {
            return Check.warn(
                    "isolation",
                    "Isolation receipt",
                    "No probe applies to the engine '" + engine.name() + "'.",
                    "Use Docker for tasks that you do not trust.");
        }
        var receipt = receipts.latest().orElse(null);
        if (receipt == null) {
            return Check.warn(
                    "isolation",
                    "Isolation receipt",
                    "No probe has run since the start.",
                    "Run openclaw doctor --full, or any task.");
        }
        var broken = receipt.broken().orElse(null);
        if (broken != null) {
            return Check.fail(
                    "isolation",
                    "Isolation receipt",
                    "The probe '" + broken.probe() + "' did not hold: " + broken.seen(),
                    receipts.refuses()
                            ? "No task is started until it holds: harden the engine, then run"
                                    + " openclaw doctor --full."
                            : "Do not run tasks here that you do not trust.");
        }
        String seen =
                receipt.summary()
                        + " in "
                        + receipt.millis()
                        + " ms"
                        + (receipt.complete() ? "" : ", the quick ones");
        return receipt.count(Outcome.UNCLEAR) + receipt.count(Outcome.NOT_HELD) == 0
                ? Check.ok("isolation", "Isolation receipt", seen)
                : Check.warn(
                        "isolation",
                        "Isolation receipt",
                        seen,
                        "Look at the probes below, and run openclaw doctor --full.");
    }
}
