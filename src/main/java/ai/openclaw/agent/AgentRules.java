package ai.openclaw.agent;

import ai.openclaw.base.Findings;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What an agent's name and fields must be like.
final class AgentRules {

    static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    // The grammar of distribution/reference: [host[:port]/]path[:tag][@algorithm:hex].
    private static final Pattern IMAGE =
            Pattern.compile(
                    "(?:(?:[a-zA-Z0-9](?:[a-zA-Z0-9.-]{0,252}[a-zA-Z0-9])?|\\[[0-9a-fA-F:]{2,39}])"
                            + "(?::[0-9]{1,5})?/)?"
                            + "[a-z0-9]+(?:(?:\\.|_{1,2}|-+)[a-z0-9]+)*"
                            + "(?:/[a-z0-9]+(?:(?:\\.|_{1,2}|-+)[a-z0-9]+)*)*"
                            + "(?::[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})?"
                            + "(?:@[A-Za-z][A-Za-z0-9]*:[0-9a-fA-F]{32,128})?");
    private static final Pattern RUNTIME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,62}");

    /// As room `secret` has them.
    private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    private AgentRules() {}

    /// @throws ai.openclaw.base.InvalidRequest naming everything that is wrong
    static void check(String name, AgentSpec spec, AllowedImages images) {
        var findings = new Findings();
        if (!NAME.matcher(name).matches()) {
            findings.at("name")
                    .add(
                            "must be 1 to 63 lower-case letters, digits and hyphens, and not begin"
                                    + " with a hyphen.");
        }
        SpecRules.text(spec.description(), 2_000, findings.at("description"));
        image(spec.image(), images, findings.at("image"));
        SpecRules.argv(spec.command(), findings.at("command"));
        SpecRules.line(spec.model(), 200, findings.at("model"));
        models(spec, findings);
        SpecRules.text(spec.systemPrompt(), 200_000, findings.at("systemPrompt"));
        SpecRules.env(spec.env(), findings.at("env"));
        secrets(spec.secrets(), findings.at("secrets"));
        allow(spec, findings.at("allow"));
        SpecRules.limits(spec.limits(), findings.at("limits"));
        SpecRules.duration(spec.timeout(), findings.at("timeout"));
        SpecRules.retry(spec.retry(), findings.at("retry"));
        SpecRules.between(spec.concurrency(), 1, 100_000, findings.at("concurrency"));
        SpecRules.between(spec.warm(), 0, 1_000, findings.at("warm"));
        SpecRules.budget(spec.budget(), findings.at("budget"));
        if (spec.runtime() != null && !RUNTIME.matcher(spec.runtime()).matches()) {
            findings.at("runtime").add("must be the name of a runtime, such as runc or runsc.");
        }
        findings.throwIfAny();
    }

    private static void image(@Nullable String image, AllowedImages images, Findings findings) {
        if (image == null) {
            return;
        }
        // The length first: the pattern then runs on little text.
        if (image.length() > 512 || !IMAGE.matcher(image).matches()) {
            findings.add(
                    "must be an image reference such as debian:bookworm-slim or"
                            + " registry.example/team/tool:1.2.");
        } else if (!images.allows(image)) {
            findings.add(
                    "is not among the images that this installation allows: "
                            + images.patterns()
                            + ".");
        }
    }

    private static void models(AgentSpec spec, Findings all) {
        var findings = all.at("models");
        if (spec.models() != null) {
            var models = SpecRules.withNulls(spec.models());
            if (models.size() > 500) {
                findings.add("may have at most 500 models.");
            }
            for (int i = 0; i < models.size(); i++) {
                String model = models.get(i);
                if (model == null || model.isBlank()) {
                    findings.at(i).add("must be a model such as openai/gpt-5 or anthropic/*.");
                }
                SpecRules.line(model, 200, findings.at(i));
            }
        }
        if (spec.modelFeatures() != null
                && new ArrayList<@Nullable ModelFeature>(spec.modelFeatures()).contains(null)) {
            all.at("modelFeatures").add("may not hold null.");
        }
    }

    private static void secrets(@Nullable List<String> secrets, Findings findings) {
        if (secrets == null) {
            return;
        }
        if (secrets.size() > 32) {
            findings.add("may have at most 32 secrets.");
        }
        var names = SpecRules.withNulls(secrets);
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            if (name == null || !SECRET.matcher(name).matches()) {
                findings.at(i).add("must be the name of a secret, such as deploy-key.");
            }
        }
    }

    private static void allow(AgentSpec spec, Findings findings) {
        var allow = spec.allow();
        if (allow == null || allow.isEmpty()) {
            return;
        }
        if (spec.network() != Network.EGRESS) {
            findings.add("is for \"network\": \"egress\" alone.");
        }
        if (allow.size() > 500) {
            findings.add("may have at most 500 hosts.");
        }
        var hosts = SpecRules.withNulls(allow);
        for (int i = 0; i < hosts.size(); i++) {
            String host = hosts.get(i);
            if (host == null || AllowedHost.parse(host).isEmpty()) {
                findings.at(i)
                        .add(
                                "must be a host such as example.org, *.example.org or"
                                        + " example.org:8443.");
            }
        }
    }
}
