package ai.openclaw.model;

import ai.openclaw.base.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Models and their providers.
@RestController
@RequestMapping("/api/v1/models")
class ModelController {

    private final ModelList models;
    private final ProviderStates providers;

    ModelController(ModelList models, ProviderStates providers) {
        this.models = models;
        this.providers = providers;
    }

    /// @param all also what agents cannot talk with, and what providers listed that do not answer
    /// @param local only what runs on your own hardware
    /// @param provider absent: of all
    @GetMapping
    ModelList.Models models(
            @RequestParam(defaultValue = "false") boolean all,
            @RequestParam(defaultValue = "false") boolean local,
            @RequestParam(required = false) @Nullable String provider) {
        return models.look(new ModelList.Look(all, local, provider));
    }

    @GetMapping("/providers")
    Page<ProviderStates.View> providers() {
        return new Page<>(providers.look(), null);
    }

    /// Asks every provider for its models now.
    @PostMapping("/discovery")
    Page<ProviderStates.View> discover() {
        return new Page<>(providers.refresh(), null);
    }
}
