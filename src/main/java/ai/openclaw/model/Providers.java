package ai.openclaw.model;

import static ai.openclaw.model.Dialect.ANTHROPIC;
import static ai.openclaw.model.Dialect.CHAT;
import static ai.openclaw.model.Dialect.EMBEDDINGS;
import static ai.openclaw.model.Dialect.RESPONSES;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/// The providers that this installation has: the well-known ones whose key is set, and any number
/// of custom ones.
@Component
public final class Providers {

    private static final Set<Dialect> MOST = Set.of(CHAT, EMBEDDINGS);
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9_-]{0,39}");

    /// One that everybody knows.
    ///
    /// @param prefix of the variables that set it
    private record Known(
            String name, String prefix, String url, Set<Dialect> dialects, ListingStyle listing) {

        String key() {
            return prefix + "_API_KEY";
        }
    }

    /// A well-known one that is not set.
    ///
    /// @param setting what would set it
    public record Absent(String name, String setting) {}

    private static final List<Known> KNOWN =
            List.of(
                    new Known(
                            "anthropic",
                            "ANTHROPIC",
                            "https://api.anthropic.com/v1",
                            Set.of(ANTHROPIC),
                            ListingStyle.ANTHROPIC),
                    new Known(
                            "openai",
                            "OPENAI",
                            "https://api.openai.com/v1",
                            Set.of(CHAT, RESPONSES, EMBEDDINGS),
                            ListingStyle.OPENAI),
                    new Known(
                            "gemini",
                            "GEMINI",
                            "https://generativelanguage.googleapis.com/v1beta/openai",
                            MOST,
                            ListingStyle.GEMINI),
                    like("openrouter", "OPENROUTER", "https://openrouter.ai/api/v1"),
                    like("mistral", "MISTRAL", "https://api.mistral.ai/v1"),
                    like("groq", "GROQ", "https://api.groq.com/openai/v1"));

    private static final String OLLAMA = "ollama";
    private static final String OLLAMA_HOST = "OLLAMA_HOST";

    private final List<Provider> all;
    private final List<Absent> absent;

    Providers(Environment environment, ModelSettings settings) {
        var found = new ArrayList<Provider>();
        var missing = new ArrayList<Absent>();
        for (var known : KNOWN) {
            String key = environment.getProperty(known.key(), "").strip();
            if (!key.isEmpty()) {
                String url = environment.getProperty(known.prefix() + "_BASE_URL", "").strip();
                found.add(known(known, url, key));
            } else {
                missing.add(new Absent(known.name(), known.key()));
            }
        }
        String ollama = environment.getProperty(OLLAMA_HOST, "").strip();
        if (ollama.isEmpty()) {
            missing.add(new Absent(OLLAMA, OLLAMA_HOST));
        } else {
            found.add(
                    new Provider(
                            OLLAMA,
                            url(OLLAMA_HOST, address(ollama) + "/v1"),
                            MOST,
                            null,
                            Map.of(),
                            true,
                            ListingStyle.OLLAMA));
        }
        settings.providers()
                .forEach((name, custom) -> {
                    if (name.equals(OLLAMA)
                            || KNOWN.stream().anyMatch(it -> it.name().equals(name))) {
                        throw new IllegalArgumentException(
                                "OPENCLAW_MODELS_PROVIDERS_"
                                        + name
                                        + "_…: this provider has settings of its own; use another name");
                    }
                    found.add(custom(name, custom));
                });
        this.all = List.copyOf(found);
        this.absent = List.copyOf(missing);
    }

    private static Provider known(Known known, String url, String key) {
        var base =
                url(
                        known.prefix() + "_BASE_URL",
                        url.isEmpty() ? known.url() : withVersion(known, url));
        // Another server in Gemini's place has no list of Gemini's own.
        boolean replaced =
                known.listing() == ListingStyle.GEMINI
                        && !base.toString().endsWith(ListingStyle.COMPATIBLE);
        return new Provider(
                known.name(),
                base,
                known.dialects(),
                new ProviderKey(key),
                Map.of(),
                false,
                replaced ? ListingStyle.OPENAI : known.listing());
    }

    private static Known like(String name, String prefix, String url) {
        return new Known(name, prefix, url, MOST, ListingStyle.OPENAI);
    }

    /// Those that are set, in a fixed order: the well-known first.
    public List<Provider> all() {
        return all;
    }

    /// The well-known ones that no setting switches on.
    public List<Absent> absent() {
        return absent;
    }

    public Optional<Provider> named(String name) {
        return all.stream().filter(it -> it.name().equals(name)).findFirst();
    }

    private static Provider custom(String name, ModelSettings.Custom custom) {
        String setting = "OPENCLAW_MODELS_PROVIDERS_" + name + "_BASEURL";
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    setting + ": a provider's name has 1 to 40 lower-case letters, digits, _ or -");
        }
        String key = custom.key();
        return new Provider(
                name,
                url(setting, custom.baseUrl().toString()),
                custom.dialects() == null || custom.dialects().isEmpty() ? MOST : custom.dialects(),
                key == null || key.isBlank() ? null : new ProviderKey(key.strip()),
                custom.headers(),
                custom.local(),
                speaksAnthropicAlone(custom) ? ListingStyle.ANTHROPIC : ListingStyle.OPENAI);
    }

    private static boolean speaksAnthropicAlone(ModelSettings.Custom custom) {
        return Set.of(ANTHROPIC).equals(custom.dialects());
    }

    /// The variables of Anthropic's and OpenAI's own clients differ: the former's has no `/v1`.
    private static String withVersion(Known known, String url) {
        String bare = trimmed(url);
        return known.name().equals("anthropic") && !bare.endsWith("/v1") ? bare + "/v1" : bare;
    }

    /// `OLLAMA_HOST` may be a mere `host:port`.
    private static String address(String host) {
        String bare = trimmed(host);
        return bare.startsWith("http://") || bare.startsWith("https://") ? bare : "http://" + bare;
    }

    private static String trimmed(String url) {
        return url.endsWith("/") ? trimmed(url.substring(0, url.length() - 1)) : url;
    }

    private static URI url(String setting, @Nullable String text) {
        try {
            var url = URI.create(trimmed(text == null ? "" : text));
            if (url.getHost() != null
                    && url.getUserInfo() == null
                    && url.getQuery() == null
                    && ("http".equals(url.getScheme()) || "https".equals(url.getScheme()))) {
                return url;
            }
        } catch (IllegalArgumentException e) {
            // Said below, without the text, which may hold a password.
        }
        throw new IllegalArgumentException(
                setting + " must be an http or https address such as https://models.example/v1");
    }
}
