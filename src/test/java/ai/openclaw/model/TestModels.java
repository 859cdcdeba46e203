package ai.openclaw.model;

import ai.openclaw.proxy.ScriptedProvider;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.mock.env.MockEnvironment;

/// The parts that list models, over a server that a test scripts.
final class TestModels implements AutoCloseable {

    static final String KEY = "sk-very-secret";

    final ScriptedProvider server = new ScriptedProvider();
    final MockEnvironment environment = new MockEnvironment();
    final Map<String, ModelSettings.Custom> custom = new HashMap<>();
    Instant now = Instant.parse("2026-01-01T00:00:00Z");
    Duration limit = Duration.ofSeconds(5);

    @Override
    public void close() {
        server.close();
    }

    /// The parts under test over the settings made so far.
    record Parts(Discovery discovery, ModelList list, ProviderStates states) {

        List<String> keys(boolean all) {
            return list.look(new ModelList.Look(all, false, null)).models().stream()
                    .map(ModelList.Row::key)
                    .toList();
        }

        ModelList.Row row(String key) {
            return list.look(new ModelList.Look(true, false, null)).models().stream()
                    .filter(it -> it.key().equals(key))
                    .findFirst()
                    .orElseThrow();
        }

        ProviderStates.View state(String name) {
            return states.look().stream()
                    .filter(it -> it.name().equals(name))
                    .findFirst()
                    .orElseThrow();
        }
    }

    Parts parts(String defaultModel, Map<String, String> aliases, List<String> fallbacks) {
        var models = new ModelSettings(custom, aliases, fallbacks);
        var settings = new DiscoverySettings(limit, Duration.ofHours(1), Duration.ofMinutes(1));
        var providers = new Providers(environment, models);
        var clock =
                new Clock() {
                    @Override
                    public Instant instant() {
                        return now;
                    }

                    @Override
                    public ZoneOffset getZone() {
                        return ZoneOffset.UTC;
                    }

                    @Override
                    public Clock withZone(ZoneId zone) {
                        return this;
                    }
                };
        var discovery = new Discovery(providers, new ListingClient(settings), settings, clock);
        var catalogue = new Catalogue(providers, discovery, models, defaultModel);
        return new Parts(
                discovery,
                new ModelList(providers, discovery, catalogue),
                new ProviderStates(providers, discovery, catalogue));
    }

    Parts parts() {
        return parts("", Map.of(), List.of());
    }

    /// Sets a well-known provider whose address is a path of the server.
    void set(String prefix, String path) {
        environment.setProperty(prefix + "_API_KEY", KEY);
        environment.setProperty(prefix + "_BASE_URL", server.url() + path);
    }
}
