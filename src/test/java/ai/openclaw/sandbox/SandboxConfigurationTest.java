package ai.openclaw.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.base.CannotStart;
import ai.openclaw.base.Home;
import ai.openclaw.base.HomeSettings;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class SandboxConfigurationTest {

    private static final String NO_DOCKER = "docker.host=unix:///nowhere/docker.sock";

    @EnableConfigurationProperties({
        SandboxSettings.class,
        ImageSettings.class,
        LaneSettings.class,
        DiskSettings.class,
        HomeSettings.class
    })
    static class Settings {}

    private final ApplicationContextRunner gateway =
            new ApplicationContextRunner()
                    .withUserConfiguration(Settings.class, Home.class, SandboxConfiguration.class)
                    .withBean(Marks.class, () -> new Marks(UUID.randomUUID(), UUID.randomUUID()))
                    .withPropertyValues("openclaw.home=target/home");

    @Test
    void dockerIsTakenWhereItAnswers() {
        gateway.withPropertyValues("docker.host=" + TestImages.dockerHost())
                .run(context ->
                        assertThat(context.getBean(SandboxEngine.class).name())
                                .isEqualTo("docker"));
    }

    @Test
    void runtimeThatTheEngineLacksIsRefusedAtTheStart() {
        gateway.withPropertyValues(
                        "docker.host=" + TestImages.dockerHost(),
                        "openclaw.sandbox.runtime=no-such-runtime")
                .run(context ->
                        assertThat(context)
                                .hasFailed()
                                .getFailure()
                                .rootCause()
                                .isInstanceOf(CannotStart.class)
                                .hasMessageContainingAll("no-such-runtime", "runc"));
    }

    @Test
    void localIsTakenWhereNoDockerAnswers() {
        gateway.withPropertyValues(NO_DOCKER)
                .run(context ->
                        assertThat(context.getBean(SandboxEngine.class).name()).isEqualTo("local"));
    }

    @Test
    void dockerOnDemandWaitsForAnEngineThatIsAway() {
        gateway.withPropertyValues(NO_DOCKER, "openclaw.sandbox.engine=docker")
                .run(context -> {
                    var seen = context.getBean(SandboxEngine.class).availability();
                    assertThat(seen.ready()).isFalse();
                    assertThat(seen.detail()).contains("/nowhere/docker.sock", "DOCKER_HOST");
                });
    }

    @Test
    void productionRefusesTheLocalEngine() {
        gateway.withPropertyValues(
                        "spring.profiles.active=production", "openclaw.sandbox.engine=local")
                .run(context ->
                        assertThat(context)
                                .hasFailed()
                                .getFailure()
                                .rootCause()
                                .hasMessageContaining("production"));
        gateway.withPropertyValues("spring.profiles.active=production", NO_DOCKER)
                .run(context ->
                        assertThat(context.getBean(SandboxEngine.class).name())
                                .isEqualTo("docker"));
    }

    @Test
    void addressThatCannotBeSpokenToIsNamed() {
        gateway.withPropertyValues("docker.host=ssh://host", "openclaw.sandbox.engine=docker")
                .run(context ->
                        assertThat(context)
                                .hasFailed()
                                .getFailure()
                                .rootCause()
                                .hasMessageContaining("ssh://host"));
    }
}
