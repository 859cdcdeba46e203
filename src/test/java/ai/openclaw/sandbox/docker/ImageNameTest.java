package ai.openclaw.sandbox.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.openclaw.sandbox.EngineUnavailable;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ImageNameTest {

    @Test
    void namesAreReadAsDockerReadsThem() {
        assertThat(ImageName.parse("debian")).isEqualTo(new ImageName("debian", "latest"));
        assertThat(ImageName.parse("host:5000/a/b"))
                .isEqualTo(new ImageName("host:5000/a/b", "latest"));
        assertThat(ImageName.parse("host:5000/a:1")).isEqualTo(new ImageName("host:5000/a", "1"));
        assertThat(ImageName.parse("a@sha256:ff")).isEqualTo(new ImageName("a@sha256:ff", null));
        assertThat(ImageName.isId("sha256:" + "a".repeat(64))).isTrue();
        assertThat(ImageName.isId("debian")).isFalse();
    }

    @Test
    void refusalsAreExplained() {
        assertThat(ImageName.explain("x", "manifest for x:latest not found: manifest unknown"))
                .startsWith("There is no image 'x'");
        assertThat(
                        ImageName.explain(
                                "x",
                                "pull access denied for x, repository does not exist or"
                                        + " may require 'docker login'"))
                .contains("login");
        assertThat(ImageName.explain("x", "Get https://registry/v2/: dial tcp: no such host"))
                .contains("does not answer");
        assertThat(ImageName.explain("A B", "invalid reference format"))
                .isEqualTo("'A B' is no name of an image");
        assertThat(ImageName.explain("x", "something new")).endsWith("something new");
    }

    @Test
    void addressesOfOtherKindsAreRefusedByName() {
        assertThat(DockerAddress.parse("tcp://10.0.0.1:2375", Map.of()))
                .isEqualTo(new DockerAddress.Tcp("10.0.0.1", 2375));
        for (String address :
                new String[] {"ssh://host", "npipe:////./pipe/x", "tcp://host", "%"}) {
            assertThatThrownBy(() -> DockerAddress.parse(address, Map.of()))
                    .isInstanceOf(EngineUnavailable.class)
                    .hasMessageContaining(address);
        }
        assertThatThrownBy(() ->
                        DockerAddress.parse("tcp://host:2376", Map.of("DOCKER_TLS_VERIFY", "1")))
                .hasMessageContaining("TLS");
    }
}
