package ai.openclaw.agent;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.stereotype.Component;

/// Which images agents may use: `OPENCLAW_IMAGES_ALLOWED`, patterns for the whole name as an agent
/// writes it, tag and digest included. `*` stands for anything but a slash, `**` for anything. No
/// pattern: every image. The installation's own image is always allowed.
@Component
public class AllowedImages {

    /// @param allowed `OPENCLAW_IMAGES_ALLOWED`, separated by commas
    @ConfigurationProperties("openclaw.images")
    record Settings(@DefaultValue List<String> allowed) {}

    private final List<String> patterns;
    private final List<Pattern> compiled;
    private final String own;

    AllowedImages(Settings settings, SandboxDefaults defaults) {
        this.patterns = settings.allowed().stream().map(String::strip).toList();
        this.compiled = patterns.stream().map(AllowedImages::compile).toList();
        this.own = defaults.image();
    }

    private static Pattern compile(String pattern) {
        return Pattern.compile(
                Pattern.compile("\\*\\*|\\*|[^*]+")
                        .matcher(pattern)
                        .results()
                        .map(part ->
                                switch (part.group()) {
                                    case "**" -> ".*";
                                    case "*" -> "[^/]*";
                                    default -> Pattern.quote(part.group());
                                })
                        .collect(Collectors.joining()));
    }

    public boolean allows(String image) {
        return compiled.isEmpty()
                || image.equals(own)
                || compiled.stream().anyMatch(pattern -> pattern.matcher(image).matches());
    }

    /// What would be allowed, for who was refused.
    public String patterns() {
        return String.join(", ", patterns);
    }
}
