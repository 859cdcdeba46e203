package ai.openclaw.sandbox;

import ai.openclaw.sandbox.SandboxSettings.EngineChoice;
import ai.openclaw.sandbox.docker.DockerEngine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/// Chooses the engine of this gateway, once, at its start.
@Configuration(proxyBeanMethods = false)
class SandboxConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(SandboxConfiguration.class);

    @Bean
    SandboxEngine sandboxEngine(SandboxSettings settings, Marks marks, Environment environment) {
        if (settings.engine() == EngineChoice.LOCAL) {
            throw new IllegalStateException("OPENCLAW_SANDBOX_ENGINE=local is not there yet");
        }
        var docker =
                DockerEngine.at(
                        environment.getProperty("docker.host", DockerEngine.DEFAULT_HOST), marks);
        var seen = docker.availability();
        if (seen.ready()) {
            LOG.info("Sandboxes are containers: {}", seen.detail());
        } else {
            LOG.error("No task can run: {}", seen.detail());
        }
        return docker;
    }
}
