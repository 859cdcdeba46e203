package ai.openclaw.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.openclaw.base.InvalidRequest;
import java.util.List;
import org.junit.jupiter.api.Test;

class AllowedImagesTest {

    @Test
    void withoutPatternsEveryImageIsAllowed() {
        assertThat(allowed().allows("registry.example/any/thing:1")).isTrue();
    }

    @Test
    void patternsAreForTheWholeName() {
        var images = allowed("debian:*", "registry.example/team/*");

        assertThat(images.allows("debian:12")).isTrue();
        assertThat(images.allows("registry.example/team/tool:1.2")).isTrue();
        assertThat(images.allows("debian")).isFalse();
        assertThat(images.allows("notdebian:12")).isFalse();
        assertThat(images.allows("registry.example/team/deeper/tool")).isFalse();
        assertThat(images.allows("registryXexample/team/tool")).isFalse();
        assertThat(allowed("registry.example/**").allows("registry.example/a/b/c:1")).isTrue();
    }

    @Test
    void patternWithATagIsNoRegistryWithAPort() {
        assertThat(allowed("debian:*").allows("debian:5000/evil/image")).isFalse();
    }

    @Test
    void ownImageIsAlwaysAllowed() {
        assertThat(allowed("nothing/else").allows("own:1")).isTrue();
    }

    @Test
    void agentWithAnotherImageIsRefusedByTheField() {
        assertThatThrownBy(() -> AgentRules.check("a", agent("evil:1"), allowed("debian:*")))
                .isInstanceOfSatisfying(
                        InvalidRequest.class,
                        e ->
                                assertThat(e.errors())
                                        .singleElement()
                                        .satisfies(error -> {
                                            assertThat(error.field()).isEqualTo("image");
                                            assertThat(error.message()).contains("debian:*");
                                        }));
        AgentRules.check("a", agent("debian:12"), allowed("debian:*"));
    }

    private static AllowedImages allowed(String... patterns) {
        return new AllowedImages(
                new AllowedImages.Settings(List.of(patterns)), new SandboxDefaults("own:1", null));
    }

    private static AgentSpec agent(String image) {
        return new AgentSpec(
                null, image, null, null, null, null, null, null, null, null, null, null, null, null,
                null, null, null, null);
    }
}
