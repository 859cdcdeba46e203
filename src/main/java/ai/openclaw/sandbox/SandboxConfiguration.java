package ai.openclaw.sandbox;

import ai.openclaw.base.CannotStart;
import ai.openclaw.base.Home;
import ai.openclaw.sandbox.docker.DockerEngine;
import ai.openclaw.sandbox.local.LocalEngine;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;

/// Chooses the engine of this gateway, once, at its start.
@Configuration(proxyBeanMethods = false)
class SandboxConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(SandboxConfiguration.class);

    @Bean
    SandboxEngine sandboxEngine(
            SandboxSettings settings,
            ImageSettings images,
            Home home,
            Marks marks,
            LaneSettings lanes,
            DiskSettings disks,
            ObjectProvider<LaneDoor> door,
            ObjectProvider<EgressDoor> egress,
            Environment environment) {
        String dockerHost = environment.getProperty("docker.host", DockerEngine.DEFAULT_HOST);
        var doors = new LaneDoors(door.getIfAvailable(), egress.getIfAvailable());
        boolean production = environment.acceptsProfiles(Profiles.of("production"));
        return switch (settings.engine()) {
            case DOCKER ->
                    docker(
                            DockerEngine.at(
                                    dockerHost,
                                    marks,
                                    images.pull(),
                                    lanes,
                                    doors,
                                    home.path(),
                                    disks),
                            settings);
            case LOCAL -> local(home, production, "OPENCLAW_SANDBOX_ENGINE=local");
            case AUTO -> {
                var docker =
                        DockerEngine.at(
                                dockerHost, marks, images.pull(), lanes, doors, home.path(), disks);
                var seen = docker.availability();
                // In production a missing Docker is a fault to mend, not a reason for less safety.
                yield seen.ready() || production
                        ? docker(docker, settings)
                        : local(home, false, seen.detail());
            }
        };
    }

    private static SandboxEngine docker(DockerEngine engine, SandboxSettings settings) {
        var seen = engine.availability();
        if (seen.ready()) {
            refuseUnknownRuntime(engine, settings.runtime());
            LOG.info("Sandboxes are containers: {}", seen.detail());
            Thread.ofVirtual().name("lanes-first").start(() -> prepareLanes(engine));
        } else {
            LOG.error("No task can run until Docker answers. {}", seen.detail());
        }
        return engine;
    }

    private static void prepareLanes(DockerEngine engine) {
        try {
            LOG.info(engine.prepareForFirst());
        } catch (EngineUnavailable e) {
            LOG.warn("No lanes yet: {}", e.getMessage());
        }
    }

    /// Weaker walls than the ones asked for would be taken for those.
    private static void refuseUnknownRuntime(DockerEngine engine, @Nullable String runtime) {
        if (runtime == null || runtime.isBlank() || engine.runtimes().contains(runtime)) {
            return;
        }
        throw new CannotStart(
                "OPENCLAW_SANDBOX_RUNTIME is '"
                        + runtime
                        + "', and the Docker Engine has only "
                        + String.join(", ", engine.runtimes())
                        + ".",
                "Install the runtime and name it in the engine's daemon.json, or leave the setting"
                        + " out.");
    }

    private static SandboxEngine local(Home home, boolean production, String why) {
        if (production) {
            throw new IllegalStateException(
                    "The local engine does not isolate enough for the profile 'production': set"
                            + " OPENCLAW_SANDBOX_ENGINE=docker");
        }
        var engine = new LocalEngine(home.path().resolve("sandboxes"));
        var seen = engine.availability();
        LOG.warn("Sandboxes are processes of this host, for trying things out only. {}", why);
        engine.caveats().forEach(caveat -> LOG.warn("Local engine: {}", caveat));
        if (!seen.ready()) {
            LOG.error("No task can run. {}", seen.detail());
        }
        return engine;
    }
}
