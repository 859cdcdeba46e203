package ai.openclaw.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.mock.env.MockEnvironment;
import tools.jackson.databind.json.JsonMapper;

class CatalogueTest {

    private static final ModelSettings SETTINGS =
            new ModelSettings(
                    Map.of(
                            "lab",
                            new ModelSettings.Custom(
                                    URI.create("http://127.0.0.1:9/v1/"),
                                    Set.of(Dialect.CHAT),
                                    "lab-secret",
                                    Map.of("X-Team", "team-secret"),
                                    true)),
                    Map.of("fast", "lab/org/small"),
                    List.of("claude-b", "openai/none"));

    private final Providers providers =
            new Providers(
                    new MockEnvironment().withProperty("ANTHROPIC_API_KEY", "sk-secret"), SETTINGS);
    private final Catalogue catalogue =
            new Catalogue(providers, nothingAsked(), SETTINGS, " fast ");

    private Discovery nothingAsked() {
        var settings =
                new DiscoverySettings(
                        Duration.ofSeconds(1), Duration.ofHours(1), Duration.ofMinutes(1));
        return new Discovery(providers, new ListingClient(settings), settings, Clock.systemUTC());
    }

    @Test
    void leadsEveryKindOfNameToAModelAndThenTheFallbacks() {
        var fallback = new ModelRef("anthropic", "claude-b");
        assertThat(catalogue.resolve("fast"))
                .containsExactly(new ModelRef("lab", "org/small"), fallback);
        assertThat(catalogue.resolve("claude-a"))
                .containsExactly(new ModelRef("anthropic", "claude-a"), fallback);
        assertThat(catalogue.resolve("gpt-5")).isEmpty();
        assertThat(catalogue.resolve("openai/gpt-5")).isEmpty();
        assertThat(catalogue.defaultModel()).contains("fast");
    }

    @Test
    void knowsHowToTalkWithAModel() {
        assertThat(catalogue.dialect("fast")).contains(Dialect.CHAT);
        assertThat(catalogue.dialect("claude-a")).contains(Dialect.ANTHROPIC);
        assertThat(catalogue.dialect("gpt-5")).isEmpty();
    }

    @Test
    void readsAKeyOfAModel() {
        assertThat(ModelRef.parse("lab/org/small")).contains(new ModelRef("lab", "org/small"));
        assertThat(ModelRef.parse("/small")).isEmpty();
        assertThat(ModelRef.parse("lab/")).isEmpty();
    }

    @Test
    void keepsKeysAndHeadersOutOfWordsAndJson() {
        var lab = providers.named("lab").orElseThrow();
        assertThat(lab.credentials()).containsEntry("authorization", "Bearer lab-secret");
        assertThat(lab.uri("/v1/models")).hasToString("http://127.0.0.1:9/v1/models");
        assertThat(providers.all() + JsonMapper.shared().writeValueAsString(providers.all()))
                .contains("lab", "anthropic")
                .doesNotContain("secret");
    }
}
