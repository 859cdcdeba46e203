package ai.openclaw.model;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/// What a model's name leads to.
@Component
public class Catalogue {

    /// Whose models are called like this, for names that come without a provider.
    private static final Map<String, String> PREFIXES =
            Map.of(
                    "claude", "anthropic",
                    "gpt-", "openai",
                    "o1", "openai",
                    "o3", "openai",
                    "o4", "openai",
                    "codex", "openai",
                    "text-embedding-", "openai",
                    "gemini", "gemini",
                    "mistral", "mistral",
                    "codestral", "mistral");

    private static final List<Dialect> TALKS =
            List.of(Dialect.ANTHROPIC, Dialect.RESPONSES, Dialect.CHAT);

    private final Providers providers;
    private final Discovery discovery;
    private final ModelSettings settings;
    private final String defaultModel;

    Catalogue(
            Providers providers,
            Discovery discovery,
            ModelSettings settings,
            @Value("${OPENCLAW_DEFAULT_MODEL:}") String defaultModel) {
        this.providers = providers;
        this.discovery = discovery;
        this.settings = settings;
        this.defaultModel = defaultModel.strip();
    }

    /// The model of agents that name none.
    public Optional<String> defaultModel() {
        return defaultModel.isEmpty() ? Optional.empty() : Optional.of(defaultModel);
    }

    /// The names that are certain to lead somewhere without asking anybody: aliases, the default
    /// and the fallbacks.
    public Set<String> names() {
        var names = new TreeSet<>(settings.aliases().keySet());
        defaultModel().ifPresent(names::add);
        names.addAll(settings.fallbacks());
        names.removeIf(it -> one(it).isEmpty());
        return names;
    }

    /// The marks of a model among these settings: `default`, `fallback#1` and so on, `alias:name`.
    List<String> tags(ModelRef model) {
        var tags = new ArrayList<String>();
        defaultModel().flatMap(this::one).filter(model::equals).ifPresent(_ -> tags.add("default"));
        int place = 0;
        for (String fallback : settings.fallbacks()) {
            place++;
            if (one(fallback).filter(model::equals).isPresent()) {
                tags.add("fallback#" + place);
            }
        }
        new TreeSet<>(settings.aliases().keySet())
                .stream()
                        .filter(it -> one(it).filter(model::equals).isPresent())
                        .forEach(it -> tags.add("alias:" + it));
        return tags;
    }

    /// The models that settings name, wherever they lead.
    Set<ModelRef> configured() {
        var models = new LinkedHashSet<ModelRef>();
        names().forEach(it -> one(it).ifPresent(models::add));
        return models;
    }

    /// What settings name of this provider, which need not be there.
    Optional<String> wantedOf(String provider) {
        return Stream.of(
                        defaultModel().stream(),
                        settings.fallbacks().stream(),
                        settings.aliases().values().stream())
                .flatMap(it -> it)
                .filter(it -> it.startsWith(provider + "/"))
                .findFirst();
    }

    /// What this name asks for, and then the fallbacks in their order. A name is an alias,
    /// `provider/model`, or the bare id of a model.
    ///
    /// @return empty if nothing is known by that name
    public List<ModelRef> resolve(String name) {
        var first = one(name);
        if (first.isEmpty()) {
            return List.of();
        }
        var all = new LinkedHashSet<ModelRef>();
        all.add(first.get());
        settings.fallbacks().stream().flatMap(it -> one(it).stream()).forEach(all::add);
        return List.copyOf(all);
    }

    /// How a conversation with the model of this name is best held: in the provider's own words
    /// where it has some.
    ///
    /// @return empty if nothing is known by that name, or it is none to talk with
    public Optional<Dialect> dialect(String name) {
        return one(name)
                .flatMap(it -> providers.named(it.provider()))
                .flatMap(provider ->
                        TALKS.stream().filter(provider.dialects()::contains).findFirst());
    }

    private Optional<ModelRef> one(String name) {
        return Stream.of(settings.aliases().getOrDefault(name, name))
                .flatMap(it -> Stream.concat(qualified(it).stream(), bare(it).stream()))
                .findFirst();
    }

    private Optional<ModelRef> qualified(String name) {
        return ModelRef.parse(name).filter(it -> providers.named(it.provider()).isPresent());
    }

    /// A model that is listed by this name, by the first provider that has it; else by whose models
    /// are called like this, as a list may not be there yet, or not have them all.
    private Optional<ModelRef> bare(String name) {
        return listed(name).or(() -> byPrefix(name));
    }

    private Optional<ModelRef> listed(String name) {
        return discovery.known().stream()
                .flatMap(it -> it.models().stream())
                .map(Model::ref)
                .filter(it -> it.model().equals(name))
                .findFirst();
    }

    private Optional<ModelRef> byPrefix(String name) {
        return PREFIXES.entrySet().stream()
                .filter(it -> name.startsWith(it.getKey()))
                .flatMap(it -> providers.named(it.getValue()).stream())
                .map(it -> new ModelRef(it.name(), name))
                .findFirst();
    }
}
