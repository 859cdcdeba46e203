package ai.openclaw.dashboard;

import ai.openclaw.model.ModelList;
import ai.openclaw.model.ProviderStates;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// The models that agents can use, and the providers that have them.
@Controller
@RequestMapping("/models")
class ModelPage {

    private final ModelList models;
    private final ProviderStates providers;
    private final Clock clock;

    ModelPage(ModelList models, ProviderStates providers, Clock clock) {
        this.models = models;
        this.providers = providers;
        this.clock = clock;
    }

    /// A provider.
    ///
    /// @param icon state whose icon and colour it has
    /// @param why it cannot be used; null if it can
    /// @param listed when it last gave its list; null for never
    record ProviderRow(
            String name,
            String icon,
            String word,
            String address,
            @Nullable String why,
            int models,
            @Nullable Moment listed) {}

    /// A model.
    ///
    /// @param window such as `200k`; empty where nobody says
    record ModelRow(
            String key,
            String name,
            String input,
            String window,
            boolean available,
            boolean missing,
            boolean local,
            List<String> tags) {}

    @GetMapping
    String look(
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "false") boolean all,
            Model model) {
        var now = clock.instant();
        String wanted = q.strip().toLowerCase(Locale.ROOT);
        model.addAttribute("providers", providers.look().stream().map(it -> row(it, now)).toList());
        model.addAttribute(
                "models",
                models.look(new ModelList.Look(all, false, null)).models().stream()
                        .filter(it -> contains(it, wanted))
                        .map(ModelPage::row)
                        .toList());
        model.addAttribute("q", q);
        model.addAttribute("all", all);
        return "models";
    }

    /// Asks all providers now.
    @PostMapping("/discovery")
    String discover() {
        var _ = providers.refresh();
        return "redirect:/models";
    }

    private static boolean contains(ModelList.Row it, String wanted) {
        return (it.key() + " " + it.name() + " " + String.join(" ", it.tags()))
                .toLowerCase(Locale.ROOT)
                .contains(wanted);
    }

    private static ProviderRow row(ProviderStates.View it, Instant now) {
        return new ProviderRow(
                it.name(),
                switch (it.state()) {
                    case READY -> "SUCCEEDED";
                    case UNREACHABLE, WANTED -> "FAILED";
                    case ABSENT -> "CANCELLED";
                },
                switch (it.state()) {
                    case READY -> "Ready";
                    case UNREACHABLE -> "No answer";
                    case WANTED, ABSENT -> "Not set";
                },
                it.baseUrl() == null ? "" : it.baseUrl(),
                it.reason(),
                it.models(),
                it.listedAt() == null ? null : Moment.of(it.listedAt(), now));
    }

    private static ModelRow row(ModelList.Row it) {
        var window = it.contextWindow();
        return new ModelRow(
                it.key(),
                it.name(),
                it.input().replace("+", ", "),
                window == null ? "" : (window + 500) / 1000 + "k",
                it.available(),
                it.missing(),
                it.local(),
                it.tags());
    }
}
